"""Which posts are most typical of a story."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from streams.core.post import Post
from streams.core.stories.profiles import MOST_LIFT, Desk, Profiles
from streams.core.stories.sparse import Floats, Ints, Sparse, tally

MOST = 40
LEAST, TYPICAL = 12, 0.9
"""A core's first posts, and how typical against their mean the others must be."""
MOST_OF_AUTHOR = 3
LENGTH_PRIOR = 1.0
BLOCK = 4_096
"""Voices that are measured at once."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Voices as vectors in words that the desk does not say anyway: `rarity` [tokens] weighs
    them, `lengths` [voices] are their Euclidean lengths."""

    said: Sparse
    rarity: Floats
    lengths: Floats

    @classmethod
    def of(cls, desk: Desk) -> "Measure":
        """The measure of a desk."""
        said, rarity = desk.table.said, np.minimum(-np.log(desk.background.shares), MOST_LIFT)
        squares = rarity[said.columns]
        squares *= said.values
        squares *= squares
        return cls(said, rarity, np.sqrt(said.valued(squares).sums()))

    def typicality(self, profiles: Profiles, main: Ints) -> Floats:
        """Cosine of each voice with the signature of its `main` story, [voices], 0 to 1.

        A long post that says much else is less typical than a short one that says only this;
        `LENGTH_PRIOR` keeps posts of one word from the front.
        """
        signature = profiles.signature()
        weighed = signature.valued(signature.values * self.rarity[signature.columns])
        cells = weighed.full()
        cosine = np.zeros(len(main))
        for begin in range(0, len(main), BLOCK):
            mine = main[begin : begin + BLOCK]
            some = self.said.part(begin, begin + BLOCK)
            told = some.only((mine >= 0)[some.rows])
            alike = told.values * cells[mine[told.rows], told.columns]
            cosine[begin : begin + BLOCK] = told.valued(alike).sums()
        return np.round(cosine / (self.lengths + LENGTH_PRIOR), 6)

    def coherence(self, rows: Ints) -> float:
        """Mean cosine of any two of these voices, 0 to 1."""
        count = len(rows)
        if count < 2:
            return 0.0
        words, told = zip(*[self.said.row(row) for row in rows.tolist()], strict=True)
        unit = np.repeat(1.0 / (self.lengths[rows] + 1e-9), [len(w) for w in words])
        columns = np.concatenate(words)
        sums = tally(columns, np.concatenate(told) * unit, len(self.rarity))
        own = float(((sums * self.rarity) ** 2).sum())
        return round(max(0.0, own - count) / (count * (count - 1)), 6)


def concentration(rows: Ints, voices: int) -> float:
    """1 - the share of the desk's voices between a story's quartiles in time, 0 to 1.

    Chatter goes on all day, an event has its hour; measured in the desk's own time, so that a busy
    hour is no event. `rows` in the order of time, of `voices` in all.
    """
    early, late = rows[len(rows) // 4], rows[3 * len(rows) // 4]
    return round(1.0 - float(late - early) / max(1, voices), 6)


def core(ranked: Sequence[tuple[Post, float]]) -> tuple[Post, ...]:
    """The at most `MOST` first of these voices, given most typical first with their typicality.

    Few of one author; after the first `LEAST` only what is nearly as typical as they are.
    """
    chosen: list[Post] = []
    said: dict[str, int] = {}
    best = 0.0
    for post, typical in ranked:
        if post.author and said.get(post.author, 0) >= MOST_OF_AUTHOR:
            continue
        if len(chosen) == MOST or (len(chosen) >= LEAST and typical < TYPICAL * best / LEAST):
            break
        said[post.author] = said.get(post.author, 0) + 1
        best += typical if len(chosen) < LEAST else 0.0
        chosen.append(post)
    return tuple(chosen)
