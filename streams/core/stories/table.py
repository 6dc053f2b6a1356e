"""Posts as a sparse table: a row a voice, a column a token. The numbers behind a survey."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from streams.core.post import Post
from streams.core.stories.spoken import weights as said

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FEWEST = 3
"""A token in fewer voices than this joins no posts."""


@dataclass(frozen=True, slots=True)
class Table:
    """`heads[i]` is the earliest live post of voice i, `copies[i]` the others, `tokens` names the
    columns; entries (rows, columns, values) lie by row, `by_column` orders them by column; runs
    are where each row's (each column's) entries begin in that order, and how many there are."""

    heads: tuple[Post, ...]
    copies: tuple[tuple[Post, ...], ...]
    tokens: tuple[str, ...]
    rows: Ints
    columns: Ints
    values: Floats
    by_column: Ints
    row_runs: tuple[Ints, Ints]
    column_runs: tuple[Ints, Ints]

    def by_story(self, rows: Ints, stories: Ints, shares: Floats, count: int) -> Floats:
        """Weighted token counts of each story, [count, tokens]; (row, story, share) triples."""
        first, length = self.row_runs
        which, at = _expand(first[rows], length[rows])
        cell = stories[which] * len(self.tokens) + self.columns[at]
        told = shares[which] * self.values[at]
        return tally(cell, told, count * len(self.tokens)).reshape(count, len(self.tokens))

    def scores(self, weights: Floats) -> Floats:
        """Each voice's sum of a story's token weights, [voices, stories]; `weights` is
        [stories, tokens], mostly 0."""
        first, length = self.column_runs
        story, token = np.divmod(np.flatnonzero(weights != 0.0), len(self.tokens))
        which, at = _expand(first[token], length[token])
        at = self.by_column[at]
        cell = self.rows[at] * len(weights) + story[which]
        told = weights[story, token][which] * self.values[at]
        sums = tally(cell, told, len(self.heads) * len(weights))
        return sums.reshape(len(self.heads), len(weights))


def tally(cells: Ints, values: Floats, count: int) -> Floats:
    """The sum of the values in each cell of [0, count), in their order."""
    return np.bincount(cells, values, minlength=count).astype(np.float64, copy=False)


def _runs(keys: Ints, count: int) -> tuple[Ints, Ints]:
    """Where the run of each key in [0, count) begins once `keys` are sorted, and its length."""
    length = np.bincount(keys, minlength=count)
    return np.cumsum(length) - length, length


def _expand(first: Ints, length: Ints) -> tuple[Ints, Ints]:
    """For runs [first, first + length): which run each element is of, and where it lies."""
    which = np.repeat(np.arange(len(first)), length)
    return which, np.repeat(first - (np.cumsum(length) - length), length) + np.arange(len(which))


def tabulate(posts: Sequence[Post]) -> Table:
    """The live posts as a table, one row a voice, in the order of time (ties by number)."""
    voices: dict[str, list[Post]] = {}
    for post in sorted((p for p in posts if p.live), key=lambda p: (p.time, p.number)):
        voices.setdefault(post.voice or post.id, []).append(post)
    heads = tuple(group[0] for group in voices.values())
    flat = list(chain.from_iterable(p.tokens for p in heads))
    names = {token: i for i, token in enumerate(dict.fromkeys(flat))}
    columns = np.fromiter(map(names.__getitem__, flat), np.int64, len(flat))
    values = np.fromiter(
        chain.from_iterable(said(p.text, p.tokens) for p in heads), np.float64, len(flat)
    )
    rows = np.repeat(np.arange(len(heads)), [len(p.tokens) for p in heads])
    common = np.bincount(columns, minlength=len(names)) >= FEWEST
    kept = common[columns] if names else np.zeros(0, dtype=np.bool_)
    columns = (np.cumsum(common) - 1)[columns[kept]]
    return Table(
        heads,
        tuple(tuple(group[1:]) for group in voices.values()),
        tuple(token for token, often in zip(names, common.tolist(), strict=True) if often),
        rows[kept],
        columns,
        values[kept],
        np.argsort(columns, kind="stable"),
        _runs(rows[kept], len(heads)),
        _runs(columns, int(common.sum())),
    )
