"""What a story is called: the clause of a central post that best reads as a title."""

from collections.abc import Mapping, Sequence

from streams.core.post import Post
from streams.core.stories.cards import Title
from streams.core.stories.readable import readable
from streams.core.stories.spans import Span, spans

CENTRAL = 25
"""How many of the most typical posts may give the title."""
BROKEN = 0.75
"""What a clause is worth that is broken off at a comma."""


def title(
    core: Sequence[Post], tokens: Sequence[tuple[str, float]], language: str | None = None
) -> Title | None:
    """The best title that the core holds, None when no clause of it reads as one.

    A clause scores by how much of the story's distinguishing weight it names, by how it reads
    (`readable`), and by its post's place in the core. Clauses in `language` go before others.
    """
    weights = weigh(tokens)
    best: tuple[int, int, int, Post, Span] | None = None
    for place, post in enumerate(core[:CENTRAL]):
        native = int(language is None or not post.lang or post.lang == language)
        for span in spans(post.text):
            shape = readable(post.text[span.start : span.end], span.words, span.spelled)
            if shape <= 0.0:
                continue
            told = sum(named(weights, span.words).values())
            whole = BROKEN if post.text.startswith(",", span.end) else 1.0
            score = round(1e6 * shape * told * whole * (1.0 - 0.5 * place / CENTRAL))
            key = (native, score, -place, post, span)
            if score > 0 and (best is None or key[:3] > best[:3]):
                best = key
    if best is None:
        return None
    _, _, _, post, span = best
    text = post.text[span.start : span.end]
    return Title(text, post.id, post.revision, span.start, span.end)


def weigh(tokens: Sequence[tuple[str, float]]) -> dict[str, float]:
    """The story's twelve heaviest tokens, their weights as shares of 1."""
    first = tokens[:12]
    whole = sum(weight for _, weight in first) or 1.0
    return {token: weight / whole for token, weight in first}


def named(weights: Mapping[str, float], words: Sequence[str]) -> dict[str, float]:
    """Which of the tokens these words stand for, each once, with its weight."""
    found: dict[str, float] = {}
    for word in words:
        token = token_of(weights, word)
        if token:
            found[token] = weights[token]
    return found


def token_of(weights: Mapping[str, float], word: str) -> str:
    """The token that a folded word stands for: itself, or the longest stem that starts it."""
    if word in weights:
        return word
    for length in range(len(word) - 1, max(2, len(word) - 5), -1):
        if word[:length] in weights:
            return word[:length]
        # Stemmers write a final y as i: "ceremony" is "ceremoni".
        if word[length] == "y" and length == len(word) - 1 and word[:length] + "i" in weights:
            return word[:length] + "i"
    return ""


def terms(
    core: Sequence[Post], tokens: Sequence[tuple[str, float]], most: int = 6
) -> tuple[str, ...]:
    """The story's distinguishing tokens as its posts spell them, heaviest first."""
    weights = dict(tokens[: 3 * most])
    spellings: dict[str, dict[str, int]] = {}
    for post in core:
        for span in spans(post.text):
            for word, spelled in zip(span.words, span.spelled, strict=True):
                token = token_of(weights, word)
                if token:
                    counts = spellings.setdefault(token, {})
                    counts[spelled] = counts.get(spelled, 0) + 1
    found = dict.fromkeys(_usual(spellings[t]) for t in weights if t in spellings)
    return tuple(found)[:most]


def _usual(spellings: Mapping[str, int]) -> str:
    """The commonest spelling, the first in the alphabet among equals."""
    return min(spellings, key=lambda spelled: (-spellings[spelled], spelled))
