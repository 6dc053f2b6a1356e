"""Laws of the set of intakes and of the watermark."""

import pytest

from schemas.control import EPOCH, IntakeEnded, IntakeIdle, IntakeJoined, Tick
from streams.core.fold import Corrupt
from streams.core.shard.intakes import REMEMBERED, RESENT, Intakes


def record(kind, intake, number, at=0, **fields):
    return kind(source="s", id="i", event_time=0, at=at, intake=intake, number=number, **fields)


def said(intakes, kind, intake, number, at=0, **fields):
    told = record(kind, intake, number, at, **fields)
    verdict = intakes.hear(told)
    if not verdict:
        intakes.obey(told)
    return verdict


def joined(*names, floor=-1):
    intakes = Intakes()
    for name in names:
        said(intakes, IntakeJoined, name, 0, floor=0)
    return intakes


def test_the_watermark_is_the_least_promise_of_those_who_live() -> None:
    intakes = joined("a", "b")
    said(intakes, Tick, "a", 1, until=9000)
    assert intakes.watermark == 0
    said(intakes, Tick, "b", 1, until=5500)
    assert intakes.watermark == 5000


def test_the_watermark_never_goes_back() -> None:
    intakes = joined("a")
    said(intakes, Tick, "a", 1, until=9000)
    said(intakes, IntakeJoined, "b", 0, floor=2000)
    assert intakes.watermark == 9000
    said(intakes, Tick, "a", 2, until=20_000)
    assert intakes.watermark == 9000


def test_nobody_waits_for_an_intake_that_ended() -> None:
    intakes = joined("a", "b")
    said(intakes, Tick, "a", 1, until=9000)
    said(intakes, IntakeEnded, "b", 1, at=3000)
    assert intakes.watermark == 9000


def test_when_all_have_ended_the_furthest_promise_counts_and_its_last_second_is_complete() -> None:
    intakes = joined("a", "b")
    said(intakes, Tick, "a", 1, until=9000)
    said(intakes, IntakeEnded, "a", 2, at=9400)
    said(intakes, IntakeEnded, "b", 1, at=3000)
    assert intakes.watermark == 10_000


def test_nobody_waits_for_an_intake_that_another_calls_idle_until_it_joins_again() -> None:
    intakes = joined("a", "b")
    said(intakes, Tick, "a", 1, until=9000)
    said(intakes, IntakeIdle, "a", 2, silent="b", epoch=0)
    assert intakes.watermark == 9000
    assert said(intakes, Tick, "b", 1, until=8000) == "fenced"
    assert said(intakes, IntakeJoined, "b", EPOCH, floor=9500) == ""
    said(intakes, Tick, "a", 3, until=20_000)
    assert intakes.watermark == 9000


def test_a_late_word_of_idleness_does_not_touch_a_newer_epoch() -> None:
    intakes = joined("a", "b")
    said(intakes, IntakeJoined, "b", EPOCH, floor=0)
    said(intakes, IntakeIdle, "a", 2, silent="b", epoch=0)
    assert said(intakes, Tick, "b", EPOCH + 1, until=3000) == ""


def test_an_older_epoch_is_fenced_once_a_newer_has_joined() -> None:
    intakes = joined("a")
    said(intakes, IntakeJoined, "a", EPOCH, floor=0)
    assert said(intakes, Tick, "a", 7, until=5000) == "fenced"
    assert said(intakes, IntakeEnded, "a", 8) == "fenced"


def test_an_intake_that_never_joined_is_unknown() -> None:
    assert said(Intakes(), IntakeEnded, "a", 1) == "unknown_intake"
    assert said(joined("a"), IntakeEnded, "a", EPOCH + 1) == "unknown_intake"


def test_a_tick_stands_for_a_join_that_the_log_has_lost() -> None:
    intakes = Intakes()
    assert said(intakes, Tick, "a", 50, until=7000) == ""
    assert intakes.watermark == 7000
    assert said(intakes, Tick, "a", 51, until=8000) == ""


def test_a_number_that_does_not_rise_was_sent_twice() -> None:
    intakes = joined("a")
    assert said(intakes, Tick, "a", 5, until=1000) == ""
    assert said(intakes, Tick, "a", 5, until=1000) == RESENT
    assert said(intakes, Tick, "a", 4, until=1000) == RESENT
    assert said(intakes, Tick, "a", 6, until=2000) == ""


def test_nothing_follows_an_end() -> None:
    intakes = joined("a")
    said(intakes, IntakeEnded, "a", 5)
    assert said(intakes, Tick, "a", 6, until=9000) == "fenced"
    assert said(intakes, IntakeEnded, "a", 5) == RESENT


def test_a_promise_is_whole_seconds_and_is_not_taken_back() -> None:
    intakes = joined("a")
    said(intakes, Tick, "a", 1, until=7999)
    said(intakes, Tick, "a", 2, until=3000)
    assert intakes.watermark == 7000


def test_intakes_that_are_gone_are_forgotten_in_the_end() -> None:
    intakes = joined("a")
    for number in range(REMEMBERED + 20):
        said(intakes, IntakeJoined, f"replay{number}", 0, floor=number * 1000)
        said(intakes, IntakeEnded, f"replay{number}", 1, at=number * 1000)
    assert len(intakes.known) <= REMEMBERED + 2
    assert "a" in intakes.known


def test_a_snapshot_carries_every_state() -> None:
    intakes = joined("a", "b", "c")
    said(intakes, IntakeEnded, "a", 1, at=4000)
    said(intakes, IntakeIdle, "b", 1, silent="c", epoch=0)
    restored = Intakes.restored(intakes.snapshot())
    assert restored.snapshot() == intakes.snapshot()
    assert said(restored, Tick, "c", 9, until=9000) == "fenced"
    assert said(restored, Tick, "b", 9, until=9000) == ""


@pytest.mark.parametrize(
    "row", [["a", 0, 5, 1500, "live"], ["a", 1, 5, 1000, "live"], ["a", 0, 5, 0, "?"]]
)
def test_a_state_that_contradicts_itself_is_corrupt(row) -> None:
    with pytest.raises(Corrupt):
        Intakes.restored({"known": [row], "watermark": 0})
