"""From seeds to stories: grouped by likeness, assigned, joined by kinship, cut by burst."""

from dataclasses import dataclass, replace

import numpy as np

from streams.core.stories.belief import Belief, believe, kinship
from streams.core.stories.fragments import owners
from streams.core.stories.grouping import group
from streams.core.stories.parting import part
from streams.core.stories.profiles import Desk, Profiles
from streams.core.stories.sparse import Floats, Ints
from streams.core.stories.splitting import split

ROUNDS = 3
ALIKE, KIN = 0.4, 0.25
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
    """Stories with their profiles, which voice tells which, and `kin` [stories, stories], how far
    they account for each other's posts (see `belief.kinship`)."""

    profiles: Profiles
    belief: Belief
    kin: Floats


def form(desk: Desk, rows: Ints, seeds: Ints) -> Profiles:
    """Stories from the (row, seed) pairs of the seeding topics' voices.

    A round: stories that talk alike at the same time are joined; every voice of the desk is
    assigned anew; stories too small are given up; fragments that account for each other's posts
    are joined. `ROUNDS` rounds of it are a short expectation maximisation with merging; then
    stories of several bursts, and two under one name, are cut, and what still talks alike is
    joined a last time.
    """
    none = np.full(len(desk.bins), -1, dtype=np.int64)
    draft = Draft(rows, seeds, np.ones(len(rows)), _count(seeds), none)
    for _ in range(ROUNDS):
        draft = _joined(desk, draft)
    parts, belief = _cut(desk, draft)
    joined = group(parts.likeness(), parts.size, ALIKE)
    return _profiles(desk, _draft(belief, joined))


def count_in(desk: Desk, formed: Profiles, step: int = 1) -> Mixture:
    """The voices of a desk that tell stories formed on every `step`-th of them, those of
    fragments given to their owners."""
    if step > 1:
        wide = believe(desk, replace(formed, size=formed.size * step))
        formed = _profiles(desk, _draft(wide, np.arange(wide.count)))
    belief = believe(desk, formed, COUNTED)
    kin = kinship(belief, formed.overlap())
    owner = owners(belief.size, kin)
    main = np.where(belief.main >= 0, owner[belief.main], -1) if len(owner) else belief.main
    return Mixture(formed, replace(belief, main=main), kin)


def _joined(desk: Desk, draft: Draft) -> Draft:
    grown = _profiles(desk, draft)
    joined = group(grown.likeness(), grown.size, ALIKE)
    alike = Draft(draft.rows, joined[draft.stories], draft.shares, _count(joined), draft.main)
    settled, belief = _settled(desk, alike)
    sizes = belief.size
    fit = sizes >= LEAST_VOICES
    kin = kinship(belief, settled.overlap())[np.ix_(fit, fit)]
    place = np.full(len(fit), -1, dtype=np.int64)
    place[fit] = group(kin, sizes[fit], KIN)
    return _draft(belief, place)


def _cut(desk: Desk, draft: Draft) -> tuple[Profiles, Belief]:
    main = split(desk, draft.main, draft.count)
    main = part(desk, main, max(draft.count, _count(main)))
    rows = np.nonzero(main >= 0)[0]
    return _settled(desk, Draft(rows, main[rows], np.ones(len(rows)), _count(main), main))


def _settled(desk: Desk, draft: Draft) -> tuple[Profiles, Belief]:
    profiles = _profiles(desk, draft)
    return profiles, believe(desk, profiles)


def _profiles(desk: Desk, draft: Draft) -> Profiles:
    return desk.profiles(draft.rows, draft.stories, draft.shares, draft.count)


def _draft(belief: Belief, place: Ints) -> Draft:
    main = belief.main.copy()
    main[main >= 0] = place[main[main >= 0]]
    return Draft(*belief.kept(place), _count(place), main)


def _count(groups: Ints) -> int:
    return int(groups.max(initial=-1)) + 1
