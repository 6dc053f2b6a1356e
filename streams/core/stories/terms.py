"""A story's distinguishing tokens and the words that stand for them."""

from collections.abc import Mapping, Sequence

from streams.core.post import Post
from streams.core.stories.spans import spelled

MOST_NAMED = 12
CENTRAL = 25
"""How many of the most typical posts give a story its words."""


class Stems(dict[str, str]):
    """The token that a folded word stands for: itself, or the longest stem that starts it, or
    "" for none. Words are looked up once."""

    def __init__(self, tokens: Mapping[str, float]) -> None:
        super().__init__((token, token) for token in tokens)
        self._tokens = frozenset(tokens)
        self._begin = frozenset(token[:3] for token in tokens)

    def __missing__(self, word: str) -> str:
        self[word] = found = self._stem(word) if word[:3] in self._begin else ""
        return found

    def _stem(self, word: str) -> str:
        # Stemmers write a final y as i: "ceremony" is "ceremoni".
        stems = [word[:-1] + "i"] if word.endswith("y") else []
        stems += [word[:length] for length in range(len(word) - 1, max(2, len(word) - 5), -1)]
        return next((stem for stem in stems if stem in self._tokens), "")


class Terms:
    """The heaviest tokens of a story, their weights as shares of 1."""

    def __init__(self, tokens: Sequence[tuple[str, float]], most: int = MOST_NAMED) -> None:
        first = tokens[:most]
        whole = sum(weight for _, weight in first) or 1.0
        self.weights: Mapping[str, float] = {token: weight / whole for token, weight in first}
        self.stems = Stems(self.weights)

    def named(self, words: Sequence[str]) -> float:
        """How much of the weight these words name, each token once, 0 to 1."""
        stems = self.stems
        found = {stems[word] for word in words}
        found.discard("")
        return (
            sum([self.weights[token] for token in self.weights if token in found]) if found else 0.0
        )


def terms(
    core: Sequence[Post], tokens: Sequence[tuple[str, float]], most: int = 6
) -> tuple[str, ...]:
    """The story's distinguishing tokens as its posts spell them, heaviest first."""
    weights = dict(tokens[: 3 * most])
    stems = Stems(weights)
    spellings: dict[str, dict[str, int]] = {}
    for post in core[:CENTRAL]:
        for word, spelling in spelled(post.text):
            token = stems[word]
            if token:
                counts = spellings.setdefault(token, {})
                counts[spelling] = counts.get(spelling, 0) + 1
    found = dict.fromkeys(_usual(spellings[t]) for t in weights if t in spellings)
    return tuple(found)[:most]


def _usual(spellings: Mapping[str, int]) -> str:
    """The commonest spelling, the first in the alphabet among equals."""
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
