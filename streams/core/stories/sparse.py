"""Matrices of mostly zeros, and exact products of full ones: the arithmetic of a survey."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
GRAIN = float(1 << 20)
"""Entries of exact products are whole multiples of 1 / GRAIN."""


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
        return cls._taken(csr_array((values, (rows, columns)), shape=shape))

    @classmethod
    def _taken(cls, found: Any) -> "Sparse":
        return cls(found.indptr, found.indices, found.data, found.shape[1])

    @property
    def height(self) -> int:
        """How many rows."""
        return len(self.first) - 1

    @property
    def rows(self) -> Ints:
        """The row of each entry."""
        return np.repeat(np.arange(self.height), np.diff(self.first))

    def valued(self, values: Floats) -> "Sparse":
        """The same cells with other values."""
        return Sparse(self.first, self.columns, values, self.width)

    def only(self, fit: Flags) -> "Sparse":
        """Without the entries that do not fit."""
        kept = np.concatenate(([0], np.cumsum(fit)))[self.first]
        return Sparse(kept, self.columns[fit], self.values[fit], self.width)

    def row(self, at: int) -> tuple[Ints, Floats]:
        """Columns and values of one row."""
        entries = slice(int(self.first[at]), int(self.first[at + 1]))
        return self.columns[entries], self.values[entries]

    def every(self, step: int) -> "Sparse":
        """Rows 0, `step`, twice `step` and so on."""
        return Sparse._taken(self.scipy()[::step])

    def times(self, other: "Sparse") -> "Sparse":
        """The matrix product, [height, other's width]."""
        return Sparse._taken(self.scipy() @ other.scipy())

    def turned(self) -> "Sparse":
        """Rows as columns."""
        return Sparse._taken(self.scipy().T.tocsr())

    def full(self) -> Floats:
        """All cells, [height, width]."""
        cells: Floats = self.scipy().toarray()
        return cells

    def sums(self) -> Floats:
        """The sum of each row, [height]."""
        return tally(self.rows, self.values, self.height)

    def scipy(self) -> Any:
        """The same matrix as scipy has it, not copied."""
        return csr_array(
            (self.values, self.columns, self.first), shape=(self.height, self.width), copy=False
        )


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
    below 2^53 and exact: neither threads nor the order of adding can change a bit.
    """
    whole = np.round(vectors * GRAIN)
    found: Floats = (whole @ whole.T) / GRAIN**2
    return found
