"""Choosing the quote of a story: whole sentences of opinion, by the points of their post."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from schemas.digests import Quote
from schemas.editions import Language
from schemas.records import ENGAGEMENT_KINDS, Counters
from streams.core.post import Post
from streams.core.writing.fitness import faults, printable
from streams.core.writing.likeness import alike
from streams.core.writing.people import called, handle, name
from streams.core.writing.spans import Span, runs
from streams.core.writing.tongues import base

LEAST, LOW, HIGH, MOST = 30, 60, 230, 230
_OPINION = re.compile(
    r"\b(?:je|j['’]|on|nous|moi|faut|devr\w+|doit|doivent|jamais|toujours|enfin|mais|pourquoi|"
    r"peut-être|trop|assez|bravo|honte|pense\w*|crois|n['’]est|ne|i|i['’]m|we|my|our|should|must|"
    r"never|always|finally|but|why|maybe|too|think|believe|feel|isn['’]t|don['’]t|can['’]t|not)\b|!",
    re.IGNORECASE,
)


def quotable(posts: Iterable[Post], language: Language, said: Sequence[str]) -> list[Span]:
    """One span a post that may be the quote, best first.

    Pinned posts lead; then the clean and long enough; then named authors; then the edition's
    language; then points; then how much it sounds like an opinion; then how typical it is.
    """
    ranked: list[tuple[tuple[int, ...], Span]] = []
    for i, post in enumerate(posts):
        span = _span(post, said)
        if span is not None:
            ranked.append(((*_rank(span, language), i), span))
    return [span for _, span in sorted(ranked, key=lambda entry: entry[0])]


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
    """How much a text sounds like somebody's view, 0 to 3."""
    return min(3, len(_OPINION.findall(text)))


def _span(post: Post, said: Sequence[str]) -> Span | None:
    fit = [s for s in runs(post, LEAST, MOST) if printable(s.text) and s.whole]
    fresh = [s for s in fit if not any(alike(s.text, text) for text in said)]
    return min(fresh, key=_span_rank, default=None)


def _span_rank(span: Span) -> tuple[int, ...]:
    length = len(span.text)
    return (
        faults(span.text) + span.hanging,
        length < LOW,
        not span.ended,
        -opinion(span.text),
        -length,
    )


def _rank(span: Span, language: Language) -> tuple[int, ...]:
    post = span.post
    home = base(post.lang) in (language, "")
    blemish = min(faults(span.text) + span.hanging, 4) + 2 * (len(span.text) < LOW)
    return (
        not post.pinned,
        blemish >= 2,
        not called(post),
        not home,
        -post.points,
        blemish,
        -opinion(span.text),
    )
