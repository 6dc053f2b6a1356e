"""A tracked post: what a shard still knows of a post that desks admitted."""

from collections.abc import Sequence

from msgspec import Struct

HOUR = 3_600_000
KEPT = 48 * HOUR
"""A post is tracked for 48 hours of `at` after its first sight."""
MOST = 200_000
Counts = tuple[int, int, int, int, int, int]
KINDS, LANE = 6, 48
"""Bits of each count where a post keeps its six in one number: a list would take 100 bytes."""
LEAST = (1 << LANE) - 1


def packed(counts: Sequence[int]) -> int:
    """Six counts in one number, the first in its lowest bits."""
    found = 0
    for kind, count in enumerate(counts):
        found |= count << kind * LANE
    return found


def unpacked(counts: int) -> Counts:
    """What was packed."""
    if counts <= LEAST:
        return counts, 0, 0, 0, 0, 0
    like, repost, reply, quote, point, comment = (counts >> n * LANE & LEAST for n in range(KINDS))
    return like, repost, reply, quote, point, comment


def changed(counts: int, kind: int, by: int) -> int:
    """One engagement more or less; below 0 where there was none to take back."""
    lane = kind * LANE
    return -1 if (counts >> lane & LEAST) + by < 0 else counts + (by << lane)


class Tracked(Struct, gc=False):
    """One admitted post. It refers to no other, so that the garbage collector may pass it by."""

    revision: int
    desks: tuple[str, ...]
    """Empty once an edit has withdrawn it everywhere."""
    withheld: bool = False
    as_of: int = -1
    """The time of the newest snapshot of its counters, which contains what came before."""
    counts: int = 0
    """Net engagement in the order of `ENGAGEMENT_KINDS`, packed."""

    def change(self, kind: int, by: int, time: int) -> bool:
        """Add or take back one engagement, never below 0; False where a snapshot contains it."""
        counts = -1 if time <= self.as_of else changed(self.counts, kind, by)
        if counts >= 0:
            self.counts = counts
        return counts >= 0

    def rebase(self, counts: Sequence[int], as_of: int) -> bool:
        """Take the network's own counters, unless newer ones are known."""
        if as_of < self.as_of:
            return False
        self.as_of = as_of
        self.counts = packed(counts)
        return True

    @property
    def net(self) -> Counts:
        """The counters as a row carries them."""
        return unpacked(self.counts)

    @property
    def plain(self) -> bool:
        """Whether nothing but single engagement has happened to it, as to most posts."""
        return not (self.revision or self.withheld) and self.as_of < 0
