"""The published ranking score of a story, in thousandths, from parts that a reader can check."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from msgspec.structs import replace
from river.stats import EWMean, EWVar

from schemas.digests import Heat
from streams.core.post import Post

BUCKET = 600_000
MOST_BUCKETS = 400
FADING = 0.3
HALF_LIFE = 12 * 3_600_000
BURST, VOICES, ENGAGEMENT = 1000, 1000, 500
"""Thousandths a natural logarithm of each part brings."""
AUTHOR_CAP = 500
"""Points that one author's posts may bring to a story."""


def total(heat: Heat) -> int:
    """(burst + voices + engagement) x focus x decay x (1 - promotion), rounded down each time.

    >>> total(Heat(total=0, burst=2000, voices=3000, engagement=1000, focus=500, decay=800,
    ...            promotion=250))
    1800
    """
    stirred = heat.burst + heat.voices + heat.engagement
    stirred = stirred * heat.focus // 1000 * heat.decay // 1000
    return stirred * (1000 - heat.promotion) // 1000


@dataclass(frozen=True, slots=True)
class Clock:
    """Buckets over [since, now], milliseconds UTC: 5 minutes for a day, a multiple of it for
    what lasts longer."""

    since: int
    now: int

    @property
    def width(self) -> int:
        """Milliseconds a bucket."""
        return BUCKET * (1 + max(0, self.now - self.since) // (BUCKET * MOST_BUCKETS))

    def counts(self, posts: Sequence[Post]) -> list[int]:
        """Distinct authors (posts, where unknown) in each bucket."""
        width, last = self.width, max(0, self.now - self.since) // self.width
        seen: list[set[str]] = [set() for _ in range(last + 1)]
        for post in posts:
            place = (post.time - self.since) // width
            seen[min(last, max(0, place))].add(post.author or post.id)
        return [len(authors) for authors in seen]

    def peak(self, posts: Sequence[Post]) -> int:
        """When the fullest bucket begins, the first of equals."""
        counts = self.counts(posts)
        return self.since + self.width * counts.index(max(counts))

    def decay(self, counts: Sequence[int]) -> float:
        """The mean of 2^(-age / half-life) over the posts of these buckets, 0 to 1."""
        life = max(HALF_LIFE, (self.now - self.since) // 2)
        ages = ((len(counts) - 1 - i) * self.width for i in range(len(counts)))
        faded = sum(n * 2.0 ** (-age / life) for n, age in zip(counts, ages, strict=True))
        return float(round(faded / max(1, sum(counts)), 6))


def heat(
    heads: Sequence[Post], members: Sequence[Post], *, focus: int, promotion: int, clock: Clock
) -> Heat:
    """The heat of a story of these voices (`heads`) and posts (`members`)."""
    counts = clock.counts(heads)
    parts = Heat(
        total=0,
        burst=round(BURST * log(1.0 + max(0.0, surprise(counts)))),
        voices=round(VOICES * log(1 + distinct(heads))),
        engagement=round(ENGAGEMENT * log(1 + capped_points(members))),
        focus=focus,
        decay=round(1000 * clock.decay(counts)),
        promotion=promotion,
    )
    return replace(parts, total=total(parts))


def surprise(counts: Sequence[int]) -> float:
    """The highest z-score of a bucket against the story's own buckets before it.

    Baseline: exponentially weighted mean and variance (River EWMean, EWVar); the mean is added to
    the variance as in a Poisson count, and 1 so that a first post is no burst.
    """
    mean, var = EWMean(fading_factor=FADING), EWVar(fading_factor=FADING)
    best = 0.0
    mean.update(0.0)
    var.update(0.0)
    for count in counts:
        usual = mean.get()
        best = max(best, (count - usual) / sqrt(max(0.0, var.get()) + usual + 1.0))
        mean.update(float(count))
        var.update(float(count))
    return float(round(best, 6))


def distinct(posts: Sequence[Post]) -> int:
    """Distinct authors; a post whose author is unknown is its own."""
    return len({post.author or post.id for post in posts})


def capped_points(posts: Sequence[Post]) -> int:
    """Net engagement, at most `AUTHOR_CAP` points an author, never below 0."""
    points: dict[str, int] = {}
    for post in posts:
        author = post.author or post.id
        points[author] = points.get(author, 0) + post.points
    return sum(min(AUTHOR_CAP, max(0, n)) for n in points.values())
