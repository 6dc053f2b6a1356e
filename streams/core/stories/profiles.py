"""How a story talks and when: token lifts and time profiles, with their likeness."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from streams.core.stories.background import Background
from streams.core.stories.sparse import Floats, Ints, Sparse, products, tally
from streams.core.stories.table import Table

WORD_PRIOR, TIME_PRIOR = 4.0, 5.0
"""Posts of the background that are mixed into each story's words, and into its times."""
LEAST_LIFT, MOST_LIFT, LEAST_COUNT = 1.0, 4.5, 2.0
TIME_IN_LIKENESS = 0.5


class Lifted(NamedTuple):
    """`lift` [stories, tokens]: log(share in the story / background). `share` and `held`, the
    share of a story's voices with a token and how often it is held, are by entry of `lift`."""

    lift: Sparse
    share: Floats
    held: Floats


@dataclass(frozen=True, slots=True)
class Profiles:
    """Of each story: its words; `when` [stories, bins], shares of its posts; `size` [stories]."""

    words: Lifted
    when: Floats
    size: Floats

    def signature(self) -> Sparse:
        """Unit vectors of what distinguishes each story: lift, damped by how common it is."""
        lift = self.words.lift
        raw = np.sqrt(self.words.share) * lift.values
        norm = np.sqrt(lift.valued(raw * raw).sums())
        return lift.valued(raw / np.maximum(norm, 1e-9)[lift.rows])

    def likeness(self) -> Floats:
        """Cosine of the signatures times overlap in time, [stories, stories]."""
        signature = self.signature()
        alike = np.round(signature.times(signature.turned()).full(), 6)
        # Each pair is added in two orders: the lower half stands for both.
        alike = np.tril(alike) + np.tril(alike, -1).T
        near: Floats = alike * self.overlap() ** TIME_IN_LIKENESS
        return near

    def overlap(self) -> Floats:
        """Bhattacharyya coefficients of the times, 0 to 1, [stories, stories]."""
        return np.clip(products(np.sqrt(self.when)), 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Desk:
    """The ground that stories stand out from: the table, its background, and its rhythm."""

    table: Table
    background: Background
    bins: Ints
    rhythm: Floats
    """Share of the desk's voices in each time bin, smoothed."""

    def every(self, step: int) -> "Desk":
        """Each `step`-th voice in the order of time, on the same ground."""
        table = self.table
        heads, copies = table.heads[::step], table.copies[::step]
        few = Table(heads, copies, table.tokens, table.said.every(step))
        return Desk(few, self.background.sampled(few), self.bins[::step], self.rhythm)

    def profiles(self, rows: Ints, stories: Ints, shares: Floats, count: int) -> Profiles:
        """Profiles of `count` stories from (row, story, share) triples."""
        size = tally(stories, shares, count)
        told = Sparse.of(stories, rows, shares, (count, len(self.table.heads)))
        words = lifts(told.times(self.table.said, LEAST_COUNT), size, self.background)
        bins = len(self.rhythm)
        cell = stories * bins + self.bins[rows]
        when = smooth(tally(cell, shares, count * bins).reshape(count, bins))
        when = (when + TIME_PRIOR * self.rhythm) / (when.sum(axis=1, keepdims=True) + TIME_PRIOR)
        return Profiles(words, when, size)


def lifts(held: Sparse, size: Floats, background: Background) -> Lifted:
    """How far token counts `held` [stories, tokens] in stories of `size` voices stand out.

    The background counts as `WORD_PRIOR` voices; what is held less than `LEAST_COUNT` times, or
    lifts less than `LEAST_LIFT`, does not lift at all.
    """
    often = held.only(held.values >= LEAST_COUNT)
    ground = background.without(often, size)
    share = (often.values + WORD_PRIOR * ground) / (size[often.rows] + WORD_PRIOR)
    lift = np.minimum(np.log(share / ground), MOST_LIFT)
    fit = lift >= LEAST_LIFT
    return Lifted(often.valued(lift).only(fit), share[fit], often.values[fit])


def smooth(counts: Floats) -> Floats:
    """Each bin with half of its neighbours, ends kept; same shape, [rows, bins]."""
    even = 0.5 * counts
    even[:, 1:] += 0.25 * counts[:, :-1]
    even[:, :-1] += 0.25 * counts[:, 1:]
    even[:, 0] += 0.25 * counts[:, 0]
    even[:, -1] += 0.25 * counts[:, -1]
    return even


def rhythm(bins: Ints) -> Floats:
    """The desk's own time profile, [bins], summing to 1."""
    last = int(bins.max(initial=0)) + 1
    counts = smooth(tally(bins, np.ones(len(bins)), last)[None, :] + 0.5)[0]
    shares: Floats = counts / counts.sum()
    return shares
