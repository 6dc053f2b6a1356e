"""Laws of a replayed source's times: never back, never away with a single clock, on with many."""

from random import Random

from streams.sources.source import SOON, Draft, refused
from streams.sources.times import AHEAD, in_time

NOON = 1_773_700_200_000
FAR = 8_600_000_000_000


def times(*told: int) -> list[int]:
    record = refused("s", "k", b"", "malformed", "")
    return [draft.time for draft in in_time(Draft(record, at, "") for at in told)]


def test_of_few_times_in_much_that_has_none_those_that_ran_away_are_not_followed() -> None:
    chance = Random(5)
    told = [chance.choices((NOON + i, 0, FAR), (14, 80, 6))[0] for i in range(20_000)]
    given = times(*told)
    assert given == sorted(given)
    assert max(given) <= NOON + len(told)
    assert max(given) < FAR < SOON


def test_a_silence_of_years_is_crossed_although_a_latecomer_follows() -> None:
    years = 900 * AHEAD
    later = [NOON + years + i for i in range(20)]
    told = [NOON, NOON + 1, later[0], NOON + 2, *later[1:]]
    assert times(*told) == [NOON, NOON + 1, later[0], later[0], *later[1:]]


def test_what_tells_no_time_comes_with_what_was_before_it() -> None:
    assert times(0, 0, NOON, 0, NOON - 5, NOON + 7) == [NOON, NOON, NOON, NOON, NOON, NOON + 7]
