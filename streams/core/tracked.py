"""Tracked posts: what a shard still knows of the posts that desks admitted."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from streams.core.fold import Corrupt

HOUR = 3_600_000
KEPT = 48 * HOUR
"""A post is tracked for 48 hours of `at` after its first sight."""
MOST = 200_000
Counts = tuple[int, int, int, int, int, int]


class Tracked:
    """One admitted post. `counts` is its net engagement in the order of `ENGAGEMENT_KINDS`."""

    __slots__ = ("as_of", "counts", "desks", "revision", "second", "withheld")

    def __init__(self, second: int, revision: int, desks: tuple[str, ...]) -> None:
        self.second = second
        self.revision = revision
        self.desks = desks
        """Empty once an edit has withdrawn it everywhere."""
        self.withheld = False
        self.as_of = -1
        """The time of the newest snapshot of its counters, which contains what came before."""
        self.counts = [0, 0, 0, 0, 0, 0]

    def change(self, kind: int, by: int, time: int) -> bool:
        """Add or take back one engagement, never below 0; False where a snapshot contains it."""
        if time <= self.as_of:
            return False
        count = self.counts[kind] + by
        if count < 0:
            return False
        self.counts[kind] = count
        return True

    def rebase(self, counts: Sequence[int], as_of: int) -> bool:
        """Take the network's own counters, unless newer ones are known."""
        if as_of < self.as_of:
            return False
        self.as_of = as_of
        self.counts = list(counts)
        return True

    @property
    def net(self) -> Counts:
        """The counters as a row carries them."""
        like, repost, reply, quote, point, comment = self.counts
        return like, repost, reply, quote, point, comment


class Table:
    """Tracked posts by root, oldest first; `dropped` counts what the cap took."""

    def __init__(self, cap: int = MOST) -> None:
        self.cap = cap
        self.dropped = 0
        self.posts: OrderedDict[str, Tracked] = OrderedDict()

    def add(self, root: str, tracked: Tracked) -> None:
        """Track a post. Seconds of first sight never decrease."""
        self.posts[root] = tracked
        if len(self.posts) > self.cap:
            self.posts.popitem(last=False)
            self.dropped += 1

    def expire(self, second: int) -> None:
        """Forget the posts whose time is over when this second begins."""
        horizon = second - KEPT
        while self.posts:
            root = next(iter(self.posts))
            if self.posts[root].second > horizon:
                return
            del self.posts[root]

    def leave(self, ended: Sequence[str]) -> None:
        """Take desks that ended from every post."""
        for tracked in self.posts.values():
            if not set(ended).isdisjoint(tracked.desks):
                tracked.desks = tuple(desk for desk in tracked.desks if desk not in ended)

    def snapshot(self) -> list[Any]:
        """`[dropped, desks, [root, second, revision, desks' index, withheld, as_of, *counts]…]`."""
        desks: dict[tuple[str, ...], int] = {}
        rows = [
            [
                root,
                t.second,
                t.revision,
                desks.setdefault(t.desks, len(desks)),
                t.withheld,
                t.as_of,
                *t.counts,
            ]
            for root, t in self.posts.items()
        ]
        return [self.dropped, [list(names) for names in desks], rows]

    def restore(self, state: list[Any]) -> None:
        """Take a snapshot in; raises `Corrupt` where it contradicts itself."""
        self.dropped, names, rows = state
        desks = [tuple(row) for row in names]
        last = 0
        for root, second, revision, index, withheld, as_of, *counts in rows:
            if second < last or len(counts) != 6 or min(counts) < 0 or root in self.posts:
                raise Corrupt(f"restoring tracked post {root}: second {second}, counts {counts}")
            tracked = Tracked(second, revision, desks[index])
            tracked.withheld, tracked.as_of, tracked.counts = withheld, as_of, counts
            self.posts[root] = tracked
            last = second
