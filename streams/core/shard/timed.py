"""A line that knows in which second each mark came, so that whole seconds leave it together."""

from array import array
from collections import deque
from itertools import repeat
from typing import Any

import numpy as np

from streams.core.fold import Corrupt
from streams.core.shard.line import GONE, Line


class Timed(Line):
    """Marks with their second, oldest first. Seconds never decrease."""

    __slots__ = ("_seconds",)

    def __init__(self, *columns: Any) -> None:
        super().__init__(*columns)
        self._seconds: deque[list[int]] = deque()  # [second, its places in the line]

    def enter(self, mark: int, second: int) -> int:
        """Put a mark at the end, if it is not in the line yet: its place, -1 where it is."""
        place = self.add(mark)
        if place >= 0:
            if not self._seconds or self._seconds[-1][0] != second:
                self._seconds.append([second, 0])
            self._seconds[-1][1] += 1
        return place

    def drop(self) -> None:
        """Let the oldest mark that is left go."""
        while not self._step():
            pass

    def snapshot(self) -> list[Any]:
        """The marks, eight bytes each, and `seconds`; columns are for those who keep them."""
        return [stored(self.marks()), self.seconds()]

    def restore(self, marks: bytes, seconds: list[list[int]]) -> None:
        """Take a snapshot into an empty line; raises `Corrupt` where seconds decrease or a mark
        stands twice."""
        for mark, second in zip(restored(marks), came(seconds), strict=True):
            if self.enter(mark, second) < 0:
                raise Corrupt(f"restoring marks: {mark} of {second} stands twice")

    def expire(self, until: int) -> None:
        """Let all go that came in this second or before."""
        while self._seconds and self._seconds[0][0] <= until:
            self._step()

    def _step(self) -> bool:
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


def came(seconds: list[list[int]]) -> list[int]:
    """The second of each mark; raises `Corrupt` where they decrease."""
    if (order := [second for second, _ in seconds]) != sorted(set(order)):
        raise Corrupt(f"restoring marks of {len(order)} seconds that are out of order")
    return [each for second, marks in seconds for each in repeat(second, marks)]


def stored(marks: "array[int]") -> bytes:
    """The marks that have not left, as little-endian numbers of eight bytes: as integers they would
    take forty for as long as a snapshot is written."""
    every = np.frombuffer(marks, np.uint64)
    left: bytes = every[every != GONE].astype("<u8").tobytes()
    return left


def restored(marks: bytes) -> list[int]:
    """What was stored."""
    found: list[int] = np.frombuffer(marks, "<u8").tolist()
    return found
