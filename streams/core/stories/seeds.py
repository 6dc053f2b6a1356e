"""Where stories start: the topics and the words that say most that the desk does not say anyway."""

from collections.abc import Callable

import numpy as np

from streams.core.stories.profiles import LEAST_COUNT, Desk, Lifted, lifts
from streams.core.stories.sparse import Floats, Ints, Sparse

LEAST_VOICES = 3
MOST_SEEDS = 110
MOST_WORDS, LEAST_SAYING, MOST_SAYING = 40, 6, 1 / 3
"""The most words that are seeds, how many voices must say one, and which share of them may."""


def topics_of(desk: Desk, find: Callable[[int], int]) -> Ints:
    """The surviving topic of each voice, [voices]; -1 where it has none."""
    given = np.array([p.topic for p in desk.table.heads], dtype=np.int64)
    names, index = np.unique(given, return_inverse=True)
    survivors = [find(topic) if topic >= 0 else -1 for topic in names.tolist()]
    return np.array(survivors, dtype=np.int64)[index]


def seeds(desk: Desk, topics: Ints) -> tuple[Ints, Ints]:
    """(row, seed) pairs of the voices that stories start from, seeds numbered from 0.

    Seeds are topics, and where these leave places, words: on a slow desk the learner has seen too
    little to bring the posts of a story together, and most stand in topics of their own.
    """
    rows, which, count = _topics(desk, topics)
    more, words = _words(desk, min(MOST_WORDS, MOST_SEEDS - count))
    return np.concatenate((rows, more)), np.concatenate((which, count + words))


def _topics(desk: Desk, topics: Ints) -> tuple[Ints, Ints, int]:
    """Pairs of the weightiest topics, and how many these are.

    A topic weighs its mean lift a post times the root of its voices: what is said in it that is
    not said elsewhere, by how many. Size alone would choose the desk's own words.
    """
    names, index, size = np.unique(topics, return_inverse=True, return_counts=True)
    fit = (size >= LEAST_VOICES) & (names >= 0)
    rows = np.nonzero(fit[index])[0]
    which = (np.cumsum(fit) - 1)[index[rows]]
    found, voices = _lifted(desk, rows, which, int(fit.sum()))
    weight = _weight(found, found.held, voices)
    best = np.lexsort((names[fit], -weight))[:MOST_SEEDS]
    return *_kept(rows, which, best, len(weight)), len(best)


def _words(desk: Desk, room: int) -> tuple[Ints, Ints]:
    """Pairs of the weightiest words: those whose posts have most else in common."""
    said, voices = desk.table.said, len(desk.table.heads)
    saying = np.bincount(said.columns, minlength=said.width)
    fit = (saying >= LEAST_SAYING) & (saying <= MOST_SAYING * voices)
    if room <= 0 or not fit.any():
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    entries, token = fit[said.columns], np.nonzero(fit)[0]
    rows, which = said.rows[entries], (np.cumsum(fit) - 1)[said.columns[entries]]
    found, size = _lifted(desk, rows, which, len(token))
    beside = found.lift.columns != token[found.lift.rows]
    weight = _weight(found, np.where(beside, found.held, 0.0), size)
    return _kept(rows, which, np.lexsort((token, -weight))[:room], len(token))


def _lifted(desk: Desk, rows: Ints, which: Ints, count: int) -> tuple[Lifted, Floats]:
    """What stands out in each of `count` seeds, and their voices, [count]."""
    told = Sparse.of(which, rows, np.ones(len(rows)), (count, len(desk.table.heads)))
    size = np.bincount(which, minlength=count).astype(np.float64)
    return lifts(told.times(desk.table.said, LEAST_COUNT), size, desk.background), size


def _weight(found: Lifted, held: Floats, size: Floats) -> Floats:
    said = found.lift.valued(held * found.lift.values).sums()
    weight: Floats = np.round(said / np.sqrt(np.maximum(size, 1.0)), 6)
    return weight


def _kept(rows: Ints, which: Ints, best: Ints, count: int) -> tuple[Ints, Ints]:
    """The pairs of the best seeds, these numbered in their order."""
    place = np.full(count, -1, dtype=np.int64)
    place[best] = np.arange(len(best))
    kept = place[which] >= 0
    return rows[kept], place[which[kept]]
