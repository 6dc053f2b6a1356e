"""Choosing what else is cited: other people's sentences, unlike each other, most typical first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, islice
from typing import NamedTuple

from schemas.editions import Language
from streams.core.post import Post
from streams.core.writing.fitness import faults, printable
from streams.core.writing.likeness import repeats
from streams.core.writing.spans import Piece, Span, runs
from streams.core.writing.tongues import base

LEAST, MOST = 40, 170
ENOUGH = 6
"""With so many spans in the edition's language, a story cites no other."""
_FACT = re.compile(r"(?<=\s)\d|(?<=[a-zà-ÿ,] )[A-ZÀ-Ý]\w+")


@dataclass
class Said:
    """What a page has said so far, and who was heard: nothing and nobody twice."""

    texts: list[str] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    turns: dict[str, int] = field(default_factory=dict)
    tongues: set[str] = field(default_factory=set)
    """Languages that the story at hand has cited."""
    mixed: bool = False
    """Whether the story is told in the page's language too: then each foreign span is marked, else
    the language of all is named once."""

    def begin(self, posts: Sequence[Post], language: Language) -> None:
        """Begin another story, told by these posts."""
        self.tongues.clear()
        home = sum(base(post.lang) in (language, "") for post in posts)
        self.mixed = 4 * home >= len(posts)

    def hear(self, span: Span) -> None:
        """Note a span as printed."""
        self.texts.append(span.text)
        self.people.add(span.post.author)
        self.posts.add(span.post.id)

    def turn(self, key: str) -> int:
        """How often a place has been filled before: no phrase comes twice in a row."""
        self.turns[key] = self.turns.get(key, -1) + 1
        return self.turns[key]

    def heard(self, post: Post) -> bool:
        """Whether the author, or this very post, has spoken already."""
        return post.id in self.posts or (post.author != "" and post.author in self.people)


def citable(posts: Iterable[Post], language: Language) -> Iterator[Span]:
    """One span a post, best first: the edition's language, clean, factual, typical.

    Posts are read eight by eight, as the spans are asked for.
    """
    home: list[tuple[int, Post]] = []
    away: list[tuple[int, Post]] = []
    for placed in enumerate(posts):
        (home if base(placed[1].lang) in (language, "") else away).append(placed)
    near = 0
    for span in _ranked(home):
        near += 1
        yield span
    yield from islice(_ranked(away), max(0, ENOUGH - near))


def fresh(spans: Iterable[Span], said: Said) -> Iterator[Span]:
    """The spans that add something: another author, other words."""
    for span in spans:
        if not said.heard(span.post) and not repeats(span.text, said.texts):
            yield span


class _Cite(NamedTuple):
    start: int
    end: int
    blemish: int
    facts: int


def _ranked(placed: Iterable[tuple[int, Post]]) -> Iterator[Span]:
    """The cites of posts, octave by octave of their places, the blemished after all others."""
    later: list[Span] = []
    for _, octave in groupby(placed, key=lambda entry: entry[0] // 8):
        found = [(cite, post) for _, post in octave if (cite := _cite(post.text)) is not None]
        for cite, post in sorted(found, key=lambda entry: (entry[0].blemish, -entry[0].facts)):
            span = Span(post, cite.start, cite.end)
            if cite.blemish > 1:
                later.append(span)
            else:
                yield span
    yield from later


@lru_cache(maxsize=4096)
def _cite(text: str) -> _Cite | None:
    """The best run of a text that can be printed."""
    pieces = sorted((p for p in runs(text, LEAST, MOST) if p.whole), key=_piece_rank)
    best = next((piece for piece in pieces if printable(piece.words)), None)
    if best is None:
        return None
    return _Cite(best.start, best.end, faults(best.words) + best.hanging, _facts(best.words))


def _piece_rank(piece: Piece) -> tuple[int, ...]:
    words = piece.words
    return (faults(words) + piece.hanging, not piece.ended, -_facts(words), -len(words))


def _facts(words: str) -> int:
    return min(3, len(_FACT.findall(words)))
