"""The few best of many topics, by what they share with some terms."""

from streams.core.compiled import inner
from streams.core.topics.tables import State
from streams.core.topics.weights import Floats, Ints


@inner
def score(s: State, term: int, weight: float, touched: int) -> int:
    """Add a term to the scores of its topics. The topics touched so far hang together by `next`;
    returns the last of them, -1 for none."""
    entry = s.terms[term].first
    while entry >= 0:
        e = s.entries[entry]
        c = s.scores[e.topic]
        if c.sum == 0.0:
            c.next, touched = touched, e.topic
        c.sum += weight * s.numbers[e.count].power
        entry = e.below
    return touched


@inner
def read(s: State, topic: int) -> tuple[float, int]:
    """The score of a touched topic relative to its norm, and the topic touched before it. The
    sum is wiped out."""
    c = s.scores[topic]
    rough = c.sum / s.topics[topic].norm
    c.sum = 0.0
    return rough, c.next


@inner
def keep(s: State, topics: Ints, roughs: Floats, count: int, topic: int, rough: float) -> int:
    """Insert a topic into the best so far, of equals the younger first; how many there are now."""
    at = count
    while at > 0 and (
        roughs[at - 1] < rough
        or (roughs[at - 1] == rough and s.topics[topics[at - 1]].name < s.topics[topic].name)
    ):
        if at < len(topics):
            roughs[at], topics[at] = roughs[at - 1], topics[at - 1]
        at -= 1
    if at < len(topics):
        roughs[at], topics[at] = rough, topic
    return min(count + 1, len(topics))
