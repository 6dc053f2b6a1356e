"""How a story talks and when: token lifts and time profiles, with their likeness."""

from dataclasses import dataclass

import numpy as np

from streams.core.stories.table import Floats, Ints, Table

WORD_PRIOR, TIME_PRIOR = 4.0, 5.0
"""Posts of the background that are mixed into each story's words, and into its times."""
LEAST_LIFT, MOST_LIFT, LEAST_COUNT = 0.7, 4.0, 2.0
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
        return raw / np.maximum(norm, 1e-9)

    def likeness(self) -> Floats:
        """Cosine of the signatures times the overlap in time (Bhattacharyya), [stories, stories]."""
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
        size = np.bincount(stories, shares, minlength=count)
        held = self.table.by_story(rows, stories, shares, count)
        mixed, lift = lifts(held, size, self.background)
        bins = len(self.rhythm)
        cell = stories * bins + self.bins[rows]
        when = smooth(np.bincount(cell, shares, minlength=count * bins).reshape(count, bins))
        when = (when + TIME_PRIOR * self.rhythm) / (
            when.sum(axis=1, keepdims=True) + TIME_PRIOR
        )
        return Profiles(lift, mixed, when, size)


def lifts(held: Floats, size: Floats, background: Floats) -> tuple[Floats, Floats]:
    """Shares and lifts, [stories, tokens], of token counts `held` in stories of `size` voices.

    The background counts as `WORD_PRIOR` voices; what is held less than `LEAST_COUNT` times, or
    lifts less than `LEAST_LIFT`, does not lift at all.
    """
    share = (held + WORD_PRIOR * background) / (size[:, None] + WORD_PRIOR)
    lift = np.minimum(np.log(share / background), MOST_LIFT)
    lift[(lift < LEAST_LIFT) | (held < LEAST_COUNT)] = 0.0
    return share, lift


def smooth(counts: Floats) -> Floats:
    """Each bin with half of its neighbours, ends kept; same shape, [rows, bins]."""
    wide = np.pad(counts, ((0, 0), (1, 1)), mode="edge")
    return 0.25 * wide[:, :-2] + 0.5 * wide[:, 1:-1] + 0.25 * wide[:, 2:]


def rhythm(bins: Ints) -> Floats:
    """The desk's own time profile, [bins], summing to 1."""
    counts = smooth(np.bincount(bins, minlength=1)[None, :] + 0.5)[0]
    return counts / counts.sum()


def products(vectors: Floats) -> Floats:
    """All dot products of the rows, [n, n], rounded to 1e-6: the order of adding is not ours."""
    used = vectors[:, vectors.any(axis=0)]
    return np.round(used @ used.T, 6)
