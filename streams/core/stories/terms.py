"""A story's distinguishing tokens and the words that stand for them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from streams.core.post import Post
from streams.core.stories.spans import spelled, vocabulary

MOST_NAMED = 12
CENTRAL = 25
"""How many of the most typical posts give a story its words."""


class Stems(dict[str, str]):
    """Of some folded words, those that stand for a token, with it: itself, or the longest stem
    that starts them. `words` are all of them."""

    def __init__(self, tokens: Mapping[str, float], words: Iterable[str]) -> None:
        super().__init__()
        begin = frozenset(token[:3] for token in tokens)
        for word in [word for word in words if word[:3] in begin]:
            for stem in _beginnings(word):
                if stem in tokens:
                    self[word] = stem
                    break
        self.words = frozenset(self)


@lru_cache(maxsize=1 << 14)
def _beginnings(word: str) -> tuple[str, ...]:
    """The tokens that a folded word may stand for, the likeliest first. Pure.

    >>> _beginnings("ceremony")
    ('ceremony', 'ceremoni', 'ceremon', 'ceremo', 'cerem', 'cere')
    """
    # Stemmers write a final y as i.
    stems = [word[:-1] + "i"] if word.endswith("y") else []
    stems += [word[:length] for length in range(len(word) - 1, max(2, len(word) - 5), -1)]
    return (word, *stems)


class Terms:
    """The heaviest tokens of a story, their weights as shares of 1, and the words of its core
    that stand for them."""

    def __init__(self, core: Sequence[Post], tokens: Sequence[tuple[str, float]]) -> None:
        first = tokens[:MOST_NAMED]
        whole = sum(weight for _, weight in first) or 1.0
        self.weights: Mapping[str, float] = {token: weight / whole for token, weight in first}
        stems = Stems(self.weights, _words(core))
        place = {token: 1 << n for n, token in enumerate(self.weights)}
        self._words = stems.words
        self._bits = {word: place[token] for word, token in stems.items()}
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
    stems = Stems(weights, _words(core[:CENTRAL]))
    spellings: dict[str, dict[str, int]] = {}
    for post in core[:CENTRAL]:
        said = spelled(post.text)
        for word in stems.words & vocabulary(post.text):
            counts = spellings.setdefault(stems[word], {})
            for spelling in said[word]:
                counts[spelling] = counts.get(spelling, 0) + 1
    found = dict.fromkeys(_usual(spellings[t]) for t in weights if t in spellings)
    return tuple(found)[:most]


def _words(core: Sequence[Post]) -> frozenset[str]:
    """All folded words of these posts' clauses."""
    return frozenset().union(*[vocabulary(post.text) for post in core])


def _usual(spellings: Mapping[str, int]) -> str:
    """The commonest spelling, the first in the alphabet among equals."""
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
