"""What a story is called: the clause of a central post that best reads as a title."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from streams.core.post import Post
from streams.core.stories.cards import Title
from streams.core.stories.readable import readable
from streams.core.stories.spans import Span, spans, spelled

CENTRAL = 25
"""How many of the most typical posts may give the title."""
BROKEN = 0.75
"""What a clause is worth that is broken off at a comma."""
NEAR = .8
"""Clauses that score at least this share of the best could all be the title."""


class Clause(NamedTuple):
    """A candidate: whether it is in the reader's language, its score, its post, its place in it."""

    native: bool
    score: int
    post: Post
    span: Span


def title(
    core: Sequence[Post], tokens: Sequence[tuple[str, float]], language: str | None = None
) -> Title | None:
    """The best title that the core holds, None when no clause of it reads as one.

    A clause scores by how much of the story's distinguishing weight it names, by how it reads
    (`readable`), and by its post's place in the core. Clauses in `language` go before others.
    Of those `NEAR` the best the one that was posted first is taken: scores move from minute to
    minute, the first post stays the first, and so does the title.
    """
    found = _clauses(core[:CENTRAL], weigh(tokens), language)
    if not found:
        return None
    native, best, _, _ = max(found, key=lambda clause: clause[:2])
    near = [c for c in found if c.native == native and c.score >= NEAR * best]
    _, _, post, span = min(near, key=lambda c: (c.post.time, c.post.number, -c.score))
    return Title(post.text[span.start : span.end], post.id, post.revision, span.start, span.end)


def _clauses(
    core: Sequence[Post], weights: Mapping[str, float], language: str | None
) -> list[Clause]:
    """What reads as a title and names something of the story."""
    found: list[Clause] = []
    known: dict[str, str] = {}
    for place, post in enumerate(core):
        native = language is None or not post.lang or post.lang == language
        worth = 1e6 * (1.0 - 0.5 * place / CENTRAL)
        for span in spans(post.text):
            told = named(weights, span.words, known)
            if not told:
                continue
            shape = readable(post.text[span.start : span.end], span.words, span.spelled)
            whole = BROKEN if post.text.startswith(",", span.end) else 1.0
            score = round(worth * shape * told * whole)
            if score > 0:
                found.append(Clause(native, score, post, span))
    return found


def weigh(tokens: Sequence[tuple[str, float]]) -> dict[str, float]:
    """The story's twelve heaviest tokens, their weights as shares of 1."""
    first = tokens[:12]
    whole = sum(weight for _, weight in first) or 1.0
    return {token: weight / whole for token, weight in first}


def named(weights: Mapping[str, float], words: Sequence[str], known: dict[str, str]) -> float:
    """How much these words name, each token once; `known` keeps the tokens of words."""
    found = {_known(weights, word, known) for word in words}
    return sum(weight for token, weight in weights.items() if token in found)


def _known(weights: Mapping[str, float], word: str, known: dict[str, str]) -> str:
    token = known.get(word)
    if token is None:
        token = known[word] = token_of(weights, word)
    return token


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
    known: dict[str, str] = {}
    spellings: dict[str, dict[str, int]] = {}
    for post in core:
        for word, spelling in spelled(post.text):
            token = _known(weights, word, known)
            if token:
                counts = spellings.setdefault(token, {})
                counts[spelling] = counts.get(spelling, 0) + 1
    found = dict.fromkeys(_usual(spellings[t]) for t in weights if t in spellings)
    return tuple(found)[:most]


def _usual(spellings: Mapping[str, int]) -> str:
    """The commonest spelling, the first in the alphabet among equals."""
    return min(spellings, key=lambda spelled: (-spellings[spelled], spelled))
