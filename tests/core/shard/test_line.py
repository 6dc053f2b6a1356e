"""A line is a dict in order, whatever its marks are and however it grows."""

from array import array

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.shard.line import GONE, Line, mark_of
from streams.core.shard.remembered import Remembered
from streams.core.shard.timed import restored

# Marks that begin alike stand in one run of slots; a thousand at once make the line grow.
MARKS = st.integers(1, 40) | st.integers(1, 40).map(lambda n: n << 32 | 5)
STEPS = st.lists(st.tuples(st.sampled_from(["add", "add", "remove", "pop", "many"]), MARKS))


@settings(deadline=None, derandomize=True, max_examples=40)
@given(STEPS)
def test_a_line_is_a_dict_in_order(steps: list[tuple[str, int]]) -> None:
    line, model = Line(array("I", [0])), dict[int, int]()
    for step, (what, mark) in enumerate(steps):
        for each in range(mark << 8, (mark << 8) + 400) if what == "many" else (mark,):
            place = line.find(each)
            assert (place >= 0) == (each in model)
            if place < 0 and what in ("add", "many"):
                place = line.add(each)
                assert line.add(each) < 0
                line.columns[0][place] = model[each] = step
            elif place >= 0 and what == "remove":
                line.remove(place)
                del model[each]
        if what == "pop" and len(line.marks()):
            left = line.marks()[0] == GONE
            assert line.pop() != left
            if not left:
                del model[next(iter(model))]
        assert all(line.find(each) >= 0 for each in [*model][:50])
        both = zip(line.marks(), line.turned(line.columns[0]), strict=True)
        assert [pair for pair in both if pair[0] != GONE] == list(model.items())
        assert line.size == len(model)


@settings(deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from([0, 0, 1_000, 3_000]), st.integers(-6, 6))))
def test_what_is_remembered_is_a_dict_in_order(steps: list[tuple[int, int]]) -> None:
    kept, model, second, dropped = Remembered(5_000, 4), dict[int, int](), 0, 0
    for wait, number in steps:
        second, mark = second + wait, abs(number) + 1
        kept.expire(second)
        model = {m: s for m, s in model.items() if s > second - 5_000}
        model.pop(mark, None)
        if number < 0:
            kept.forget(mark)
        else:
            kept.add(mark, second)
            model[mark] = second
        if len(model) > 4:
            del model[next(iter(model))]
            dropped += 1
        told, marks, _ = kept.snapshot()
        assert (told, restored(marks), len(kept)) == (dropped, list(model), len(model))
        assert all((m in kept) == (m in model) for m in range(8))
        again = Remembered(5_000, 4)
        again.restore(kept.snapshot())
        assert again.snapshot() == kept.snapshot()


def test_no_name_has_the_mark_of_what_is_gone() -> None:
    assert all(mark_of(str(n)) != GONE for n in range(1000))
    assert mark_of("") == mark_of("") < 1 << 60
