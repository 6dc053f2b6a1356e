"""A line of marks: the order in which things came, and where each stands, in a few bytes a thing.

A dict of a hundred thousand ids takes 150 bytes and more for each. Here a mark takes 8 bytes in a
ring, and an open table of places (linear probing, Knuth, The Art of Computer Programming, vol. 3,
6.4) 8 more; what a user of the line keeps beside it stands in columns at the same places.
"""

from array import array
from hashlib import blake2b
from typing import Any

ROOM = 1_024
"""Places to begin with; there are twice as many whenever they do not suffice."""
GONE = 0
"""The mark in the place of what left the line before its turn."""


def mark_of(said: str) -> int:
    """What is remembered of a name: 60 bits of its hash, and never `GONE`.

    Names are long, and this one number tells them apart: that two of 200,000 share it happens
    once in fifty million times.
    """
    return int.from_bytes(blake2b(said.encode(), digest_size=8).digest(), "big") >> 4 or 1


class Line:
    """Marks from the oldest to the youngest, each at a place of its own; no mark stands twice.

    `columns` are as long as there are places, and move with them: give for each an empty array, or
    a list, that holds one blank.
    """

    __slots__ = ("_blanks", "_first", "_length", "_marks", "_slots", "columns", "size")

    def __init__(self, *columns: Any) -> None:
        self.columns = [column * ROOM for column in columns]
        self.size = 0
        """Marks that stand in the line."""
        self._blanks = columns
        self._marks = array("Q", [GONE]) * ROOM
        self._slots = array("I", [0]) * (2 * ROOM)  # 0: empty, else a place + 1
        self._first = self._length = 0  # places in use, those of what left included

    def marks(self) -> "array[int]":
        """The marks, oldest first, with a `GONE` for each that left before its turn."""
        found: array[int] = self.turned(self._marks)
        return found

    def turned(self, column: Any) -> Any:
        """A column in the order of `marks`."""
        end = self._first + self._length
        return column[self._first : end] + column[: max(0, end - len(self._marks))]

    def find(self, mark: int) -> int:
        """The place of a mark, -1 where it is not in the line."""
        slots, marks = self._slots, self._marks
        mask = len(slots) - 1
        at = mark & mask
        while place := slots[at]:
            if marks[place - 1] == mark:
                return place - 1
            at = (at + 1) & mask
        return -1

    def add(self, mark: int) -> int:
        """Put a mark at the end, which is not in the line yet; its place, its columns as they
        were left."""
        if self._length == len(self._marks):
            self._grow()
        place = (self._first + self._length) & (len(self._marks) - 1)
        self._length += 1
        self.size += 1
        self._marks[place] = mark
        self._enter(mark, place)
        return place

    def remove(self, place: int) -> None:
        """Let the mark at a place leave before its turn."""
        self._leave(place)
        self._marks[place] = GONE
        self.size -= 1

    def pop(self) -> int:
        """Let the oldest place go; -1 where what stood there had left before."""
        place = self._first
        self._first = (place + 1) & (len(self._marks) - 1)
        self._length -= 1
        if self._marks[place] == GONE:
            return -1
        self.remove(place)
        return place

    def _enter(self, mark: int, place: int) -> None:
        slots = self._slots
        mask = len(slots) - 1
        at = mark & mask
        while slots[at]:
            at = (at + 1) & mask
        slots[at] = place + 1

    def _leave(self, place: int) -> None:
        slots, marks = self._slots, self._marks
        mask = len(slots) - 1
        empty = marks[place] & mask
        while slots[empty] != place + 1:
            empty = (empty + 1) & mask
        # Whatever would no longer be found behind an empty slot moves into it.
        at = (empty + 1) & mask
        while moving := slots[at]:
            if (at - marks[moving - 1]) & mask >= (at - empty) & mask:
                slots[empty] = moving
                empty = at
            at = (at + 1) & mask
        slots[empty] = 0

    def _grow(self) -> None:
        first, room = self._first, len(self._marks)
        turned = self._marks[first:] + self._marks[:first]
        self._marks = turned + array("Q", [GONE]) * room
        for n, (column, blank) in enumerate(zip(self.columns, self._blanks, strict=True)):
            self.columns[n] = column[first:] + column[:first] + blank * room
        self._first, self._slots = 0, array("I", [0]) * (4 * room)
        for place, mark in enumerate(turned):
            if mark != GONE:
                self._enter(mark, place)
