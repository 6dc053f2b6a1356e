"""Buckets of a page's time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from streams.core.stories.sparse import Ints

BUCKET = 600_000
MOST_BUCKETS = 400
HALF_LIFE = 12 * 3_600_000


@dataclass(frozen=True, slots=True)
class Clock:
    """Buckets over [since, now], milliseconds UTC: 10 minutes for a day, a multiple of it for
    what lasts longer."""

    since: int
    now: int

    @property
    def width(self) -> int:
        """Milliseconds a bucket."""
        return BUCKET * (1 + max(0, self.now - self.since) // (BUCKET * MOST_BUCKETS))

    @property
    def buckets(self) -> int:
        """How many buckets."""
        return max(0, self.now - self.since) // self.width + 1

    def places(self, times: Sequence[int]) -> Ints:
        """The bucket of each of these times; what lies outside goes to the first or last."""
        since = np.array(times, dtype=np.int64) - self.since
        places: Ints = np.clip(since // self.width, 0, self.buckets - 1)
        return places

    def begins(self, bucket: int) -> int:
        """When a bucket begins."""
        return self.since + self.width * bucket

    def decay(self, counts: Sequence[int]) -> float:
        """The mean of 2^(-age / half-life) over the posts of these buckets, 0 to 1."""
        life, width, last = (
            max(HALF_LIFE, (self.now - self.since) // 2),
            self.width,
            len(counts) - 1,
        )
        faded = sum(n * 2.0 ** (-(last - i) * width / life) for i, n in enumerate(counts) if n)
        return float(round(faded / max(1, sum(counts)), 6))
