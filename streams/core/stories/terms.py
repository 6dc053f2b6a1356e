"""A story's distinguishing tokens and the words that stand for them."""

from collections.abc import Mapping, Sequence

from streams.core.post import Post
from streams.core.stories.spans import spelled, vocabulary
from streams.core.text import stands_for

MOST_NAMED = 12
CENTRAL = 25
"""How many of the most typical posts give a story its words."""


class Terms:
    """The heaviest tokens of a story, their weights as shares of 1, and the words of its core
    that stand for them."""

    def __init__(self, core: Sequence[Post], tokens: Sequence[tuple[str, float]]) -> None:
        first = tokens[:MOST_NAMED]
        whole = sum(weight for _, weight in first) or 1.0
        self.weights: Mapping[str, float] = {token: weight / whole for token, weight in first}
        place = {token: 1 << n for n, token in enumerate(self.weights)}
        bits = {w: sum({place.get(t, 0) for t in stands_for(w)}) for w in _words(core)}
        self._bits = {word: mark for word, mark in bits.items() if mark}
        self._words = frozenset(self._bits)
        self._sums: dict[int, float] = {0: 0.0}

    def named(self, words: frozenset[str]) -> float:
        """How much of the weight these words of the core name, each token once, 0 to 1."""
        bits = 0
        for word in words & self._words:
            bits |= self._bits[word]
        if bits not in self._sums:
            told = enumerate(self.weights.values())
            self._sums[bits] = sum([weight for n, weight in told if bits >> n & 1])
        return self._sums[bits]


def terms(
    core: Sequence[Post], tokens: Sequence[tuple[str, float]], most: int = 6
) -> tuple[str, ...]:
    """The story's distinguishing tokens as its posts spell them, heaviest first."""
    weights = dict(tokens[: 3 * most])
    words = _words(core[:CENTRAL])
    named = {w: [t for t in stands_for(w) if t in weights] for w in words}
    spellings: dict[str, dict[str, int]] = {}
    for post in core[:CENTRAL]:
        said = spelled(post.text)
        for word in said:
            for token in named[word]:
                counts = spellings.setdefault(token, {})
                for spelling in said[word]:
                    counts[spelling] = counts.get(spelling, 0) + 1
    found = dict.fromkeys(_usual(spellings[t]) for t in weights if t in spellings)
    return tuple(found)[:most]


def _words(core: Sequence[Post]) -> frozenset[str]:
    """All folded words of these posts' clauses."""
    return frozenset().union(*[vocabulary(post.text) for post in core])


def _usual(spellings: Mapping[str, int]) -> str:
    """The commonest spelling, the first in the alphabet among equals; rather "IA" than "l'IA"."""

    def order(spelling: str) -> tuple[bool, int, str]:
        return "'" in spelling or "’" in spelling, -spellings[spelling], spelling

    return min(spellings, key=order)
