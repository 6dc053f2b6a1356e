"""The published ranking score."""

import random
from math import sqrt

import pytest
from msgspec.structs import asdict, replace
from river.stats import EWMean, EWVar

from schemas.digests import Heat
from streams.core.stories.clock import Clock
from streams.core.stories.crowd import AUTHOR_CAP, Crowd, crowds
from streams.core.stories.heat import FADING, heat, surprise, total
from tests.core.stories.desks import DAY, HOUR, START, write

CLOCK = Clock(START, START + DAY)


def posts(times: list[int], author: str = "") -> list:
    return [write(i, "words", time, author=author) for i, time in enumerate(times)]


def crowd(told: list, copies: list | None = None) -> Crowd:
    return crowds([(told, copies or [])], CLOCK)[0]


def of(times: list[int], author: str = "") -> Heat:
    return heat(crowd(posts(times, author)), focus=500, promotion=0, clock=CLOCK)


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
    assert crowd(told).capped == AUTHOR_CAP
    assert crowd(told).points == 3 * AUTHOR_CAP


def test_one_author_is_one_voice() -> None:
    assert of([START] * 9, "a").voices < of([START] * 9).voices


def test_copies_are_people_and_points_but_no_voices() -> None:
    told, copies = posts([START] * 3), [write(9, "words", START + HOUR, author="copyist")]
    copies[0].counters = (7, 0, 0, 0, 0, 0)
    found = crowd(told, copies)
    assert (found.voices, found.authors, found.points) == (3, 4, 7)
    assert sum(found.speaking) == 3


def test_a_story_with_an_unknown_author_has_voices_and_no_count_of_authors() -> None:
    told = posts([START + i for i in range(5)])
    told[2].author = told[4].author = ""
    assert (crowd(told).voices, crowd(told).authors) == (5, None)
    copied = crowds([(told[:2], [told[2]]), (told[:2], [])], CLOCK)
    assert [one.authors for one in copied] == [None, 2]


def test_the_crowd_of_a_story_does_not_depend_on_the_others() -> None:
    one, other = posts([START, START + HOUR]), posts([START + i * HOUR for i in range(5)])
    assert crowds([(other, []), (one, []), (other, one)], CLOCK)[1] == crowd(one)


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


@pytest.mark.parametrize("seed", range(5))
def test_surprise_is_measured_against_the_weighted_mean_and_variance(seed: int) -> None:
    chance = random.Random(seed)
    counts = [0] * 9 + [chance.choice((0, 0, 1, 2, 9)) for _ in range(60)]
    mean, var, best = EWMean(fading_factor=FADING), EWVar(fading_factor=FADING), 0.0
    for count in [0, *counts]:
        spread = max(0.0, var.get()) + mean.get() + 1.0
        best = max(best, (count - mean.get()) / sqrt(spread))
        mean.update(float(count))
        var.update(float(count))
    assert surprise(counts) == pytest.approx(best, abs=1e-6)


def test_long_windows_have_wider_buckets_and_never_more_of_them() -> None:
    year = Clock(START, START + 366 * DAY)
    assert year.buckets <= CLOCK.buckets * 4
    assert year.width % CLOCK.width == 0


def test_the_peak_is_when_most_people_spoke() -> None:
    told = posts([START, *(START + 5 * HOUR + i for i in range(4))])
    assert CLOCK.begins(crowd(told).peak) == START + 5 * HOUR
