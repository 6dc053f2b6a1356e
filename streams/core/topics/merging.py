"""Two topics that grew alike become one."""

from heapq import nlargest
from math import log

from streams.core.topics.index import Index
from streams.core.topics.lives import Lives
from streams.core.topics.settings import (
    DAMPED,
    MERGE_CANDIDATES,
    MERGE_ENTRIES,
    MERGE_RECENCY,
    MERGE_TERMS,
    SIZE_BAR,
)


def bar_of(merge: float, size: int) -> float:
    """How alike two topics must be to merge, when the smaller has `size` posts."""
    return merge * (1.0 + SIZE_BAR * log(1.0 + max(0, size - 2) / 4.0))


def partner(
    index: Index, lives: Lives, topic: int, *, parts: dict[str, float], merge: float
) -> int | None:
    """The most similar topic of at least this one's size, if similar enough.

    `parts` is weight^2 * damped count for each of the topic's terms.
    """
    bar, best, norm = bar_of(merge, index.sizes[topic]), None, index.norms[topic]
    for rough, other in _candidates(index, topic, parts):
        if rough < 0.5 * bar:
            break
        theirs = index.counts[other]
        score = sum([x * DAMPED[theirs[term]] for term, x in parts.items() if term in theirs])
        score *= (1.0 - MERGE_RECENCY * lives.gap(topic, other)) / norm / index.norms[other]
        if score > bar:
            bar, best = score, other
    return best


def _candidates(index: Index, topic: int, parts: dict[str, float]) -> list[tuple[float, int]]:
    scores: dict[int, float] = {}
    get, norms, sizes, entries = scores.get, index.norms, index.sizes, 0
    for part, term in nlargest(MERGE_TERMS, [(x, term) for term, x in parts.items()]):
        posting = index.postings[term]
        entries += len(posting)
        if entries > MERGE_ENTRIES and scores:
            break
        for other, y in posting.items():
            scores[other] = get(other, 0.0) + part * y
    scores.pop(topic, None)
    size, norm = sizes[topic], norms[topic]
    rough = [(s / norms[c] / norm, c) for c, s in scores.items() if sizes[c] >= size]
    return nlargest(MERGE_CANDIDATES, rough)
