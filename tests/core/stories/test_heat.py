"""The published ranking score."""

import pytest
from msgspec.structs import asdict, replace

from schemas.digests import Heat
from streams.core.stories.heat import AUTHOR_CAP, Clock, capped_points, heat, surprise, total
from tests.core.stories.desks import DAY, HOUR, START, write

CLOCK = Clock(START, START + DAY)


def posts(times: list[int], author: str = "") -> list:
    return [write(i, "words", time, author=author) for i, time in enumerate(times)]


def of(times: list[int]) -> Heat:
    told = posts(times)
    return heat(told, told, focus=500, promotion=0, clock=CLOCK)


def test_the_total_is_the_published_function_of_the_parts() -> None:
    parts = of([START + 20 * HOUR + i * 1000 for i in range(50)])
    stirred = parts.burst + parts.voices + parts.engagement
    expected = stirred * parts.focus // 1000 * parts.decay // 1000
    assert parts.total == expected * (1000 - parts.promotion) // 1000 == total(parts)


def test_a_burst_is_hotter_than_as_many_posts_spread_over_the_day() -> None:
    burst = of([START + 12 * HOUR + i * 1000 for i in range(60)])
    spread = of([START + i * DAY // 60 for i in range(60)])
    assert burst.burst > 2 * spread.burst
    assert burst.total > spread.total


def test_older_posts_weigh_less() -> None:
    early = of([START + 2 * HOUR + i for i in range(30)])
    late = of([START + 20 * HOUR + i for i in range(30)])
    assert late.decay > early.decay
    assert late.total > early.total


def test_one_author_brings_no_more_than_the_cap() -> None:
    told = posts([START] * 3, author="star")
    for post in told:
        post.counters = (AUTHOR_CAP, 0, 0, 0, 0, 0)
    assert capped_points(told) == AUTHOR_CAP


def test_one_author_is_one_voice() -> None:
    one = heat(
        posts([START] * 9, "a"), posts([START] * 9, "a"), focus=500, promotion=0, clock=CLOCK
    )
    assert one.voices < of([START] * 9).voices


@pytest.mark.parametrize("part", ["burst", "voices", "engagement", "focus", "decay"])
def test_every_part_but_promotion_raises_the_total(part: str) -> None:
    parts = of([START + i for i in range(20)])
    raised = replace(parts, **{part: asdict(parts)[part] + 200})
    assert total(raised) > total(parts)


def test_promotion_lowers_the_total_to_nothing() -> None:
    parts = of([START + i for i in range(20)])
    assert total(replace(parts, promotion=400)) < total(parts)
    assert total(replace(parts, promotion=1000)) == 0


def test_a_steady_story_does_not_surprise() -> None:
    assert surprise([5] * 100) < surprise([1] * 50 + [12] + [1] * 49)


def test_long_windows_have_wider_buckets_and_never_more_of_them() -> None:
    year = Clock(START, START + 366 * DAY)
    assert len(year.counts(posts([START]))) <= len(CLOCK.counts(posts([START]))) * 4
    assert year.width % CLOCK.width == 0


def test_the_peak_is_when_most_people_spoke() -> None:
    told = posts([START, *(START + 5 * HOUR + i for i in range(4))])
    assert CLOCK.peak(told) == START + 5 * HOUR
