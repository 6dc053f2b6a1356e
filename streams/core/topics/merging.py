"""Two topics that grew alike become one."""

from math import log

import numpy as np

from streams.core.compiled import inner
from streams.core.topics import entries, lives
from streams.core.topics.best import keep, read, score
from streams.core.topics.settings import (
    MERGE_CANDIDATES,
    MERGE_ENTRIES,
    MERGE_RECENCY,
    MERGE_TERMS,
    SIZE_BAR,
)
from streams.core.topics.tables import State
from streams.core.topics.weights import Floats, Ints


@inner
def bar_of(merge: float, size: int) -> float:
    """How alike two topics must be to merge, when the smaller has `size` posts."""
    return merge * (1.0 + SIZE_BAR * log(1.0 + max(0, size - 2) / 4.0))


@inner
def partner(s: State, topic: int, rows: Ints, squares: Floats, merge: float) -> int:
    """The most similar topic of at least this one's size, -1 if none is similar enough.

    `rows` are the topic's entries, `squares` their weight^2 * damped count.
    """
    bar, best, norm = bar_of(merge, s.topics[topic].size), -1, s.topics[topic].norm
    others, roughs, count = _candidates(s, topic, rows, squares)
    for at in range(count):
        if roughs[at] < 0.5 * bar:
            break
        other, score = others[at], 0.0
        for part in range(len(rows)):
            entry = entries.find(s, other, s.links[rows[part]].term)
            if entry >= 0:
                score += squares[part] * s.numbers[s.entries[entry].count].power
        score *= (1.0 - MERGE_RECENCY * lives.gap(s, topic, other)) / norm
        score /= s.topics[other].norm
        if score > bar:
            bar, best = score, other
    return best


@inner
def _candidates(s: State, topic: int, rows: Ints, squares: Floats) -> tuple[Ints, Floats, int]:
    touched, reach = -1, 0
    for part in np.argsort(-squares, kind="mergesort")[:MERGE_TERMS]:
        term = s.links[rows[part]].term
        reach += s.terms[term].topics
        if reach > MERGE_ENTRIES and touched >= 0:
            break
        touched = score(s, term, squares[part], touched)
    others, roughs = np.empty(MERGE_CANDIDATES, np.int32), np.empty(MERGE_CANDIDATES)
    count, c = 0, s.topics[topic]
    while touched >= 0:
        other = touched
        rough, touched = read(s, other)
        rough /= c.norm
        if other != topic and s.topics[other].size >= c.size:
            count = keep(s, others, roughs, count, other, rough)
    return others, roughs, count
