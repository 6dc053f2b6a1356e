"""What a story is called: the clause of a central post that best reads as a title."""

from collections.abc import Sequence
from typing import NamedTuple

from streams.core.post import Post
from streams.core.stories.cards import Title
from streams.core.stories.readable import readings
from streams.core.stories.shapes import FUNCTION
from streams.core.stories.spans import Span, vocabulary
from streams.core.stories.terms import CENTRAL, Terms

BROKEN = 0.75
"""What a clause is worth that is broken off at a comma."""
EQUAL, SPELLING = 0.9, 0.8
"""Shares of the best score: from the first on clauses are as good, from the second on a clause
may stand for one that says the same."""
SAME = 0.6
"""The share of words from which one clause says what another says."""


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
    """
    found = _clauses(core[:CENTRAL], Terms(core[:CENTRAL], tokens), language)
    if not found:
        return None
    _, _, post, span = _steady(found, core)
    return Title(post.text[span.start : span.end], post.id, post.revision, span.start, span.end)


def _clauses(core: Sequence[Post], terms: Terms, language: str | None) -> list[Clause]:
    """What reads as a title and names something of the story."""
    found: list[Clause] = []
    for place, post in enumerate(core):
        native = language is None or not post.lang or post.lang == language
        worth = 1e6 * (1.0 - 0.5 * place / CENTRAL)
        for span, words, shape in readings(post.text):
            told = terms.named(words)
            if told > 0.0:
                whole = BROKEN if post.text.startswith(",", span.end) else 1.0
                found.append(Clause(native, round(worth * shape * told * whole), post, span))
    return [clause for clause in found if clause.score > 0]


def _steady(found: Sequence[Clause], core: Sequence[Post]) -> Clause:
    """The clause that stays the best while posts come in.

    Scores move from minute to minute. Of those that are as good as the best, the one that most of
    the core says too is taken, and of its spellings the one that was posted first.
    """
    native, best = max(clause[:2] for clause in found)
    near = [c for c in found if c.native == native and c.score >= SPELLING * best]
    said = [vocabulary(post.text) for post in core]
    equal = [c for c in near if c.score >= EQUAL * best]
    chosen = max(equal, key=lambda c: (_support(c.span.words, said), c.score, -c.post.number))
    alike = [c for c in near if _alike(c.span.words, chosen.span.words)]
    return min(alike, key=lambda c: (c.post.time, c.post.number, -c.score))


def _support(words: Sequence[str], said: Sequence[frozenset[str]]) -> int:
    """How many of these posts say most of these words."""
    content = frozenset(words) - FUNCTION
    least = SAME * len(content)
    return sum([len(content & post) >= least for post in said])


def _alike(some: Sequence[str], others: Sequence[str]) -> bool:
    one, other = set(some), set(others)
    return len(one & other) >= SAME * len(one | other)
