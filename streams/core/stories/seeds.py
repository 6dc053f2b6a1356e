"""Where stories start: the learner's topics that say most that the desk does not say anyway."""

from collections.abc import Callable

import numpy as np

from streams.core.stories.profiles import LEAST_COUNT, Desk, lifts
from streams.core.stories.sparse import Floats, Ints, Sparse

LEAST_VOICES = 3
MOST_SEEDS = 110


def topics_of(desk: Desk, find: Callable[[int], int]) -> Ints:
    """The surviving topic of each voice, [voices]; -1 where it has none."""
    given = np.array([p.topic for p in desk.table.heads], dtype=np.int64)
    names, index = np.unique(given, return_inverse=True)
    survivors = [find(topic) if topic >= 0 else -1 for topic in names.tolist()]
    return np.array(survivors, dtype=np.int64)[index]


def seeds(desk: Desk, topics: Ints) -> tuple[Ints, Ints, Ints]:
    """The seeding topics, and (row, seed) pairs of their voices.

    A topic weighs its mean lift a post times the root of its voices: what is said in it that is
    not said elsewhere, by how many. Size alone would choose the desk's own words.
    """
    names, index, size = np.unique(topics, return_inverse=True, return_counts=True)
    fit = (size >= LEAST_VOICES) & (names >= 0)
    number = np.cumsum(fit) - 1
    rows = np.nonzero(fit[index])[0]
    which = number[index[rows]]
    weight = np.round(_evidence(desk, rows, which, int(fit.sum())), 6)
    best = np.lexsort((names[fit], -weight))[:MOST_SEEDS]
    place = np.full(int(fit.sum()), -1)
    place[best] = np.arange(len(best))
    kept = place[which] >= 0
    return names[fit][best], rows[kept], place[which[kept]]


def _evidence(desk: Desk, rows: Ints, which: Ints, count: int) -> Floats:
    told = Sparse.of(which, rows, np.ones(len(rows)), (count, len(desk.table.heads)))
    size = np.bincount(which, minlength=count).astype(np.float64)
    found = lifts(told.times(desk.table.said, LEAST_COUNT), size, desk.background)
    said = found.lift.valued(found.held * found.lift.values).sums()
    evidence: Floats = said / np.sqrt(np.maximum(size, 1.0))
    return evidence
