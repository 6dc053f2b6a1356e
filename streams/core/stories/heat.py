"""The published ranking score of a story, in thousandths, from parts that a reader can check."""

from collections.abc import Sequence
from math import log, sqrt

from river.stats import EWMean, EWVar

from schemas.digests import Heat
from streams.core.post import Post

BUCKET = 300_000
MOST_BUCKETS = 400
FADING = 0.3
HALF_LIFE = 12 * 3_600_000
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


def heat(heads: Sequence[Post], members: Sequence[Post], *, focus: int, promotion: int,
         since: int, now: int) -> Heat:
    """The heat of a story of these voices (`heads`) and posts (`members`) in [since, now]."""
    width = bucket_width(since, now)
    counts = bucket_counts(heads, since, now, width)
    parts = Heat(
        total=0,
        burst=round(1000 * log(1.0 + max(0.0, surprise(counts)))),
        voices=round(1000 * log(1 + distinct(heads))),
        engagement=round(500 * log(1 + capped_points(members))),
        focus=focus,
        decay=round(1000 * decay(counts, width, now - since)),
        promotion=promotion,
    )
    return Heat(
        total=total(parts), burst=parts.burst, voices=parts.voices, engagement=parts.engagement,
        focus=focus, decay=parts.decay, promotion=promotion,
    )


def bucket_width(since: int, now: int) -> int:
    """Milliseconds a bucket: 5 minutes for a day, a multiple of it for what lasts longer."""
    return BUCKET * (1 + max(0, now - since) // (BUCKET * MOST_BUCKETS))


def bucket_counts(posts: Sequence[Post], since: int, now: int, width: int) -> list[int]:
    """Distinct authors (posts, where unknown) in each bucket of [since, now]."""
    last = max(0, (now - since) // width)
    seen: list[set[str]] = [set() for _ in range(last + 1)]
    for post in posts:
        seen[min(last, max(0, (post.time - since) // width))].add(post.author or post.id)
    return [len(authors) for authors in seen]


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
    return round(best, 6)


def decay(counts: Sequence[int], width: int, span: int) -> float:
    """The mean of 2^(-age / half-life) over the story's posts, 0 to 1."""
    life = max(HALF_LIFE, span // 2)
    ages = ((len(counts) - 1 - i) * width for i in range(len(counts)))
    faded = sum(n * 2.0 ** (-age / life) for n, age in zip(counts, ages, strict=True))
    return round(faded / max(1, sum(counts)), 6)


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
