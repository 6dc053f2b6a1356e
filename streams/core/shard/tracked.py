"""Tracked posts: what a shard still knows of the posts that desks admitted."""

from collections import deque
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from streams.core.fold import Corrupt

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
    counts: int = 0
    """Net engagement in the order of `ENGAGEMENT_KINDS`, packed."""

    def change(self, kind: int, by: int, time: int) -> bool:
        """Add or take back one engagement, never below 0; False where a snapshot contains it."""
        if time <= self.as_of:
            return False
        lane = kind * LANE
        if (self.counts >> lane & LEAST) + by < 0:
            return False
        self.counts += by << lane
        return True

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
        c = self.counts
        if c <= LEAST:
            return c, 0, 0, 0, 0, 0
        like, repost, reply, quote, point, comment = (c >> n * LANE & LEAST for n in range(KINDS))
        return like, repost, reply, quote, point, comment

    @property
    def plain(self) -> bool:
        """Whether nothing has happened to it since its first sight, as to most posts."""
        return not (self.counts or self.revision or self.withheld) and self.as_of < 0


class Table:
    """Tracked posts by root, oldest first; `dropped` counts what the cap took.

    A dict and a list of roots a second take half of what a dict in order takes.
    """

    def __init__(self, cap: int = MOST) -> None:
        self.cap = cap
        self.dropped = 0
        self.posts: dict[str, Tracked] = {}
        self._seconds: deque[tuple[int, list[str]]] = deque()
        self._gone = 0  # of the first second's roots: taking one out would move all others

    def add(self, root: str, tracked: Tracked) -> None:
        """Track a post. Seconds of first sight never decrease."""
        self.posts[root] = tracked
        if not self._seconds or self._seconds[-1][0] != tracked.second:
            self._seconds.append((tracked.second, []))
        self._seconds[-1][1].append(root)
        while len(self.posts) > self.cap:
            self._drop_one()

    def _drop_one(self) -> None:
        second, roots = self._seconds[0]
        self.dropped += self._forget(roots[self._gone], second)
        self._gone += 1
        if self._gone == len(roots):
            self._next_second()

    def _next_second(self) -> tuple[int, list[str]]:
        """Let go of the first second and its roots."""
        self._gone = 0
        return self._seconds.popleft()

    def _forget(self, root: str, second: int) -> bool:
        """Forget a post; False where it was deleted before, even if it came again since."""
        tracked = self.posts.get(root)
        if tracked is None or tracked.second != second:
            return False
        del self.posts[root]
        return True

    def expire(self, second: int) -> None:
        """Forget the posts whose time is over when this second begins."""
        while self._seconds and self._seconds[0][0] <= second - KEPT:
            first, roots = self._next_second()
            for root in roots:
                self._forget(root, first)

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
            "desks": [index.setdefault(t.desks, len(index)) for t in tracked],
            "names": [list(names) for names in index],
            "changed": [
                (place, t.revision, t.withheld, t.as_of, *t.net)
                for place, t in enumerate(tracked)
                if not t.plain
            ],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take a snapshot in; raises `Corrupt` where it contradicts itself."""
        self.dropped = state["dropped"]
        names = [tuple(row) for row in state["names"]]
        last = 0
        for root, second, desks in zip(state["root"], state["second"], state["desks"], strict=True):
            if second < last or root in self.posts:
                raise Corrupt(f"restoring tracked post {root} of {second}, after {last}")
            if second != last:  # one number for all posts of a second
                last = second
            self.add(root, Tracked(last, 0, names[desks]))
        self._change(state["changed"])

    def _change(self, rows: Sequence[Sequence[Any]]) -> None:
        posts = list(self.posts.values())
        for place, revision, withheld, as_of, *counts in rows:
            if len(counts) != KINDS or min(counts) < 0:
                raise Corrupt(f"restoring what happened to tracked post {place}: {counts}")
            tracked = posts[place]
            tracked.revision, tracked.withheld, tracked.as_of = revision, withheld, as_of
            tracked.counts = packed(counts)
