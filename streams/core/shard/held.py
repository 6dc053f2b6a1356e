"""Held engagement: what came before its post waits for it, two minutes long."""

from collections import deque
from typing import Any

from streams.core.fold import Corrupt
from streams.core.shard.intakes import SECOND
from streams.core.shard.order import NEVER

KEPT = 120_000
"""Milliseconds of `at` for which engagement waits."""
MOST = 200_000
Change = tuple[int, ...]
"""(second, time, kind, by) for one engagement; (second, time, -1, six counts) for a snapshot."""


class Held:
    """Changes by root, each until its second + `KEPT` has passed."""

    def __init__(self, cap: int = MOST) -> None:
        self.cap = cap
        self.size = 0
        self.dropped = 0
        self.due = NEVER
        """The second at whose beginning the oldest change becomes unattributed."""
        self._waiting: dict[str, list[Change]] = {}
        self._seconds: deque[tuple[int, list[str]]] = deque()

    def add(self, root: str, change: Change) -> None:
        """Let a change wait for its post."""
        second = change[0]
        if not self._seconds or self._seconds[-1][0] != second:
            self._seconds.append((second, []))
            self.due = self._seconds[0][0] + KEPT + SECOND
        self._seconds[-1][1].append(root)
        waiting = self._waiting.get(root)
        if waiting is None:
            self._waiting[root] = [change]
        else:
            waiting.append(change)
        self.size += 1

    def take(self, root: str) -> list[Change]:
        """The changes that waited for this root, in the order in which they were folded."""
        changes = self._waiting.pop(root, [])
        self.size -= len(changes)
        return changes

    def expire(self, second: int) -> int:
        """How many changes have waited in vain when this second begins; they are forgotten."""
        lost = 0
        while self.due <= second:
            lost += self._drop()
        return lost

    def bound(self) -> int:
        """How many changes had to go before their time, oldest first, to keep within the cap."""
        lost = 0
        while self.size > self.cap:
            lost += self._drop()
        self.dropped += lost
        return lost

    def _drop(self) -> int:
        oldest, roots = self._seconds.popleft()
        lost = 0
        # Each root once: what everybody likes and no desk admits stands there a thousand times.
        for root in dict.fromkeys(roots):
            changes = self._waiting.get(root)
            if changes is None:
                continue
            over = 0
            while over < len(changes) and changes[over][0] <= oldest:
                over += 1
            del changes[:over]
            lost += over
            if not changes:
                del self._waiting[root]
        self.size -= lost
        self.due = self._seconds[0][0] + KEPT + SECOND if self._seconds else NEVER
        return lost

    def snapshot(self) -> list[Any]:
        rows = [(root, *changes) for root, changes in self._waiting.items()]
        return [self.dropped, [(second, tuple(roots)) for second, roots in self._seconds], rows]

    def restore(self, state: list[Any]) -> None:
        """Take a snapshot in; raises `Corrupt` where a change waits for no second."""
        self.dropped, seconds, rows = state
        self._seconds = deque((second, list(roots)) for second, roots in seconds)
        known = {second for second, _ in self._seconds}
        for root, *changes in rows:
            if not changes or not {change[0] for change in changes} <= known:
                raise Corrupt(f"restoring held engagement of {root}: {changes}")
            self._waiting[root] = [tuple(change) for change in changes]
            self.size += len(changes)
        self.due = self._seconds[0][0] + KEPT + SECOND if self._seconds else NEVER
