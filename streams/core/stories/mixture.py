"""From seeds to stories: grouped by likeness, assigned, joined by kinship, cut by burst."""

from dataclasses import dataclass, replace

import numpy as np

from streams.core.stories.belief import Belief, believe, kinship
from streams.core.stories.grouping import group
from streams.core.stories.profiles import Desk, Profiles
from streams.core.stories.sparse import Floats, Ints
from streams.core.stories.splitting import split

ROUNDS = 3
ALIKE, KIN = 0.5, 0.28
LEAST_VOICES = 6.0
COUNTED = 3.0
"""Evidence that counts a voice in; while stories are formed, more is asked of it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """(row, story, share) triples on the way to a mixture, the number of stories, and for each
    voice the story that has most of it, -1 for none."""

    rows: Ints
    stories: Ints
    shares: Floats
    count: int
    main: Ints


@dataclass(frozen=True, slots=True)
class Mixture:
    """Stories with their profiles, and which voice tells which."""

    profiles: Profiles
    belief: Belief


def form(desk: Desk, rows: Ints, seeds: Ints) -> Profiles:
    """Stories from the (row, seed) pairs of the seeding topics' voices.

    A round: stories that talk alike at the same time are joined; every voice of the desk is
    assigned anew; stories too small are given up; fragments that account for each other's posts
    are joined. `ROUNDS` rounds of it are a short expectation maximisation with merging; then
    stories of several bursts are cut, and what still talks alike is joined a last time.
    """
    none = np.full(len(desk.bins), -1, dtype=np.int64)
    draft = Draft(rows, seeds, np.ones(len(rows)), _count(seeds), none)
    for _ in range(ROUNDS):
        draft = _joined(desk, draft)
    parts = _cut(desk, draft)
    joined = group(parts.profiles.likeness(), parts.profiles.size, ALIKE)
    return _profiles(desk, _draft(parts.belief, joined))


def count_in(desk: Desk, formed: Profiles, step: int = 1) -> Mixture:
    """The voices of a desk that tell stories formed on every `step`-th of them."""
    if step > 1:
        wide = believe(desk, replace(formed, size=formed.size * step))
        formed = _profiles(desk, _draft(wide, np.arange(wide.count)))
    return Mixture(formed, believe(desk, formed, COUNTED))


def _joined(desk: Desk, draft: Draft) -> Draft:
    grown = _profiles(desk, draft)
    joined = group(grown.likeness(), grown.size, ALIKE)
    alike = Draft(draft.rows, joined[draft.stories], draft.shares, _count(joined), draft.main)
    mixture = _settled(desk, alike)
    sizes = mixture.belief.size
    fit = sizes >= LEAST_VOICES
    kin = kinship(mixture.belief, mixture.profiles.overlap())[np.ix_(fit, fit)]
    place = np.full(len(fit), -1, dtype=np.int64)
    place[fit] = group(kin, sizes[fit], KIN)
    return _draft(mixture.belief, place)


def _cut(desk: Desk, draft: Draft) -> Mixture:
    main = split(desk, draft.main, draft.count)
    rows = np.nonzero(main >= 0)[0]
    return _settled(desk, Draft(rows, main[rows], np.ones(len(rows)), _count(main), main))


def _settled(desk: Desk, draft: Draft) -> Mixture:
    profiles = _profiles(desk, draft)
    return Mixture(profiles, believe(desk, profiles))


def _profiles(desk: Desk, draft: Draft) -> Profiles:
    return desk.profiles(draft.rows, draft.stories, draft.shares, draft.count)


def _draft(belief: Belief, place: Ints) -> Draft:
    main = belief.main.copy()
    main[main >= 0] = place[main[main >= 0]]
    return Draft(*belief.kept(place), _count(place), main)


def _count(groups: Ints) -> int:
    return int(groups.max(initial=-1)) + 1
