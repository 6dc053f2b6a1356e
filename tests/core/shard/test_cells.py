"""A cell holds what six counts are, or says that it has no room."""

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.shard.cells import LANES, MORE, spread, squeezed
from streams.core.shard.table import Table
from streams.core.shard.tracked import Tracked, packed

COUNTS = st.tuples(
    *(st.sampled_from(sorted({0, 1, 5, most - 1, most} - {-1})) for _, most in LANES)
)


@settings(deadline=None, derandomize=True)
@given(COUNTS)
def test_a_cell_holds_six_counts_or_says_that_it_has_no_room(counts: tuple[int, ...]) -> None:
    cell = squeezed(packed(counts))
    room = all(count <= most for count, (_, most) in zip(counts, LANES, strict=True))
    assert room == (cell != MORE)
    assert not room or spread(cell) == counts


@settings(deadline=None, derandomize=True)
@given(COUNTS, st.integers(0, 5), st.sampled_from((1, -1)))
def test_a_post_counts_alike_in_a_cell_and_whole(
    counts: tuple[int, ...], kind: int, by: int
) -> None:
    table, whole = Table(), Tracked(0, ("ai",), counts=packed(counts))
    table.add(1, Tracked(0, ("ai",), counts=packed(counts)), 0)
    assert table.change(1, kind, by, 5) == whole.change(kind, by, 5)
    assert table.told(1) == (("ai",), whole.net)


def test_a_post_whose_cell_is_full_counts_on() -> None:
    for kind, (_, most) in enumerate(LANES):
        counts = [0] * 6
        counts[kind] = most
        table, whole = Table(), Tracked(0, ("ai",))
        table.add(1, Tracked(0, ("ai",)), 0)
        post = table.get(1)
        assert post is not None
        post.rebase(counts, -1)
        whole.rebase(counts, -1)
        again = Table()
        again.restore(table.snapshot())
        for by in (1, 1, -1, -1, -1):
            assert again.change(1, kind, by, 5) == whole.change(kind, by, 5)
            assert again.told(1) == (("ai",), whole.net)


def test_what_leaves_the_table_takes_along_all_that_was_known_of_it() -> None:
    table = Table(cap=3)
    for mark in range(1, 8):
        table.add(mark, Tracked(mark % 2, ("ai",), as_of=4), 1000 * mark)
    assert table.pop(6) == ("ai",)
    assert sorted(table._line.whole) == [5, 7]
    table.expire(1 << 50)
    assert not table._line.whole
