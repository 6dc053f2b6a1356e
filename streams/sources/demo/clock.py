"""When things happen on the demo day. Times are milliseconds UTC."""

import random
from datetime import UTC, datetime

DAY = "2026-03-17"
MIDNIGHT = int(datetime(2026, 3, 17, tzinfo=UTC).timestamp() * 1000)
MINUTE = 60_000
HOUR = 60 * MINUTE
EVE_FROM = MIDNIGHT - 11 * HOUR
DAY_FROM = MIDNIGHT - HOUR
"""Midnight in Paris (UTC+1 in March): the day of both zones starts here."""
DAY_TO = MIDNIGHT + 24 * HOUR

# Share of talk by UTC hour: Europe sleeps, lunches and comes home; English wakes again later.
PROFILE = {
    "fr": (2, 1, 1, 1, 2, 6, 14, 24, 30, 30, 32, 38, 36, 28, 28, 30, 34, 38, 36, 34, 32, 24, 14, 6),
    "en": (4, 3, 2, 2, 2, 3, 6, 12, 18, 20, 22, 26, 32, 36, 38, 40, 40, 38, 36, 34, 32, 28, 20, 12),
}


def any_time(lang: str, rng: random.Random) -> int:
    """Choose a time of the day by the daily profile of a language."""
    hour = rng.choices(range(24), PROFILE[lang])[0]
    return MIDNIGHT + hour * HOUR + rng.randrange(HOUR)


def eve_time(rng: random.Random) -> int:
    """Choose a time in the afternoon or evening before."""
    return EVE_FROM + int((DAY_FROM - EVE_FROM - 10 * MINUTE) * rng.betavariate(1.6, 1.4))


def story_time(start: int, minutes: int, rng: random.Random, *, burst: bool) -> int:
    """Choose a time of a story: quickly up, slowly down; two thirds of a burst in 25 minutes."""
    if burst and rng.random() < 0.66:
        offset = min(rng.expovariate(1 / (9 * MINUTE)), 25 * MINUTE)
    else:
        offset = minutes * MINUTE * rng.betavariate(1.15, 2.8)
    return min(MIDNIGHT + start * MINUTE + int(offset), DAY_TO - 20 * MINUTE)


def told_at(at: int, rng: random.Random) -> int:
    """The event time that a network tells for what arrives at `at`.

    Mostly seconds before, at times minutes before, and once in a while ahead: clients' clocks err.
    """
    draw = rng.random()
    if draw < 0.015:
        return at + rng.randrange(1, 37_000)
    if draw < 0.06:
        return at - rng.randrange(MINUTE, 25 * MINUTE)
    return at - rng.randrange(150, 6_000)
