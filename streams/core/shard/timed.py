"""A line that knows in which second each mark came, so that whole seconds leave it together."""

from collections import deque
from typing import Any

from streams.core.shard.line import GONE, Line


class Timed(Line):
    """Marks with their second, oldest first. Seconds never decrease."""

    __slots__ = ("_seconds",)

    def __init__(self, *columns: Any) -> None:
        super().__init__(*columns)
        self._seconds: deque[list[int]] = deque()  # [second, its places in the line]

    def enter(self, mark: int, second: int) -> int:
        """Put a mark at the end; its place."""
        if not self._seconds or self._seconds[-1][0] != second:
            self._seconds.append([second, 0])
        self._seconds[-1][1] += 1
        return self.add(mark)

    def drop(self) -> None:
        """Let the oldest mark that is left go."""
        while self._step() < 0:
            pass

    def expire(self, until: int) -> None:
        """Let all go that came in this second or before."""
        while self._seconds and self._seconds[0][0] <= until:
            self._step()

    def _step(self) -> int:
        self._seconds[0][1] -= 1
        if not self._seconds[0][1]:
            self._seconds.popleft()
        return self.pop()

    def seconds(self) -> list[list[int]]:
        """[second, marks of it that are left], oldest first, without those of which none is."""
        marks, begin, found = self.marks(), 0, []
        for second, places in self._seconds:
            left = places - marks[begin : begin + places].count(GONE)
            begin += places
            if left:
                found.append([second, left])
        return found
