"""Matrices of mostly zeros, and exact products of full ones: the arithmetic of a survey."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from streams.core.stories.kernels import Parts, dotted, multiplied

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
GRAIN = float(1 << 20)
"""Entries of exact products are whole multiples of 1 / GRAIN."""
ANY = -np.inf


@dataclass(frozen=True, slots=True)
class Sparse:
    """Entries by row: row i holds `values[first[i]:first[i + 1]]` in `columns[…]`.

    Products add in the order of entries, on one thread: the same sums on every machine.
    """

    first: Ints
    columns: Ints
    values: Floats
    width: int

    @classmethod
    def of(cls, rows: Ints, columns: Ints, values: Floats, shape: tuple[int, int]) -> "Sparse":
        """The matrix of this shape with the entries (row, column, value); equal cells add up."""
        height, width = shape
        # Short integers are sorted by their digits, in a tenth of the time.
        short = rows.astype(np.uint16) if height <= 1 << 16 else rows
        order = np.lexsort((columns, short))
        cells = rows[order] * width + columns[order]
        fresh = np.diff(cells, prepend=-1) > 0
        at = order[fresh]
        sums = tally(np.cumsum(fresh) - 1, values[order], len(at))
        return cls(starts(np.bincount(rows[at], minlength=height)), columns[at], sums, width)

    @property
    def height(self) -> int:
        """How many rows."""
        return len(self.first) - 1

    @property
    def rows(self) -> Ints:
        """The row of each entry."""
        return np.repeat(np.arange(self.height), np.diff(self.first))

    @property
    def parts(self) -> Parts:
        """What kernels take."""
        return self.first, self.columns, self.values

    def valued(self, values: Floats) -> "Sparse":
        """The same cells with other values."""
        return Sparse(self.first, self.columns, values, self.width)

    def only(self, fit: Flags) -> "Sparse":
        """Without the entries that do not fit."""
        return Sparse(counted(fit, self.first), self.columns[fit], self.values[fit], self.width)

    def row(self, at: int) -> tuple[Ints, Floats]:
        """Columns and values of one row."""
        entries = slice(int(self.first[at]), int(self.first[at + 1]))
        return self.columns[entries], self.values[entries]

    def part(self, begin: int, end: int) -> "Sparse":
        """Rows from `begin` to before `end`, as far as there are."""
        first = self.first[begin : end + 1]
        entries = slice(int(first[0]), int(first[-1]))
        return Sparse(first - first[0], self.columns[entries], self.values[entries], self.width)

    def every(self, step: int) -> "Sparse":
        """Rows 0, `step`, twice `step` and so on."""
        fit = np.arange(self.height) % step == 0
        lengths = np.diff(self.first)
        entries = np.repeat(fit, lengths)
        kept = self.columns[entries], self.values[entries]
        return Sparse(starts(lengths[fit]), *kept, self.width)

    def times(self, other: "Sparse", least: float = ANY) -> "Sparse":
        """The matrix product, [height, other's width], without what is less than `least`."""
        room = self.room(other)
        first, columns, values = multiplied(self.parts, other.parts, other.width, least, room)
        return Sparse(first, columns, values, other.width)

    def room(self, other: "Sparse") -> int:
        """At most so many entries has the product with another."""
        return min(int(np.diff(other.first)[self.columns].sum()), self.height * other.width)

    def turned(self) -> "Sparse":
        """Rows as columns."""
        order = np.argsort(self.columns, kind="stable")
        first = starts(np.bincount(self.columns, minlength=self.width))
        return Sparse(first, self.rows[order], self.values[order], self.height)

    def full(self) -> Floats:
        """All cells, [height, width]."""
        cells = np.zeros((self.height, self.width))
        cells[self.rows, self.columns] = self.values
        return cells

    def sums(self) -> Floats:
        """The sum of each row, [height]."""
        return tally(self.rows, self.values, self.height)


def starts(lengths: Ints) -> Ints:
    """Where rows of these lengths begin, and the end of the last."""
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(lengths)))


def counted(fit: Flags, first: Ints) -> Ints:
    """Where rows begin, and the last ends, when only the entries that fit are left."""
    places = np.zeros(len(fit) + 1, dtype=np.int32)
    np.cumsum(fit, out=places[1:])
    return places[first].astype(np.int64)


def tally(cells: Ints, values: Floats, count: int) -> Floats:
    """The sum of the values in each cell of [0, count), in their order."""
    return np.bincount(cells, values, minlength=count).astype(np.float64, copy=False)


def gathered(groups: Ints, count: int) -> list[Ints]:
    """Where each group of [0, count) stands in `groups`, in order; others stand nowhere."""
    order = np.argsort(groups, kind="stable")
    starts = np.searchsorted(groups[order], np.arange(count + 1))
    return [order[a:b] for a, b in pairwise(starts.tolist())]


def products(vectors: Floats) -> Floats:
    """All dot products of rows no longer than 1, [n, n].

    Entries are rounded to multiples of 1 / `GRAIN`, so that every partial sum is a whole number
    below 2^53 and exact: the order of adding cannot change a bit.
    """
    found: Floats = dotted(np.round(vectors * GRAIN).astype(np.int32)) / GRAIN**2
    return found
