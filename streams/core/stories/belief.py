"""Which voice tells which story, by its words and its minute."""

from dataclasses import dataclass

import numpy as np

from streams.core.stories.kernels import shared, weighed
from streams.core.stories.profiles import Desk, Profiles
from streams.core.stories.sparse import Floats, Ints

TIME_WEIGHT, SIZE_WEIGHT, BACKGROUND = 0.5, 0.5, 6.0
LARGE = 10_000
"""Voices of a desk that asks for evidence in full."""
ANYWAY = 0.25
"""The share of it that the smallest desk asks for. The more voices there are, the more often words
meet by chance: the rest grows with their logarithm."""
ABSENT = 4
"""How much it counts against kinship that two stories have their posts at different times."""
LEAST_SHARE, MOST_SHARE = 0.1, 0.5
BLOCK = 4_096
"""Voices that are weighed at once: most of the evidence is small and soon left out. Sums run on
from block to block."""


@dataclass(frozen=True, slots=True)
class Belief:
    """Triples by row: voice `rows[i]` tells `stories[i]` with the chance `share[i]`; small chances
    are left out, but count in `size` [stories], the expected voices of each story. `main` [voices]
    is the story that has more than half of a voice, -1 where none has. `found` [i, j] is the
    evidence that j finds for the voices whose main story is i, summed as shares of what i finds."""

    rows: Ints
    stories: Ints
    share: Floats
    size: Floats
    main: Ints
    found: Floats

    @property
    def count(self) -> int:
        """How many stories."""
        return len(self.size)

    def kept(self, place: Ints) -> tuple[Ints, Ints, Floats]:
        """(row, story, share), stories renumbered by `place` (-1: gone)."""
        stories = place[self.stories]
        fit = stories >= 0
        return self.rows[fit], stories[fit], self.share[fit]


def believe(desk: Desk, profiles: Profiles, background: float = BACKGROUND) -> Belief:
    """The expectation step of a mixture (Dempster, Laird and Rubin 1977).

    Evidence of a post for a story, a log likelihood ratio against the background: the sum of its
    tokens' lifts there, plus `TIME_WEIGHT` times log(the story's share of that minute / the
    desk's). The prior grows with a story's size to the power `SIZE_WEIGHT`; the background wins
    unless there is evidence of about `background`, on smaller desks than `LARGE` of less.
    """
    said, lift = desk.table.said, profiles.words.lift.turned()
    timely = TIME_WEIGHT * np.log(profiles.when / desk.rhythm)
    voices = max(1, said.height)
    prior = SIZE_WEIGHT * np.log((profiles.size + 1.0) / voices) - asked(voices, background)
    size, found = np.zeros(len(prior)), np.zeros((len(prior), len(prior)))
    told, main = [], []
    for begin in range(0, voices, BLOCK):
        block = said.first[begin : begin + BLOCK + 1], said.columns, said.values
        bins = desk.bins[begin : begin + BLOCK]
        evidence, odds = weighed(block, lift.parts, timely, bins, prior)
        np.exp(odds, out=odds)
        (rows, *kept), most = shared(evidence, odds, size, found, LEAST_SHARE, MOST_SHARE)
        told.append((rows + begin, *kept))
        main.append(most)
    rows, stories, share = map(np.concatenate, zip(*told, strict=True))
    return Belief(rows, stories, share, size, np.concatenate(main), found)


def asked(voices: int, background: float = BACKGROUND) -> float:
    """The evidence that a desk of so many voices (1 and more) asks for: `background` where it is
    `LARGE`.

    >>> round(asked(1), 2), round(asked(100), 2), round(asked(LARGE), 2)
    (1.5, 3.75, 6.0)
    """
    return float(background * (ANYWAY + (1 - ANYWAY) * np.log(voices) / np.log(LARGE)))


def kinship(belief: Belief, overlap: Floats) -> Floats:
    """How far one story's words account for another's posts, at the same time; [count, count].

    Fragments of one event may share few words and still be one: what matters is how much of the
    evidence of the smaller one's posts the larger one finds as well, times a power of the overlap
    in time.
    """
    mean = contained(belief)
    return np.round(np.maximum(mean, mean.T) * overlap**ABSENT, 6)


def contained(belief: Belief) -> Floats:
    """[i, j]: the share of the evidence for i's posts that j finds as well, j no smaller than i."""
    members = np.bincount(belief.main[belief.main >= 0], minlength=belief.count)
    sizes = belief.size
    mean = belief.found / np.maximum(members, 1)[:, None]
    return np.where(sizes[:, None] <= sizes, mean, 0.0)
