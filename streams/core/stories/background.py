"""What the desk says anyway: the share of posts that hold each token, whatever the hour."""

from collections.abc import Mapping

import numpy as np

from streams.core.stories.sparse import Floats, Ints, tally
from streams.core.stories.table import Table

FLOOR = 1e-6
PRIOR = 20.0
"""Posts of the whole day that are mixed into each slice, so that thin slices do not jump."""
FEWEST = 30
"""A slice with fewer voices says nothing about the desk."""


def even_shares(table: Table, slices: Ints, earlier: Mapping[str, float] | None = None) -> Floats:
    """The share of posts with each token when every slice of time counts the same, [tokens].

    A big event fills an hour and not the day: with equal slices its words stay rare, while the
    desk's own words stand in every slice. `slices` numbers each voice's slice of time; `earlier`
    gives shares of the days before, which count as much as today. Never above today's plain share.
    """
    said, tokens = table.said, len(table.tokens)
    plain = tally(said.columns, said.values, tokens) / max(1, len(table.heads))
    size = np.bincount(slices, minlength=1)
    full = size >= FEWEST
    if not full.any():
        only: Floats = np.maximum(plain, FLOOR)
        return only
    # The mean over slices of (held + PRIOR x plain) / (size + PRIOR), summed entry by entry.
    part = np.where(full, 1.0 / (size + PRIOR), 0.0) / full.sum()
    held = tally(said.columns, said.values * part[slices][said.rows], tokens)
    even = np.minimum(plain, held + PRIOR * plain * part.sum())
    if earlier:
        even = (even + np.array([earlier.get(t, 0.0) for t in table.tokens])) / 2
    floored: Floats = np.maximum(even, FLOOR)
    return floored
