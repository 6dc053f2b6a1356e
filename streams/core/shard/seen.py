"""Single events that were seen: networks repeat themselves, and a firehose has millions an hour."""

from array import array
from collections import deque
from typing import Any

from streams.core.fold import Corrupt


class Seen:
    """Marks for `span` milliseconds, at most `cap` of them; `dropped` counts what the cap took.

    Seconds never decrease. A set and an array a second take half of what a dict in order takes.
    """

    __slots__ = ("_gone", "_seconds", "cap", "dropped", "ids", "span")

    def __init__(self, span: int, cap: int) -> None:
        self.span = span
        self.cap = cap
        self.dropped = 0
        self.ids: set[int] = set()
        self._seconds: deque[tuple[int, array[int]]] = deque()
        self._gone = 0  # of the first second's marks: taking one out would move all others

    def add(self, mark: int, second: int) -> bool:
        """Remember a mark from this second on; False where it is known."""
        if mark in self.ids:
            return False
        self.ids.add(mark)
        if not self._seconds or self._seconds[-1][0] != second:
            self._seconds.append((second, array("Q")))
        self._seconds[-1][1].append(mark)
        if len(self.ids) > self.cap:
            self._drop_one()
        return True

    def _drop_one(self) -> None:
        marks = self._seconds[0][1]
        self.ids.discard(marks[self._gone])
        self.dropped += 1
        self._gone += 1
        if self._gone == len(marks):
            self._next_second()

    def _next_second(self) -> "array[int]":
        """Let go of the first second: its marks that were still remembered."""
        marks = self._seconds.popleft()[1][self._gone :]
        self._gone = 0
        return marks

    def expire(self, second: int) -> None:
        """Forget what is older than the span when this second begins."""
        while self._seconds and self._seconds[0][0] <= second - self.span:
            self.ids.difference_update(self._next_second())

    def snapshot(self) -> list[Any]:
        rows = [[second, marks.tolist()] for second, marks in self._seconds]
        for row in rows[:1]:
            row[1] = self._seconds[0][1][self._gone :].tolist()
        return [self.dropped, rows]

    def restore(self, state: list[Any]) -> None:
        """Take a snapshot in; raises `Corrupt` where seconds decrease or a mark stands twice."""
        self.dropped, rows = state
        self._gone = 0
        self._seconds = deque((second, array("Q", marks)) for second, marks in rows)
        self.ids = {mark for _, marks in self._seconds for mark in marks}
        seconds = [second for second, _ in self._seconds]
        if seconds != sorted(set(seconds)) or len(self.ids) != sum(len(m) for _, m in rows):
            raise Corrupt(f"restoring {len(self.ids)} events seen in {len(seconds)} seconds")
