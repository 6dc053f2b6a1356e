"""Which voice tells which story, by its words and its minute."""

from dataclasses import dataclass

import numpy as np

from streams.core.stories.kernels import shared, timed
from streams.core.stories.profiles import Desk, Profiles
from streams.core.stories.sparse import Floats, Ints, Sparse, tally

TIME_WEIGHT, SIZE_WEIGHT, BACKGROUND = 0.5, 0.5, 6.0
LEAST_SHARE, MOST_SHARE = 0.1, 0.5


@dataclass(frozen=True, slots=True)
class Belief:
    """Entries [voices, stories]: `share` is the chance that a voice tells a story. `main` [voices]
    is the story that has more than half of a voice, -1 where none has. `found` [i, j] is the
    evidence that j finds for the voices whose main story is i, summed as shares of what i finds."""

    share: Sparse
    main: Ints
    found: Floats

    @property
    def count(self) -> int:
        """How many stories."""
        return self.share.width

    def sizes(self) -> Floats:
        """Expected voices of each story, [count]."""
        return tally(self.share.columns, self.share.values, self.count)

    def kept(self, place: Ints) -> tuple[Ints, Ints, Floats]:
        """(row, story, share) of all but small shares, stories renumbered by `place` (-1: gone)."""
        few = self.share.only(self.share.values >= LEAST_SHARE)
        stories = place[few.columns]
        fit = stories >= 0
        return few.rows[fit], stories[fit], few.values[fit]


def believe(desk: Desk, profiles: Profiles, background: float = BACKGROUND) -> Belief:
    """The expectation step of a mixture (Dempster, Laird and Rubin 1977).

    Evidence of a post for a story, a log likelihood ratio against the background: the sum of its
    tokens' lifts there, plus `TIME_WEIGHT` times log(the story's share of that minute / the
    desk's). The prior grows with a story's size to the power `SIZE_WEIGHT`; the background wins
    unless there is evidence of about `background`.
    """
    told = desk.table.said.times(profiles.words.lift.turned())
    timely = TIME_WEIGHT * np.log(profiles.when / desk.rhythm)
    prior = SIZE_WEIGHT * np.log((profiles.size + 1.0) / max(1, told.height))
    odds = np.exp(timed(told.parts, timely, desk.bins, prior - background))
    share, main, found = shared(told.parts, odds, told.width, MOST_SHARE)
    return Belief(told.valued(share), main, found)


def kinship(belief: Belief, overlap: Floats) -> Floats:
    """How far one story's words account for another's posts, at the same time; [count, count].

    Fragments of one event may share few words and still be one: what matters is how much of the
    evidence of the smaller one's posts the larger one finds as well, times overlap in time squared.
    """
    mean = contained(belief)
    return np.round(np.maximum(mean, mean.T) * overlap**2, 6)


def contained(belief: Belief) -> Floats:
    """[i, j]: the share of the evidence for i's posts that j finds as well, j no smaller than i."""
    members = np.bincount(belief.main[belief.main >= 0], minlength=belief.count)
    sizes = belief.sizes()
    mean = belief.found / np.maximum(members, 1)[:, None]
    return np.where(sizes[:, None] <= sizes, mean, 0.0)
