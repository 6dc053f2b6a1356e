"""What a term says: how few topics hold it, and whether posts that share it share a topic.

Two random posts are of one topic with probability q = sum(size^2) / sum(size)^2; two that hold a
term w, with q_w = sum(count_w^2) / sum(count_w)^2 over topics. q / q_w is the term's spread: about
1 for the words of the whole desk, near 0 for those of one story, however large.

    weight(w) = ln((K + 1) / topics that hold w) + base * max(0, 1 - spread / SPREAD)

Weights are read off the entries: nothing is kept per document.
"""

from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from streams.core.compiled import inner
from streams.core.topics.settings import MOST_POST_TERMS, SPREAD
from streams.core.topics.tables import State

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]


@inner
def line(s: State, base: float) -> tuple[float, float]:
    """A weight is the first less ln(topics), less the second times total^2 / squares."""
    h = s.head[0]
    slope = base * h.squares / (SPREAD * h.posts * h.posts) if h.posts else 0.0
    return base + log(h.topics + 1.0), slope


@inner
def weight(s: State, term: int, top: float, slope: float, base: float) -> float:
    """The weight of one term, 0 and more; `top` for one that no topic holds."""
    w = s.terms[term]
    if w.topics == 0:
        return top
    lost = slope * w.total * w.total / w.squares
    return top - min(base, lost) - s.numbers[w.topics].log


@inner
def vector(s: State, terms: Ints, base: float) -> tuple[Ints, Floats, float, int]:
    """The MOST_POST_TERMS heaviest of a post's distinct terms (-1: one that nobody knows).

    Returns the terms, the heaviest first, equals in the post's order; their squared weights, the
    vector's norm, and how many terms there are.
    """
    top, slope = line(s, base)
    best, weights = np.empty(MOST_POST_TERMS, np.int32), np.empty(MOST_POST_TERMS)
    count = 0
    for term in terms:
        w = top if term < 0 else weight(s, term, top, slope, base)
        if count == MOST_POST_TERMS and weights[count - 1] >= w:
            continue
        at = min(count, MOST_POST_TERMS - 1)
        while at > 0 and weights[at - 1] < w:
            weights[at], best[at] = weights[at - 1], best[at - 1]
            at -= 1
        weights[at], best[at] = w, term
        count = min(count + 1, MOST_POST_TERMS)
    total = 0.0
    for at in range(count):
        weights[at] *= weights[at]
        total += weights[at]
    return best, weights, sqrt(total) if total > 0.0 else 1.0, count


@inner
def parts(s: State, topic: int, base: float) -> tuple[Ints, Floats]:
    """A topic's entries in order, and weight^2 * damped count of each."""
    top, slope = line(s, base)
    count = s.topics[topic].terms
    rows, squares = np.empty(count, np.int32), np.empty(count)
    entry = s.topics[topic].first
    for at in range(count):
        link = s.links[entry]
        w = weight(s, link.term, top, slope, base)
        rows[at], squares[at] = entry, w * w * s.numbers[s.entries[entry].count].power
        entry = link.after
    return rows, squares
