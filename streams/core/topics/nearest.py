"""Which topic a post is nearest to: damped cosine times recency."""

from heapq import nlargest
from math import sqrt

from streams.core.topics.index import Index
from streams.core.topics.lives import Lives
from streams.core.topics.settings import (
    CANDIDATES,
    DAMPED,
    LONE,
    LONE_TERMS,
    QUERY_ENTRIES,
    QUERY_TERMS,
    RECENCY,
    SQUARED,
)
from streams.core.topics.weights import Posting, Vector

Known = list[tuple[float, Posting]]


def nearest(
    index: Index, lives: Lives, post: Vector, *, bar: float, own: int | None = None
) -> tuple[int | None, float]:
    """The nearest topic above the bar and its score, or None and the bar.

    `own` is the topic that holds this very post: it is scored without it.
    """
    terms, norm, known = post
    if not known:
        return None, bar
    least, best, lone = bar * norm, None, len(terms) > LONE_TERMS
    query = _query(known, least)
    rest = sqrt(sum([square for square, _ in known[query:]]))
    norms = index.norms
    for rough, topic in _candidates(known[:query], norms, least, own):
        if topic == own:
            score, shared = _without(index, post, topic)
        elif rough + rest <= least:  # it cannot pass (Cauchy-Schwarz)
            continue
        else:
            score, shared = _with(known, topic, norms[topic])
        if score > least:
            if lone and shared == 1:
                score *= LONE
            score *= 1.0 - RECENCY * lives.age(topic)
            if score > least:
                least, best = score, topic
    return best, least / norm


def _query(known: Known, least: float) -> int:
    # How many of the heaviest terms find candidates; the others only score them. A topic that
    # shares only the lightest cannot pass the bar (Cauchy-Schwarz again).
    tail, last = least * least, len(known)
    while last > 1 and tail > known[last - 1][0]:
        last -= 1
        tail -= known[last][0]
    last = min(last, QUERY_TERMS)
    entries = len(known[0][1])
    for number in range(1, last):
        entries += len(known[number][1])
        if entries > QUERY_ENTRIES:
            return number
    return last


def _candidates(
    query: Known, norms: dict[int, float], least: float, own: int | None
) -> list[tuple[float, int]]:
    # The longest posting first: one comprehension, no look-ups.
    longest = max(range(len(query)), key=[len(posting) for _, posting in query].__getitem__)
    query[0], query[longest] = query[longest], query[0]
    square, posting = query[0]
    scores = {topic: square * y for topic, y in posting.items()}
    get = scores.get
    for square, posting in query[1:]:
        for topic, y in posting.items():
            scores[topic] = get(topic, 0.0) + square * y
    least *= 0.5
    found = [(s / norms[c], c) for c, s in scores.items() if s > least * norms[c] or c == own]
    if len(found) > CANDIDATES:
        return nlargest(CANDIDATES, found)
    found.sort(reverse=True)
    return found


def _with(known: Known, topic: int, norm: float) -> tuple[float, int]:
    total, shared = 0.0, 0
    for square, posting in known:
        if topic in posting:
            total += square * posting[topic]
            shared += 1
    return total / norm, shared


def _without(index: Index, post: Vector, topic: int) -> tuple[float, int]:
    if index.sizes[topic] < 2:
        return 0.0, 0
    counts, total, square, shared = index.counts[topic], 0.0, index.norms[topic] ** 2, 0
    for _, weight, term, _ in post.terms:
        count = counts.get(term, 0)
        if count:
            shared += count > 1
            total += weight * DAMPED[count - 1]
            square -= weight * (SQUARED[count] - SQUARED[count - 1])
    return (total / sqrt(square) if square > 1e-9 else total), shared
