"""What was seen is remembered for its span, the oldest let go at the cap, as a plain dict would."""

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.shard.remembered import Remembered
from streams.core.shard.table import Table
from streams.core.shard.timed import restored
from streams.core.shard.tracked import KEPT, Tracked

SPAN, CAP = 5_000, 4
STEPS = st.lists(
    st.tuples(st.sampled_from([0, 0, 0, 1_000, 4_000]), st.integers(0, 12)), min_size=20
)


@settings(deadline=None, derandomize=True)
@given(STEPS)
def test_marks_are_those_of_a_dict_in_order(steps: list[tuple[int, int]]) -> None:
    seen, model, second, dropped = Remembered(SPAN, CAP), dict[int, int](), 0, 0
    for wait, mark in steps:
        second += wait
        seen.expire(second)
        model = {m: s for m, s in model.items() if s > second - SPAN}
        assert seen.see(mark + 1, second) == (mark not in model)
        model.setdefault(mark, second)
        if len(model) > CAP:
            del model[next(iter(model))]
            dropped += 1
        assert restored(seen.snapshot()[1]) == [mark + 1 for mark in model]
        assert seen.dropped == dropped
        again = Remembered(SPAN, CAP)
        again.restore(seen.snapshot())
        assert again.snapshot() == seen.snapshot()
        seen = again if mark % 3 == 0 else seen


@settings(deadline=None, derandomize=True)
@given(STEPS)
def test_tracked_posts_are_those_of_a_dict_in_order(steps: list[tuple[int, int]]) -> None:
    table, model, second = Table(CAP), dict[int, int](), 1_000
    for wait, number in steps:
        second += wait * (KEPT // SPAN)
        table.expire(second)
        model = {r: s for r, s in model.items() if s > second - KEPT}
        mark = number + 1
        assert (mark in table) == (mark in model)
        if mark not in model:
            table.add(mark, Tracked(0, ("ai",)), second)
            model[mark] = second
        elif number % 4 == 0:
            table.pop(mark)
            del model[mark]
        if len(model) > CAP:
            del model[next(iter(model))]
        assert restored(table.snapshot()["mark"]) == list(model)
        again = Table(CAP)
        again.restore(table.snapshot())
        assert again.snapshot() == table.snapshot()
