"""Sparse centroids and the inverted index over them."""

from heapq import nlargest
from math import sqrt
from typing import Any, Self

from streams.core.topics.settings import DAMPED, MOST_COUNT, MOST_TERMS, SQUARED
from streams.core.topics.weights import Posting, Vector, Weights


class Index:
    """Topics as damped term counts, with the posting of each term."""

    def __init__(self, base: float) -> None:
        self.weights = Weights(base)
        self.postings = self.weights.postings
        self.counts: dict[int, dict[str, int]] = {}
        self.norms: dict[int, float] = {}
        self.sizes: dict[int, int] = {}

    def open(self, topic: int) -> None:
        """Begin an empty topic."""
        self.counts[topic], self.norms[topic], self.sizes[topic] = {}, 0.0, 0
        self.weights.topics += 1

    def put(self, post: Vector, topic: int) -> None:
        """Add a post to a topic."""
        counts, postings = self.counts[topic], self.postings
        square = self.norms[topic] ** 2
        self._resize(topic, 1)
        for _, weight, term, stood in post.terms:
            posting = stood
            if not posting and not (posting := postings.get(term)):
                # The posting of a term that is new.
                counts[term] = 1
                square += weight
                posting = postings[term] = Posting()
                posting.total = posting.squares = 1
                posting[topic] = 1.0
                continue
            count = counts.get(term, 0)
            if count < MOST_COUNT:
                square += weight * (SQUARED[count + 1] - SQUARED[count])
                posting.total += 1
                posting.squares += count + count + 1
                counts[term] = count + 1
                posting[topic] = DAMPED[count + 1]
        self.norms[topic] = sqrt(square) or 1e-9
        if len(counts) > 2 * MOST_TERMS:
            self.prune(topic)

    def take(self, post: Vector, topic: int) -> None:
        """Take a post out of a topic that holds others, too."""
        counts, square = self.counts[topic], self.norms[topic] ** 2
        self._resize(topic, -1)
        for _, weight, term, _ in post.terms:
            count = counts.get(term, 0)
            if not count:
                continue
            square -= weight * (SQUARED[count] - SQUARED[count - 1])
            if count > 1:
                posting = self.postings[term]
                posting.total -= 1
                posting.squares -= count + count - 1
                counts[term] = count - 1
                posting[topic] = DAMPED[count - 1]
            else:
                del counts[term]
                self._unpost(term, topic, 1)
        self.norms[topic] = sqrt(square) if square > 1e-9 else 1e-9

    def blend(self, topic: int, into: int) -> None:
        """Add one topic's counts to another's, and end the first."""
        counts, gained, added = self.counts[into], self.counts[topic], self.sizes[topic]
        self.drop(topic)
        self._resize(into, added)
        for term, count in gained.items():
            posting = self.postings.get(term)
            if posting is None:
                posting = self.postings[term] = Posting.empty()
            old = counts.get(term, 0)
            counts[term] = new = min(MOST_COUNT, old + count)
            posting.change(into, old, new)
        if len(counts) > 2 * MOST_TERMS:
            self.prune(into)
        else:
            self.renorm(into)

    def renorm(self, topic: int) -> dict[str, float]:
        """Renew a topic's norm, since weights move; returns each term's part of its square."""
        parts = self.weights.parts(self.counts[topic])
        counts = self.counts[topic]
        self.norms[topic] = sqrt(sum([x * DAMPED[counts[w]] for w, x in parts.items()])) or 1e-9
        return parts

    def prune(self, topic: int) -> None:
        """Keep a topic's MOST_TERMS heaviest terms."""
        counts, weight = self.counts[topic], self.weights.of
        keep = nlargest(MOST_TERMS, counts, key=lambda w: DAMPED[counts[w]] * weight(w))
        self.counts[topic] = {term: counts.pop(term) for term in keep}
        for term, count in counts.items():
            self._unpost(term, topic, count)
        self.renorm(topic)

    def drop(self, topic: int) -> None:
        """End a topic."""
        for term, count in self.counts.pop(topic).items():
            self._unpost(term, topic, count)
        self._resize(topic, -self.sizes[topic])
        self.weights.topics -= 1
        del self.norms[topic], self.sizes[topic]

    def _resize(self, topic: int, by: int) -> None:
        size = self.sizes[topic]
        self.weights.posts += by
        self.weights.squares += (size + by) ** 2 - size**2
        self.sizes[topic] = size + by

    def _unpost(self, term: str, topic: int, count: int) -> None:
        posting = self.postings[term]
        del posting[topic]
        if posting:
            posting.total -= count
            posting.squares -= count * count
        else:
            del self.postings[term]

    def snapshot(self) -> list[list[Any]]:
        """All topics as builtins; postings and sums follow from them."""
        sizes, norms = self.sizes, self.norms
        return [[c, sizes[c], norms[c], dict(counts)] for c, counts in self.counts.items()]

    @classmethod
    def restore(cls, state: list[list[Any]], *, base: float) -> Self:
        """The index of a snapshot."""
        self = cls(base)
        for topic, size, norm, counts in state:
            self.open(topic)
            self._resize(topic, size)
            self.counts[topic], self.norms[topic] = dict(counts), norm
            for term, count in counts.items():
                self.postings.setdefault(term, Posting.empty()).change(topic, 0, count)
        return self
