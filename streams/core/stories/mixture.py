"""From seeds to stories: grouped by likeness, assigned, joined by kinship, and again."""

from dataclasses import dataclass

import numpy as np

from streams.core.stories.belief import Belief, believe, kinship
from streams.core.stories.grouping import group
from streams.core.stories.profiles import Desk, Profiles
from streams.core.stories.splitting import split
from streams.core.stories.table import Ints

ROUNDS = 3
ALIKE, KIN = 0.35, 0.28
LEAST_VOICES = 6.0
SPLITS, JOIN, JOIN_POW = 1, 0.35, 1.0


@dataclass(frozen=True, slots=True)
class Mixture:
    """Stories with their profiles, and which voice tells which."""

    profiles: Profiles
    belief: Belief


def mix(desk: Desk, rows: Ints, seeds: Ints) -> Mixture:
    """Stories from the (row, seed) pairs of the seeding topics' voices.

    A round: stories that talk alike at the same time are joined; every voice of the desk is
    assigned anew; stories too small are given up; fragments that account for each other's posts
    are joined. `ROUNDS` rounds of it are a short expectation maximisation with merging.
    """
    stories, shares = seeds, np.ones(len(rows))
    count = int(seeds.max(initial=-1)) + 1
    for _ in range(ROUNDS):
        grown = desk.profiles(rows, stories, shares, count)
        joined = group(grown.likeness(), grown.size, ALIKE)
        profiles = desk.profiles(rows, joined[stories], shares, _count(joined))
        belief = believe(desk, profiles)
        fit = belief.sizes() >= LEAST_VOICES
        kin = kinship(belief, profiles.overlap())[np.ix_(fit, fit)]
        told = group(kin, belief.sizes()[fit], KIN)
        place = np.full(len(fit), -1, dtype=np.int64)
        place[fit] = told
        count = _count(told)
        rows, stories, shares = belief.kept(place)
    profiles = desk.profiles(rows, stories, shares, count)
    belief = believe(desk, profiles)
    for _ in range(SPLITS):
        main = split(desk, belief)
        count = int(main.max(initial=-1)) + 1
        rows = np.nonzero(main >= 0)[0]
        profiles = desk.profiles(rows, main[rows], np.ones(len(rows)), count)
        belief = believe(desk, profiles)
        joined = group(profiles.words() * profiles.overlap() ** JOIN_POW, profiles.size, JOIN)
        rows, stories, shares = belief.kept(joined)
        profiles = desk.profiles(rows, stories, shares, _count(joined))
        belief = believe(desk, profiles)
    return Mixture(profiles, belief)


def _count(groups: Ints) -> int:
    return int(groups.max(initial=-1)) + 1
