"""What a term says: how few topics hold it, and whether posts that share it share a topic."""

from collections.abc import Iterable
from math import log, sqrt
from typing import NamedTuple

from streams.core.topics.settings import DAMPED, LN, MOST_POST_TERMS, SPREAD


class Posting(dict[int, float]):
    """The topics that hold a term, with the damped count; and the counts' sum and square sum."""

    __slots__ = ("squares", "total")
    total: int
    squares: int

    @classmethod
    def empty(cls) -> "Posting":
        """A posting of no topic."""
        self = cls()
        self.total = self.squares = 0
        return self

    def change(self, topic: int, old: int, new: int) -> None:
        """The topic's count went from old to new (more than 0)."""
        self.total += new - old
        self.squares += new * new - old * old
        self[topic] = DAMPED[new]


Term = tuple[float, float, str, Posting | None]
"""One term of a post: its weight, the square of that, itself, and where it stands."""


class Vector(NamedTuple):
    """A post as weighted terms, heaviest first; its norm; squared weights and postings of those
    of its terms that stand somewhere, in the same order."""

    terms: list[Term]
    norm: float
    known: list[tuple[float, Posting]]


class Weights:
    """Weights of terms, read off the index: nothing is kept per document.

    Two random posts are of one topic with probability q = sum(size^2) / sum(size)^2; two that
    hold a term w, with q_w = sum(count_w^2) / sum(count_w)^2 over topics. q / q_w is the term's
    spread: about 1 for the words of the whole desk, near 0 for those of one story, however large.

        weight(w) = ln((K + 1) / topics that hold w) + base * max(0, 1 - spread / SPREAD)
    """

    def __init__(self, base: float) -> None:
        self.base = base
        self.postings: dict[str, Posting] = {}
        self.topics = 0
        self.posts = 0
        self.squares = 0

    def _line(self) -> tuple[float, float]:
        # The weight is the first less ln(topics), less the second times total^2 / squares.
        slope = self.base * self.squares / (SPREAD * self.posts**2) if self.posts else 0.0
        return self.base + log(self.topics + 1), slope

    def of(self, term: str) -> float:
        """The weight of one term, 0 and more."""
        top, slope = self._line()
        posting = self.postings.get(term)
        if posting is None:
            return top
        lost = slope * posting.total**2 / posting.squares
        return top - LN[len(posting)] - min(self.base, lost)

    def share(self, term: str) -> float:
        """The share of all posts of living topics that hold the term, 0 to 1."""
        posting = self.postings.get(term)
        return posting.total / self.posts if posting else 0.0

    def vector(self, terms: Iterable[str]) -> Vector:
        """The MOST_POST_TERMS heaviest of a post's distinct terms, with their weights."""
        top, slope = self._line()
        get, base, bare, fresh = self.postings.get, self.base, top - self.base, top * top
        found: list[Term] = []
        for term in terms:
            posting = get(term)
            if posting is None:
                found.append((top, fresh, term, None))
            else:
                total = posting.total
                lost = slope * total * total / posting.squares
                weight = (top - lost if lost < base else bare) - LN[len(posting)]
                found.append((weight, weight * weight, term, posting))
        # Terms differ, so postings are never compared; and sums do not depend on the post's order.
        found.sort(reverse=True)
        del found[MOST_POST_TERMS:]
        norm = sqrt(sum([term[1] for term in found])) or 1.0
        return Vector(found, norm, [(term[1], term[3]) for term in found if term[3]])

    def parts(self, counts: dict[str, int]) -> dict[str, float]:
        """weight^2 * damped count for each term of a topic."""
        top, slope = self._line()
        base, bare, postings = self.base, top - self.base, self.postings
        parts = {}
        for term, count in counts.items():
            posting = postings[term]
            total = posting.total
            lost = slope * total * total / posting.squares
            weight = (top - lost if lost < base else bare) - LN[len(posting)]
            parts[term] = weight * weight * DAMPED[count]
        return parts
