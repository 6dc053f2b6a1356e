"""Choosing titles: sentences of central posts that read as headlines, word for word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice, tee

from schemas.editions import Language
from streams.core.post import Post
from streams.core.stories.cards import StoryCard
from streams.core.writing.fitness import faults, printable
from streams.core.writing.likeness import alike, repeats
from streams.core.writing.quoting import opinion
from streams.core.writing.spans import Span, leaning, sentences
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
_CUT = re.compile(r"\s?(?:[,\w…]|\.\.)")
_HEAD = re.compile(r".*\S(?=\s?:\s)")
_STOPS = ".…:;,–—- \u00a0\u202f"


def titles(card: StoryCard, language: Language, star: Span | None = None) -> list[Span]:
    """What may name a story, best first: clean, of the edition's language, of a title's length.

    The card's own title leads among near-equals. The post that is to be quoted (`star`) is spared,
    where there is any other.
    """
    own = _own(card)
    spans = ([own] if own else []) + headings(card.core[:CENTRAL])
    named, spared = tee(best(spans, language, card.terms, own=own))
    fair = (span for span in spared if star is None or not robs(span, star))
    return list(islice(fair, CHOICES)) or list(islice(named, CHOICES))


def best(
    spans: Sequence[Span],
    language: Language,
    terms: Sequence[str],
    *,
    own: Span | None = None,
) -> Iterator[Span]:
    """The spans that may be titles, best first; `own` is preferred among near-equals."""
    folded = [term.casefold() for term in terms[:6]]
    ranked = [
        (_blemish(span, language, folded) - 2 * (span is own), i, span)
        for i, span in enumerate(spans)
    ]
    ranked.sort(key=lambda entry: entry[:2])
    return (span for _, _, span in ranked if printable(span.text))


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
    return [Span(post, start, end) for post in posts for start, end in _headings(post.text)]


def unstopped(span: Span) -> Span:
    """The span without a full stop, comma or dash at its end; question and exclamation stay."""
    return replace(span, end=_stop(span.post.text, span.start, span.end))


def unlike(spans: Iterable[Span], said: Sequence[str]) -> Span | None:
    """The first span that is not nearly the same as something said."""
    return next((s for s in spans if not repeats(s.text, said)), None)


def _own(card: StoryCard) -> Span | None:
    """The card's title as a span of its post, where that post is at hand and says so.

    With its question or exclamation mark. One that was cut out of the middle of a sentence ends
    before its colon, as what follows would be half an enumeration; without one it is none.
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
    if _CUT.match(post.text, end) is None:
        return Span(post, title.start, end)
    head = _HEAD.match(title.text)
    if head is None or head.end() < LOW:
        return None
    return Span(post, title.start, title.start + head.end())


@lru_cache(maxsize=2048)
def _headings(text: str) -> tuple[tuple[int, int], ...]:
    cut = [
        (piece.start, _stop(text, piece.start, piece.end))
        for line in sentences(text)
        for piece in line
        if piece.whole
    ]
    return tuple((start, end) for start, end in cut if LEAST <= end - start <= MOST)


def _stop(text: str, start: int, end: int) -> int:
    """The end of words without what closes them; the same where nothing else is left."""
    return start + (len(text[start:end].rstrip(_STOPS)) or end - start)


def _blemish(span: Span, language: Language, terms: Sequence[str]) -> int:
    folded, looks = _looks(span.text)
    away = base(span.post.lang) not in (language, "")
    return 6 * away + looks - 2 * min(3, sum(term in folded for term in terms))


@lru_cache(maxsize=4096)
def _looks(text: str) -> tuple[str, int]:
    """The text with its case folded, and how far it is from a headline as it stands."""
    length = len(text)
    return text.casefold(), (
        3 * faults(text)
        + 5 * leaning(text)
        + 2 * opinion(text)
        + (0 if LOW <= length <= HIGH else 2 + abs(length - min(max(length, LOW), HIGH)) // 8)
        + 4 * (text.endswith(("?", "!")) or _ASKING.match(text) is not None)
        + 4 * (text.count(" ") < 4)
        + 2 * text.startswith(("#", "@"))
    )
