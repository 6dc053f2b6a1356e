"""The published ranking score of a story, in thousandths, from parts that a reader can check."""

from collections.abc import Sequence
from math import log, sqrt

from msgspec.structs import replace

from schemas.digests import Heat
from streams.core.stories.clock import Clock
from streams.core.stories.crowd import Crowd

FADING = 0.3
BURST, VOICES, ENGAGEMENT = 1000, 1000, 500
"""Thousandths a natural logarithm of each part brings."""


def total(heat: Heat) -> int:
    """(burst + voices + engagement) x focus x decay x (1 - promotion), rounded down each time.

    >>> total(Heat(total=0, burst=2000, voices=3000, engagement=1000, focus=500, decay=800,
    ...            promotion=250))
    1800
    """
    stirred = heat.burst + heat.voices + heat.engagement
    stirred = stirred * heat.focus // 1000 * heat.decay // 1000
    return stirred * (1000 - heat.promotion) // 1000


def heat(crowd: Crowd, *, focus: int, promotion: int, clock: Clock) -> Heat:
    """The heat of the story of this crowd."""
    parts = Heat(
        total=0,
        burst=round(BURST * log(1.0 + surprise(crowd.speaking))),
        voices=round(VOICES * log(1 + crowd.voices)),
        engagement=round(ENGAGEMENT * log(1 + crowd.capped)),
        focus=focus,
        decay=round(1000 * clock.decay(crowd.speaking)),
        promotion=promotion,
    )
    return replace(parts, total=total(parts))


def surprise(counts: Sequence[int]) -> float:
    """The highest z-score of a bucket against the story's own buckets before it.

    Baseline: exponentially weighted mean and variance (Finch 2009, as River's EWMean and EWVar);
    the mean is added to the variance as in a Poisson count, and 1 so that a first post is no burst.
    """
    best = mean = square = 0.0
    for count in counts:
        if count > mean:
            variance = max(0.0, square - mean * mean)
            best = max(best, (count - mean) / sqrt(variance + mean + 1.0))
        mean += FADING * (count - mean)
        square += FADING * (count * count - square)
    return round(best, 6)
