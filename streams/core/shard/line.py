"""A line of marks: the order in which things came, and where each stands, in a few bytes a thing.

A dict of a hundred thousand ids takes 150 bytes and more for each. Here a mark takes 8 bytes in a
ring, and an open table of places (linear probing, Knuth, The Art of Computer Programming, vol. 3,
6.4) 8 more; what a user of the line keeps beside it stands in columns at the same places.
"""

from array import array
from hashlib import blake2b
from typing import Any

import numpy as np

ROOM = 1_024
"""Places to begin with; there are twice as many whenever they do not suffice."""
SLOTS, FULL = 2, 5 / 8
"""Slots of the table for each place, and the share of them that may be taken before it is made
anew: what leaves the line leaves its slot as it was, for emptying slots one by one costs more."""
GONE = 0
"""The mark in a place where nothing stands."""


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

    __slots__ = ("_blanks", "_first", "_length", "_marks", "_slots", "_taken", "columns", "size")

    def __init__(self, *columns: Any) -> None:
        self.columns = [column * ROOM for column in columns]
        self.size = 0
        """Marks that stand in the line."""
        self._blanks = columns
        self._marks = array("Q", [GONE]) * ROOM
        self._slots = array("I", [0]) * (SLOTS * ROOM)  # 0: empty, else a place + 1
        self._taken = 0
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
        """Put a mark at the end, if it is not in the line yet: its place, -1 where it is. Columns
        hold there what they held before."""
        slots, marks = self._slots, self._marks
        mask = len(slots) - 1
        at = mark & mask
        while place := slots[at]:
            if marks[place - 1] == mark:
                return -1
            at = (at + 1) & mask
        place = (self._first + self._length) & (len(marks) - 1)
        marks[place] = mark
        slots[at] = place + 1
        self._length += 1
        self._taken += 1
        self.size += 1
        if self._length == len(marks):
            place = self._grow()
        elif self._taken > FULL * mask:
            self._tabulate()
        return place

    def remove(self, place: int) -> None:
        """Let the mark at a place leave before its turn."""
        self._marks[place] = GONE
        self.size -= 1

    def pop(self) -> bool:
        """Let the oldest place go; whether a mark stood there still."""
        place = self._first
        self._first = (place + 1) & (len(self._marks) - 1)
        self._length -= 1
        if self._marks[place] == GONE:
            return False
        self.remove(place)
        return True

    def _grow(self) -> int:
        """Make twice as many places; the last one in use."""
        first, room = self._first, len(self._marks)
        self._marks = self._marks[first:] + self._marks[:first] + array("Q", [GONE]) * room
        for n, (column, blank) in enumerate(zip(self.columns, self._blanks, strict=True)):
            self.columns[n] = column[first:] + column[:first] + blank * room
        self._first = 0
        self._tabulate()
        return self._length - 1

    def _tabulate(self) -> None:
        """Make the table anew: all at once, those that find their slot taken go on to the next."""
        marks = np.frombuffer(self._marks, np.uint64)
        slots = np.zeros(SLOTS * len(marks), np.uint32)
        places = np.nonzero(marks)[0]
        self._taken, mask = len(places), len(slots) - 1
        at = (marks[places] & np.uint64(mask)).astype(np.int64)
        while len(places):
            free = slots[at] == 0
            slots[at[free]] = places[free] + 1
            left = slots[at] != places + 1
            places, at = places[left], (at[left] + 1) & mask
        self._slots = array("I", slots.tobytes())
