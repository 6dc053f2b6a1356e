"""The table of tracked posts: who is forgotten, and when."""

from streams.core.shard.line import mark_of
from streams.core.shard.table import Table
from streams.core.shard.timed import restored
from streams.core.shard.tracked import KEPT, Tracked

T = 1_000_000_000


def added(table: Table, root: str, second: int) -> Tracked:
    table.add(mark_of(root), Tracked(0, ("ai",)), second)
    post = table.get(mark_of(root))
    assert post is not None
    return post


def posts(table: Table, names: str = "abcd") -> list[str]:
    marks = restored(table.snapshot()["mark"])
    assert len(table) == len(marks)
    return [name for mark in marks for name in names if mark_of(name) == mark]


def test_a_post_that_was_deleted_and_came_again_is_kept_from_its_second_coming_on() -> None:
    table = Table()
    added(table, "a", T)
    added(table, "b", T)
    table.pop(mark_of("a"))
    added(table, "a", T + 5000)
    table.expire(T + KEPT)
    assert posts(table) == ["a"]
    table.expire(T + KEPT + 4000)
    assert posts(table) == ["a"]
    table.expire(T + KEPT + 5000)
    assert not len(table)


def test_the_cap_takes_the_oldest_that_is_left_and_counts_only_those() -> None:
    table = Table(cap=2)
    for number, root in enumerate("abc"):
        added(table, root, T + 1000 * number)
        if root == "b":
            table.pop(mark_of("a"))
    assert (posts(table), table.dropped) == (["b", "c"], 0)
    added(table, "d", T + 3000)
    assert (posts(table), table.dropped) == (["c", "d"], 1)


def test_a_post_whose_engagement_was_taken_back_leaves_a_snapshot_as_if_there_were_none() -> None:
    table = Table()
    post = added(table, "a", T)
    untouched = table.snapshot()
    assert post.change(0, 1, T)
    assert post.net == (1, 0, 0, 0, 0, 0)
    assert post.change(0, -1, T)
    assert table.snapshot() == untouched


def test_counts_that_share_a_number_do_not_know_of_each_other() -> None:
    most = (1 << 40) - 1
    post = Tracked(0, ("ai",))
    assert post.rebase((0, most, 0, most, 0, most), as_of=T)
    for kind in range(6):
        assert post.change(kind, 1, T + 1)
    assert post.net == (1, most + 1, 1, most + 1, 1, most + 1)
    for kind in (0, 2, 4):
        assert post.change(kind, -1, T + 1)
        assert not post.change(kind, -1, T + 1)
    assert post.net == (0, most + 1, 0, most + 1, 0, most + 1)


def test_engagement_counts_alike_whether_a_post_is_kept_packed_or_whole() -> None:
    packed, whole = Table(), Table()
    for table in (packed, whole):
        table.add(1, Tracked(0, ("ai",)), T)
    for kind, by in ((0, 1), (1, 1), (5, 1), (0, -1), (0, -1), (1, 1)):
        assert whole.get(1) is not None
        assert packed.change(1, kind, by, T) == whole.change(1, kind, by, T)
        assert packed.told(1) == whole.told(1)
        assert packed.snapshot() == whole.snapshot()
    assert packed.change(2, 0, 1, T) is None


def test_desks_that_end_leave_every_post_and_the_table_goes_on() -> None:
    table = Table()
    table.add(1, Tracked(0, ("ai", "us")), T)
    table.add(2, Tracked(1, ("ai", "us")), T)
    table.add(3, Tracked(0, ("us",)), T)
    table.leave(("ai",))
    table.add(4, Tracked(0, ("ai", "us")), T)
    told = [table.told(mark) for mark in (1, 2, 3, 4)]
    assert [each and each[0] for each in told] == [("us",), ("us",), ("us",), ("ai", "us")]
    again = Table()
    again.restore(table.snapshot())
    assert again.snapshot() == table.snapshot()
