"""What the desk says anyway: the share of posts that hold each token, whatever the hour."""

from dataclasses import dataclass

import numpy as np

from streams.core.stories.sparse import Floats, Ints, Sparse, tally
from streams.core.stories.table import Table

FLOOR = 1e-6
PRIOR = 20.0
"""Posts of the whole day that are mixed into each slice, so that thin slices do not jump."""
FEWEST = 30
"""A slice with fewer voices says nothing about the desk."""
OTHERS = 1.0
"""Voices of the whole desk that are mixed into those outside a story."""


@dataclass(frozen=True, slots=True)
class Background:
    """`shares` [tokens] of posts with each token; `held` [tokens] is how often each is held in
    all, by `voices`. `thin`: the share of voices in slices of time that say nothing."""

    shares: Floats
    held: Floats
    voices: int
    thin: float

    @classmethod
    def of(cls, table: Table, slices: Ints) -> "Background":
        """The background of a table; `slices` numbers each voice's slice of time."""
        size = np.bincount(slices, minlength=1)
        thin = float(size[size < FEWEST].sum()) / max(1, len(slices))
        return cls(even_shares(table, slices), _held(table), len(table.heads), round(thin, 6))

    def sampled(self, table: Table) -> "Background":
        """The same shares over fewer voices."""
        return Background(self.shares, _held(table), len(table.heads), self.thin)

    def without(self, stories: Sparse, size: Floats) -> Floats:
        """The share of each token among those who tell not this story but another or none, by
        entry of `stories` [stories, tokens], which counts the tokens in stories of `size` voices.

        On a slow desk one story is a fifth of the day and stands in its own background. Where
        slices of time are full they take care of that already: there a story's sisters share its
        words, and what they say too must not count as its own. So only the `thin` part is left out,
        and nothing of what two thirds of the desk say: those are the desk's words, whoever says
        them.
        """
        if not self.thin:
            return self.shares[stories.columns]
        held = self.held[stories.columns]
        outside = np.maximum(held - stories.values, 0.0) + OTHERS
        voices = np.maximum(self.voices - size, 0.0) + OTHERS
        part = outside / (held + OTHERS) * ((self.voices + OTHERS) / voices)[stories.rows]
        fit = self.thin * np.clip(2.0 - 3.0 * held / max(1, self.voices), 0.0, 1.0)
        less: Floats = self.shares[stories.columns] * np.minimum(part, 1.0) ** fit
        return np.maximum(less, FLOOR)


def even_shares(table: Table, slices: Ints) -> Floats:
    """The share of posts with each token when every slice of time counts the same, [tokens].

    A big event fills an hour and not the day: with equal slices its words stay rare, while the
    desk's own words stand in every slice. Never above the plain share.
    """
    said = table.said
    plain = _held(table) / max(1, len(table.heads))
    size = np.bincount(slices, minlength=1)
    full = size >= FEWEST
    if not full.any():
        only: Floats = np.maximum(plain, FLOOR)
        return only
    # The mean over slices of (held + PRIOR x plain) / (size + PRIOR), summed entry by entry.
    part = np.where(full, 1.0 / (size + PRIOR), 0.0) / full.sum()
    each = np.repeat(part[slices], np.diff(said.first))
    each *= said.values
    held = tally(said.columns, each, said.width)
    even: Floats = np.minimum(plain, held + PRIOR * plain * part.sum())
    return np.maximum(even, FLOOR)


def _held(table: Table) -> Floats:
    return tally(table.said.columns, table.said.values, len(table.tokens))
