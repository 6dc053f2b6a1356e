"""Tracked posts: what a shard still knows of the posts that desks admitted."""

from collections import OrderedDict
from collections.abc import Sequence
from itertools import chain
from typing import Any

from msgspec import Struct, field

from streams.core.fold import Corrupt

HOUR = 3_600_000
KEPT = 48 * HOUR
"""A post is tracked for 48 hours of `at` after its first sight."""
MOST = 200_000
Counts = tuple[int, int, int, int, int, int]


class Tracked(Struct, gc=False):
    """One admitted post. It refers to no other, so that the garbage collector may pass it by."""

    second: int
    """Of its first sight."""
    revision: int
    desks: tuple[str, ...]
    """Empty once an edit has withdrawn it everywhere."""
    withheld: bool = False
    as_of: int = -1
    """The time of the newest snapshot of its counters, which contains what came before."""
    counts: list[int] = field(default_factory=lambda: [0] * 6)
    """Net engagement in the order of `ENGAGEMENT_KINDS`."""

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

    def snapshot(self) -> dict[str, Any]:
        """By column: a list for each post would keep the garbage collector busy for long."""
        tracked = self.posts.values()
        index: dict[tuple[str, ...], int] = {}
        return {
            "dropped": self.dropped,
            "root": list(self.posts),
            "second": [t.second for t in tracked],
            "revision": [t.revision for t in tracked],
            "desks": [index.setdefault(t.desks, len(index)) for t in tracked],
            "withheld": [t.withheld for t in tracked],
            "as_of": [t.as_of for t in tracked],
            "counts": list(chain.from_iterable(t.counts for t in tracked)),
            "names": [list(names) for names in index],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take a snapshot in; raises `Corrupt` where it contradicts itself."""
        self.dropped = state["dropped"]
        names = [tuple(row) for row in state["names"]]
        columns = (
            state[name] for name in ("root", "second", "revision", "desks", "withheld", "as_of")
        )
        six = zip(*[iter(state["counts"])] * 6, strict=True)
        last = 0
        for (root, second, revision, desks, withheld, as_of), counts in zip(
            zip(*columns, strict=True), six, strict=True
        ):
            if second < last or min(counts) < 0 or root in self.posts:
                raise Corrupt(f"restoring tracked post {root}: second {second}, counts {counts}")
            self.posts[root] = Tracked(
                second, revision, names[desks], withheld, as_of, list(counts)
            )
            last = second
