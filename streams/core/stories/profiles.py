"""How a story talks and when: token lifts and time profiles, with their likeness."""

from dataclasses import dataclass

import numpy as np

from streams.core.stories.table import Floats, Ints, Table, tally

WORD_PRIOR, TIME_PRIOR = 4.0, 5.0
"""Posts of the background that are mixed into each story's words, and into its times."""
LEAST_LIFT, MOST_LIFT, LEAST_COUNT = 1.0, 4.5, 2.0
TIME_IN_LIKENESS = 0.5


@dataclass(frozen=True, slots=True)
class Profiles:
    """Of each story: `lift` [stories, tokens], log(share in the story / background), sparse;
    `share` [stories, tokens]; `when` [stories, bins], shares of its posts; `size` [stories]."""

    lift: Floats
    share: Floats
    when: Floats
    size: Floats

    def signature(self) -> Floats:
        """Unit vectors of what distinguishes each story: lift, damped by how common it is."""
        raw = np.sqrt(self.share) * self.lift
        norm = np.sqrt((raw * raw).sum(axis=1, keepdims=True))
        unit: Floats = raw / np.maximum(norm, 1e-9)
        return unit

    def likeness(self) -> Floats:
        """Cosine of the signatures times overlap in time, [stories, stories]."""
        return self.words() * self.overlap() ** TIME_IN_LIKENESS

    def words(self) -> Floats:
        """Cosines of the signatures, [stories, stories]."""
        return products(self.signature())

    def overlap(self) -> Floats:
        """Bhattacharyya coefficients of the times, 0 to 1, [stories, stories]."""
        return np.clip(products(np.sqrt(self.when)), 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Desk:
    """The ground that stories stand out from: the table, its background, and its rhythm."""

    table: Table
    background: Floats
    bins: Ints
    rhythm: Floats
    """Share of the desk's voices in each time bin, smoothed."""

    def profiles(self, rows: Ints, stories: Ints, shares: Floats, count: int) -> Profiles:
        """Profiles of `count` stories from (row, story, share) triples."""
        size = tally(stories, shares, count)
        held = self.table.by_story(rows, stories, shares, count)
        mixed, lift = lifts(held, size, self.background)
        bins = len(self.rhythm)
        cell = stories * bins + self.bins[rows]
        when = smooth(tally(cell, shares, count * bins).reshape(count, bins))
        when = (when + TIME_PRIOR * self.rhythm) / (when.sum(axis=1, keepdims=True) + TIME_PRIOR)
        return Profiles(lift, mixed, when, size)


def lifts(held: Floats, size: Floats, background: Floats) -> tuple[Floats, Floats]:
    """Shares and lifts, [stories, tokens], of token counts `held` in stories of `size` voices.

    The background counts as `WORD_PRIOR` voices; what is held less than `LEAST_COUNT` times, or
    lifts less than `LEAST_LIFT`, does not lift at all; both arrays are mostly 0.
    """
    stories, tokens = np.divmod(np.flatnonzero(held >= LEAST_COUNT), held.shape[1])
    ground = background[tokens]
    mixed = (held[stories, tokens] + WORD_PRIOR * ground) / (size[stories] + WORD_PRIOR)
    lifted = np.minimum(np.log(mixed / ground), MOST_LIFT)
    lifted[lifted < LEAST_LIFT] = 0.0
    share, lift = np.zeros(held.shape), np.zeros(held.shape)
    share[stories, tokens], lift[stories, tokens] = mixed, lifted
    return share, lift


def smooth(counts: Floats) -> Floats:
    """Each bin with half of its neighbours, ends kept; same shape, [rows, bins]."""
    wide = np.pad(counts, ((0, 0), (1, 1)), mode="edge")
    return 0.25 * wide[:, :-2] + 0.5 * wide[:, 1:-1] + 0.25 * wide[:, 2:]


def rhythm(bins: Ints) -> Floats:
    """The desk's own time profile, [bins], summing to 1."""
    last = int(bins.max(initial=0)) + 1
    counts = smooth(tally(bins, np.ones(len(bins)), last)[None, :] + 0.5)[0]
    shares: Floats = counts / counts.sum()
    return shares


def products(vectors: Floats) -> Floats:
    """All dot products of the rows, [n, n], rounded to 1e-6: the order of adding is not ours."""
    used = vectors[:, vectors.any(axis=0)]
    return np.round(used @ used.T, 6)
