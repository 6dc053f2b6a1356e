"""Choosing the quote of a story: whole sentences of opinion, by the points of their post."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from schemas.digests import Quote
from schemas.editions import Language
from schemas.records import ENGAGEMENT_KINDS, Counters
from streams.core.post import Post
from streams.core.writing.fitness import faults, printable
from streams.core.writing.likeness import repeats
from streams.core.writing.people import called, handle, name
from streams.core.writing.spans import Piece, Span, runs
from streams.core.writing.tongues import base

LEAST, LOW, MOST = 30, 60, 230
VIEWS = 3
"""The most that a text can sound like an opinion."""
_OPINION = re.compile(
    r"\b(?:je|j['’]|on|nous|moi|faut|devr\w+|doit|doivent|jamais|toujours|enfin|mais|pourquoi|"
    r"peut-être|trop|assez|bravo|honte|pense\w*|crois|n['’]est|ne|i|i['’]m|we|my|our|should|must|"
    r"never|always|finally|but|why|maybe|too|think|believe|feel|isn['’]t|don['’]t|can['’]t|not)\b|!",
    re.IGNORECASE,
)


def quotable(posts: Iterable[Post], language: Language, said: Sequence[str]) -> Span | None:
    """The span of these posts that is to be the quote; None where none may be.

    Pinned posts lead; then the clean and long enough; then named authors; then the edition's
    language; then points; then how much it sounds like an opinion; then how typical it is.
    """
    best: tuple[tuple[int, ...], Span] | None = None
    # In the order in which they could rank at most: few texts have to be read.
    for hope, post in sorted(_hopes(posts, language), key=lambda entry: entry[0]):
        if best is not None and hope > best[0]:
            break
        choice = _choice(post.text, said)
        if choice is None:
            continue
        rank = (hope[0], choice.blemish >= 2, *hope[2:5], choice.blemish, -choice.views, hope[-1])
        if best is None or rank < best[0]:
            best = rank, Span(post, choice.start, choice.end)
    return None if best is None else best[1]


def quote(span: Span, as_of: int) -> Quote:
    """The quote that a span makes, with the net counters of its post as of a time."""
    post = span.post
    counted = dict(zip(ENGAGEMENT_KINDS, (max(0, n) for n in post.counters), strict=True))
    return Quote(
        post=post.id,
        revision=post.revision,
        author=post.author,
        handle=handle(post).removeprefix("@"),
        name=name(post),
        text=span.text,
        lang=base(post.lang),
        start=span.start,
        end=span.end,
        points=sum(counted.values()),
        counters=Counters(**counted),
        as_of=as_of,
        url=post.url,
    )


@lru_cache(maxsize=8192)
def opinion(text: str) -> int:
    """How much a text sounds like somebody's view, 0 to `VIEWS`."""
    return min(VIEWS, len(_OPINION.findall(text)))


class _Choice(NamedTuple):
    """A run that may be quoted: where it stands, how badly it reads, how much it is a view."""

    start: int
    end: int
    words: str
    blemish: int
    views: int


def _hopes(posts: Iterable[Post], language: Language) -> Iterator[tuple[tuple[int, ...], Post]]:
    """Each post with the rank that it has if its best span is clean and all opinion."""
    for i, post in enumerate(posts):
        home = base(post.lang) in (language, "")
        yield (not post.pinned, 0, not called(post), not home, -post.points, 0, -VIEWS, i), post


def _choice(text: str, said: Sequence[str]) -> _Choice | None:
    choices = (c for c in _choices(text) if printable(c.words) and not repeats(c.words, said))
    return next(choices, None)


@lru_cache(maxsize=1024)
def _choices(text: str) -> tuple[_Choice, ...]:
    """The runs of a text, best first, whether they can be printed or not."""
    return tuple(_judged(p) for p in sorted(_whole_runs(text), key=_piece_rank))


def _whole_runs(text: str) -> list[Piece]:
    return [piece for piece in runs(text, LEAST, MOST) if piece.whole]


def _judged(piece: Piece) -> _Choice:
    words = piece.words
    blemish = min(faults(words) + piece.hanging, 4) + 2 * (len(words) < LOW)
    return _Choice(piece.start, piece.end, words, blemish, opinion(words))


def _piece_rank(piece: Piece) -> tuple[int, ...]:
    length = len(piece.words)
    return (
        faults(piece.words) + piece.hanging,
        length < LOW,
        not piece.ended,
        -opinion(piece.words),
        -length,
    )
