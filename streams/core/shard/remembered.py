"""What is remembered for a while: marks with their second, oldest forgotten first."""

from itertools import repeat
from typing import Any

from streams.core.fold import Corrupt
from streams.core.shard.line import GONE
from streams.core.shard.timed import Timed


class Remembered:
    """Marks for `span` milliseconds, at most `cap` of them; `dropped` counts what the cap took.

    Seconds never decrease, so that the first mark is the oldest.
    """

    __slots__ = ("_line", "cap", "dropped", "span")

    def __init__(self, span: int, cap: int) -> None:
        self.span = span
        self.cap = cap
        self.dropped = 0
        self._line = Timed()

    def __contains__(self, mark: int) -> bool:
        return self._line.size > 0 and self._line.find(mark) >= 0

    def __len__(self) -> int:
        return self._line.size

    def add(self, mark: int, second: int) -> None:
        """Remember a mark from this second on."""
        line = self._line
        if (place := line.find(mark)) >= 0:
            line.remove(place)
        line.enter(mark, second)
        if line.size > self.cap:
            line.drop()
            self.dropped += 1

    def forget(self, mark: int) -> None:
        """Remember a mark no longer."""
        if (place := self._line.find(mark)) >= 0:
            self._line.remove(place)

    def expire(self, second: int) -> None:
        """Forget what is older than the span when this second begins."""
        self._line.expire(second - self.span)

    def snapshot(self) -> list[Any]:
        marks = [mark for mark in self._line.marks() if mark != GONE]
        return [self.dropped, marks, self._line.seconds()]

    def restore(self, state: list[Any]) -> None:
        """Take a snapshot in; raises `Corrupt` where seconds decrease or a mark stands twice."""
        self.dropped, marks, seconds = state
        self._line = Timed()
        for mark, second in zip(marks, came(seconds), strict=True):
            if self._line.find(mark) >= 0:
                raise Corrupt(f"restoring what is remembered: mark {mark} of {second} stands twice")
            self._line.enter(mark, second)


def came(seconds: list[list[int]]) -> list[int]:
    """The second of each mark; raises `Corrupt` where they decrease."""
    if (order := [second for second, _ in seconds]) != sorted(set(order)):
        raise Corrupt(f"restoring marks of {len(order)} seconds that are out of order")
    return [each for second, marks in seconds for each in repeat(second, marks)]
