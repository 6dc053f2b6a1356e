"""Choosing titles: sentences of central posts that read as headlines, word for word."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from schemas.editions import Language
from streams.core.post import Post
from streams.core.stories.cards import StoryCard
from streams.core.writing.fitness import faults, printable
from streams.core.writing.likeness import alike
from streams.core.writing.quoting import opinion
from streams.core.writing.spans import Span, sentences
from streams.core.writing.tongues import base

CENTRAL = 16
"""Posts of a core that may give a title: the most typical."""
CHOICES = 6
LEAST, LOW, HIGH, MOST = 16, 45, 85, 110
_ASKING = re.compile(
    r"(?:why|who|what|how|when|where|will|can|could|is|are|do|does|did|any|pourquoi|qui|comment|"
    r"quand|où|est-ce|quel(?:le)?s?|faut-il|peut-on)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\s?[?!]+")
_CUT = re.compile(r"\s?[,\w]")
_STOPS = ".…:;,–—- \u00a0\u202f"


def titles(card: StoryCard, language: Language, star: Span | None = None) -> list[Span]:
    """What may name a story, best first: clean, of the edition's language, of a title's length.

    The card's own title leads among near-equals. The post that is to be quoted (`star`) is spared,
    where there is any other.
    """
    own = _own(card)
    spans = ([own] if own else []) + headings(card.core[:CENTRAL])
    named = best(spans, language, card.terms, own=own)
    spared = [span for span in named if star is None or not robs(span, star)]
    return spared or named


def best(
    spans: Sequence[Span],
    language: Language,
    terms: Sequence[str],
    *,
    own: Span | None = None,
) -> list[Span]:
    """The spans that may be titles, best first; `own` is preferred among near-equals."""
    folded = [term.casefold() for term in terms[:6]]
    ranked = [
        (_blemish(span, language, folded) - 2 * (span is own), i, span)
        for i, span in enumerate(spans)
        if printable(span.text)
    ]
    return [span for _, _, span in sorted(ranked, key=lambda entry: entry[:2])]


def robs(span: Span, star: Span) -> bool:
    """Whether a span would take the words out of the quote's mouth."""
    return span.post is star.post or alike(span.text, star.text)


def second(named: Sequence[Span], language: Language) -> Span:
    """Another title than the first for the same story; the first again where none is as good."""
    first = named[0]
    home = base(first.post.lang) in (language, "")
    for span in named[1:CHOICES]:
        away = home and base(span.post.lang) not in (language, "")
        if not away and not alike(span.text, first.text):
            return span
    return first


def headings(posts: Iterable[Post]) -> list[Span]:
    """The sentences of posts that have a title's length, without their full stop."""
    found: list[Span] = []
    for post in posts:
        for span in (s for line in sentences(post) for s in line):
            bare = unstopped(span)
            if span.whole and LEAST <= len(bare.text) <= MOST:
                found.append(bare)
    return found


def unstopped(span: Span) -> Span:
    """The span without a full stop, comma or dash at its end; question and exclamation stay."""
    text = span.text.rstrip(_STOPS)
    return replace(span, end=span.start + len(text)) if text else span


def unlike(spans: Iterable[Span], said: Sequence[str]) -> Span | None:
    """The first span that is not nearly the same as something said."""
    return next((s for s in spans if not any(alike(s.text, text) for text in said)), None)


def _own(card: StoryCard) -> Span | None:
    """The card's title as a span of its post, where that post is at hand and says so.

    With its question or exclamation mark; not where it was cut out of the middle of a sentence.
    """
    title = card.title
    if title is None:
        return None
    known = (post for post in (*card.core, *card.members) if post.id == title.post)
    post = next(known, None)
    if post is None or not post.live or post.text[title.start : title.end] != title.text:
        return None
    end = title.end
    if asked := _ASKED.match(post.text, end):
        end = asked.end()
    return Span(post, title.start, end) if _CUT.match(post.text, end) is None else None


def _blemish(span: Span, language: Language, terms: Sequence[str]) -> int:
    text = span.text
    length = len(text)
    folded = text.casefold()
    return (
        6 * (base(span.post.lang) not in (language, ""))
        + 3 * faults(text)
        + 5 * span.leaning
        + 2 * opinion(text)
        + (0 if LOW <= length <= HIGH else 2 + abs(length - min(max(length, LOW), HIGH)) // 8)
        + 4 * (text.endswith(("?", "!")) or _ASKING.match(text) is not None)
        + 4 * (text.count(" ") < 4)
        + 2 * text.startswith(("#", "@"))
        - 2 * min(3, sum(term in folded for term in terms))
    )
