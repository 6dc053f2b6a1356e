"""Which topic a post is nearest to: damped cosine times recency."""

from math import sqrt

import numpy as np

from streams.core.compiled import inner
from streams.core.topics import entries, lives
from streams.core.topics.best import keep, read, score
from streams.core.topics.settings import (
    CANDIDATES,
    LONE,
    LONE_TERMS,
    QUERY_ENTRIES,
    QUERY_TERMS,
    RECENCY,
)
from streams.core.topics.tables import State
from streams.core.topics.weights import Floats, Ints


@inner
def nearest(
    s: State, terms: Ints, weights: Floats, norm: float, count: int, bar: float, own: int
) -> tuple[int, float]:
    """The nearest topic above the bar and its score, or -1 and the bar.

    `own` is the topic that holds this very post, -1 for none: it is scored without it.
    """
    known, squares, last = _known(s, terms, weights, count)
    if last == 0:
        return -1, bar
    least, best = bar * norm, -1
    query = _query(s, known, squares, last, least)
    rest = 0.0
    for at in range(query, last):
        rest += squares[at]
    rest = sqrt(rest)
    topics, roughs, kept = _candidates(s, known, squares, query, 0.5 * least, own)
    for at in range(kept):
        topic = topics[at]
        if topic == own:
            found, shared = _without(s, terms, weights, count, topic)
        elif roughs[at] + rest <= least:  # it cannot pass (Cauchy-Schwarz)
            continue
        else:
            found, shared = _with(s, known, squares, last, topic)
        if shared == 1 and count > LONE_TERMS:
            found *= LONE
        found *= 1.0 - RECENCY * lives.age(s, topic)
        if found > least:
            least, best = found, topic
    return best, least / norm


@inner
def _known(s: State, terms: Ints, weights: Floats, count: int) -> tuple[Ints, Floats, int]:
    # The terms that stand somewhere, in the same order.
    known, squares, last = np.empty(count, np.int32), np.empty(count), 0
    for at in range(count):
        if terms[at] >= 0 and s.terms[terms[at]].topics:
            known[last], squares[last] = terms[at], weights[at]
            last += 1
    return known, squares, last


@inner
def _query(s: State, known: Ints, squares: Floats, last: int, least: float) -> int:
    # How many of the heaviest terms find candidates; the others only score them. A topic that
    # shares only the lightest cannot pass the bar (Cauchy-Schwarz again).
    tail = least * least
    while last > 1 and tail > squares[last - 1]:
        last -= 1
        tail -= squares[last]
    last = min(last, QUERY_TERMS)
    reach = s.terms[known[0]].topics
    for at in range(1, last):
        reach += s.terms[known[at]].topics
        if reach > QUERY_ENTRIES:
            return at
    return last


@inner
def _candidates(
    s: State, known: Ints, squares: Floats, query: int, least: float, own: int
) -> tuple[Ints, Floats, int]:
    # The best by the query's terms alone, the best first, of equals the younger.
    touched = -1
    for at in range(query):
        touched = score(s, known[at], squares[at], touched)
    topics, roughs, count = np.empty(CANDIDATES, np.int32), np.empty(CANDIDATES), 0
    while touched >= 0:
        topic = touched
        rough, touched = read(s, topic)
        if rough > least or topic == own:
            count = keep(s, topics, roughs, count, topic, rough)
    return topics, roughs, count


@inner
def _with(s: State, known: Ints, squares: Floats, last: int, topic: int) -> tuple[float, int]:
    total, shared = 0.0, 0
    for at in range(last):
        entry = entries.find(s, topic, known[at])
        if entry >= 0:
            total += squares[at] * s.numbers[s.entries[entry].count].power
            shared += 1
    return total / s.topics[topic].norm, shared


@inner
def _without(s: State, terms: Ints, weights: Floats, count: int, topic: int) -> tuple[float, int]:
    if s.topics[topic].size < 2:
        return 0.0, 0
    norm, total, shared = s.topics[topic].norm, 0.0, 0
    square = norm * norm
    for at in range(count):
        entry = entries.find(s, topic, terms[at])
        if entry >= 0:
            held = s.entries[entry].count
            shared += held > 1
            total += weights[at] * s.numbers[held - 1].power
            square -= weights[at] * (s.numbers[held].square - s.numbers[held - 1].square)
    return (total / sqrt(square) if square > 1e-9 else total), shared
