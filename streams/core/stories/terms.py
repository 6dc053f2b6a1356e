"""A story's distinguishing tokens and the words that stand for them."""

from collections.abc import Mapping, Sequence

from streams.core.post import Post
from streams.core.stories.spans import spelled

MOST_NAMED = 12


class Terms:
    """The heaviest tokens of a story, their weights as shares of 1; remembers words looked up."""

    def __init__(self, tokens: Sequence[tuple[str, float]], most: int = MOST_NAMED) -> None:
        first = tokens[:most]
        whole = sum(weight for _, weight in first) or 1.0
        self.weights: Mapping[str, float] = {token: weight / whole for token, weight in first}
        self._known: dict[str, str] = {}

    def named(self, words: Sequence[str]) -> float:
        """How much of the weight these words name, each token once, 0 to 1."""
        found = {self.token(word) for word in words}
        return sum(weight for token, weight in self.weights.items() if token in found)

    def token(self, word: str) -> str:
        """The token that a folded word stands for: itself, or the longest stem that starts it."""
        token = self._known.get(word)
        if token is None:
            token = self._known[word] = self._stem(word)
        return token

    def _stem(self, word: str) -> str:
        if word in self.weights:
            return word
        for length in range(len(word) - 1, max(2, len(word) - 5), -1):
            if word[:length] in self.weights:
                return word[:length]
            # Stemmers write a final y as i: "ceremony" is "ceremoni".
            if word[length] == "y" and length == len(word) - 1:
                stem = word[:length] + "i"
                if stem in self.weights:
                    return stem
        return ""


def terms(
    core: Sequence[Post], tokens: Sequence[tuple[str, float]], most: int = 6
) -> tuple[str, ...]:
    """The story's distinguishing tokens as its posts spell them, heaviest first."""
    known = Terms(tokens, 3 * most)
    spellings: dict[str, dict[str, int]] = {}
    for post in core:
        for word, spelling in spelled(post.text):
            token = known.token(word)
            if token:
                counts = spellings.setdefault(token, {})
                counts[spelling] = counts.get(spelling, 0) + 1
    found = dict.fromkeys(_usual(spellings[t]) for t in known.weights if t in spellings)
    return tuple(found)[:most]


def _usual(spellings: Mapping[str, int]) -> str:
    """The commonest spelling, the first in the alphabet among equals."""
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
