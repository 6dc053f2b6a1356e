"""Which voice tells which story, by its words and its minute."""

from dataclasses import dataclass

import numpy as np

from streams.core.stories.profiles import Desk, Profiles
from streams.core.stories.sparse import Floats, Ints, tally

TIME_WEIGHT, SIZE_WEIGHT, BACKGROUND = 0.5, 0.5, 6.0
LARGE = 10_000
"""Voices of a desk that asks for evidence in full."""
ANYWAY = 0.25
"""The share of it that the smallest desk asks for. The more voices there are, the more often words
meet by chance: the rest grows with their logarithm."""
ABSENT = 4
"""How much it counts against kinship that two stories have their posts at different times."""
LEAST_SHARE, MOST_SHARE = 0.1, 0.5


@dataclass(frozen=True, slots=True)
class Belief:
    """Triples by row: voice `rows[i]` tells `stories[i]` with the chance `share[i]`, and this is
    its `evidence[i]`, a log likelihood ratio against the background. `main` [voices] is the story
    that has more than half of a voice, -1 where none has."""

    rows: Ints
    stories: Ints
    evidence: Floats
    share: Floats
    main: Ints
    count: int

    def sizes(self) -> Floats:
        """Expected voices of each story, [count]."""
        return tally(self.stories, self.share, self.count)

    def kept(self, place: Ints) -> tuple[Ints, Ints, Floats]:
        """(row, story, share) of all but small shares, stories renumbered by `place` (-1: gone)."""
        fit = (self.share >= LEAST_SHARE) & (place[self.stories] >= 0)
        return self.rows[fit], place[self.stories[fit]], self.share[fit]


def believe(desk: Desk, profiles: Profiles, background: float = BACKGROUND) -> Belief:
    """The expectation step of a mixture (Dempster, Laird and Rubin 1977).

    Evidence of a post for a story: the sum of its tokens' lifts there, plus `TIME_WEIGHT` times
    log(the story's share of that minute / the desk's). The prior grows with a story's size to the
    power `SIZE_WEIGHT`; the background wins unless there is evidence of about `background`,
    on smaller desks than `LARGE` of less.
    """
    told = desk.table.said.times(profiles.words.lift.turned())
    rows, stories = told.rows, told.columns.astype(np.int64)
    timely = TIME_WEIGHT * np.log(profiles.when / desk.rhythm)
    evidence = np.round(told.values + timely[stories, desk.bins[rows]], 6)
    voices = len(desk.table.heads)
    prior = SIZE_WEIGHT * np.log((profiles.size + 1.0) / max(1, voices))
    asked = background * (ANYWAY + (1 - ANYWAY) * np.log(max(1, voices)) / np.log(LARGE))
    odds = np.exp(np.minimum(evidence + prior[stories] - asked, 300.0))
    share = np.round(odds / (1.0 + tally(rows, odds, voices))[rows], 6)
    main = np.full(voices, -1, dtype=np.int64)
    most = share > MOST_SHARE
    main[rows[most]] = stories[most]
    return Belief(rows, stories, evidence, share, main, len(profiles.size))


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
    count, own = belief.count, np.zeros(len(belief.main))
    home = belief.main[belief.rows]
    at_home = home == belief.stories
    own[belief.rows[at_home]] = np.maximum(belief.evidence[at_home], 1e-6)
    guest = home >= 0
    found = np.clip(belief.evidence[guest] / own[belief.rows[guest]], 0.0, 1.0)
    cell = home[guest] * count + belief.stories[guest]
    sums = tally(cell, found, count * count).reshape(count, count)
    members = np.bincount(belief.main[belief.main >= 0], minlength=count)
    sizes = belief.sizes()
    return np.where(sizes[:, None] <= sizes, sums / np.maximum(members, 1)[:, None], 0.0)
