"""Takes apart two stories that one word holds together: "bill" the law, "bill" the invoice."""

from typing import NamedTuple

import numpy as np

from streams.core.stories.belief import TIME_WEIGHT
from streams.core.stories.profiles import Desk, Profiles
from streams.core.stories.sparse import Flags, Floats, Ints, Sparse, gathered, tally

APART = 0.3
"""From this share on, of the evidence for a half's posts that the other half finds too, both
halves are one story."""
LEAST_PART = 8
"""Voices that each half must have."""


class Cells(NamedTuple):
    """A matrix to look into: its cells in order, each `row x width + column`, and their values."""

    keys: Ints
    values: Floats
    width: int

    @classmethod
    def of(cls, matrix: Sparse) -> "Cells":
        """The cells of a matrix."""
        keys = matrix.rows.astype(np.int64) * matrix.width + matrix.columns
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], matrix.values[order], matrix.width)

    def at(self, rows: Ints, columns: Ints) -> Floats:
        """The values of these cells, 0 where there is none."""
        if not len(self.keys):
            return np.zeros(len(rows))
        wanted = rows.astype(np.int64) * self.width + columns
        place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[place] == wanted, self.values[place], 0.0)


def part(desk: Desk, told: Ints, count: int) -> Ints:
    """For each voice its story after the cuts, [voices], given the one of `count` that it tells;
    -1 as before; new stories are numbered on.

    The earlier and the later half of each story are two stories for a moment, and every voice goes
    to the one that its words and its time fit better. Halves of one story account for each other's
    posts; two stories under one name do not, and stay apart.
    """
    rows, half = _halves(told, count)
    if not len(rows):
        return told
    later, shared = _sides(desk, rows, half, count)
    place = 2 * told[rows] + later
    size = np.bincount(place, minlength=2 * count).reshape(count, 2)
    mean = tally(place, shared, 2 * count).reshape(count, 2) / np.maximum(size, 1)
    smaller = mean[np.arange(count), size.argmin(axis=1)]
    cut = (size.min(axis=1) >= LEAST_PART) & (np.round(smaller, 6) < APART)
    main, number = told.copy(), count + np.cumsum(cut) - 1
    moved = rows[later & cut[told[rows]]]
    main[moved] = number[told[moved]]
    return main


def _halves(told: Ints, count: int) -> tuple[Ints, Ints]:
    """The voices of stories that are large enough, and their halves: 2 x story, and one more."""
    half = np.full(len(told), -1, dtype=np.int64)
    for story, members in enumerate(gathered(told, count)):
        if len(members) >= 2 * LEAST_PART:
            middle = len(members) // 2
            half[members[:middle]], half[members[middle:]] = 2 * story, 2 * story + 1
    rows = np.nonzero(half >= 0)[0]
    return rows, half[rows]


def _sides(desk: Desk, rows: Ints, half: Ints, count: int) -> tuple[Flags, Floats]:
    """Whether each voice fits the later half better, and the share of its evidence there that
    the other half finds too."""
    profiles = desk.profiles(rows, half, np.ones(len(rows)), 2 * count)
    early, late = _evidence(desk, profiles, rows, half // 2)
    best, other = np.maximum(early, late), np.minimum(early, late)
    return late > early, np.clip(other / np.maximum(best, 1e-6), 0.0, 1.0)


def _evidence(desk: Desk, profiles: Profiles, rows: Ints, story: Ints) -> tuple[Floats, Floats]:
    """The evidence of each voice for the two halves of its story, as `belief.believe` has it."""
    said = Sparse.of(
        np.arange(len(rows)), rows, np.ones(len(rows)), (len(rows), len(desk.table.heads))
    ).times(desk.table.said)
    lift = Cells.of(profiles.words.lift)
    timely = TIME_WEIGHT * np.log(profiles.when / desk.rhythm)
    early, late = (
        tally(said.rows, said.values * lift.at(halves[said.rows], said.columns), len(rows))
        + timely[halves, desk.bins[rows]]
        for halves in (2 * story, 2 * story + 1)
    )
    return np.round(early, 6), np.round(late, 6)
