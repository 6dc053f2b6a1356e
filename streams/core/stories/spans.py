"""Stretches of a post that could stand as a title: whole clauses, clean at both ends."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

SHORTEST, LONGEST = 18, 110
READ = 1_000
"""Characters of a post that are looked through: a title stands at its beginning."""
_SENTENCE = re.compile(r"[^\n.!?…]+(?:[.!?…](?=\w)[^\n.!?…]*)*[.!?…]*[\"”»')\]]*")
_JOINT = re.compile(r"\s[-–—|•]\s|[;:](?=\s)|,\s|\s(?=\()")
_NOISE = r"https?://\S++|www\.\S++|[^\w\s\"“«'$€£#@(]|_"
# A tag that stands before a capital is no part of the sentence: "#Cup The goal …". Possessive
# quantifiers, since posts are untrusted and may try to make a pattern backtrack for ever.
_LEAD = re.compile(
    r"^(?:\s|(?:RT|MT|QT|via|cc)\b:?|\.?@\w[\w.@-]*+:?"
    rf"|[#＃]\w++(?=\s*+(?:[#＃@]|https?:|$|[^\w\s]|[A-ZÀ-Þ]))|{_NOISE})++"
)
_TRAIL = re.compile(
    r"(?:\s|[#＃@]\w[\w.-]*+|\$[A-Za-z]++\b"
    rf"|\b(?:via|cc|by|par|on|in|at)\s++[#＃@]\w++|{_NOISE}|[(\"“«'])++$"
)
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*", re.UNICODE)


class Span(NamedTuple):
    """Characters [start, end) of a text, with its words (folded) and their own spelling."""

    start: int
    end: int
    words: tuple[str, ...]
    spelled: tuple[str, ...]


@lru_cache(maxsize=1 << 12)
def spans(text: str) -> tuple[Span, ...]:
    """The clauses of a text and the runs of them within a sentence, longest first.

    Leading retweet marks, mentions, links, emoji and trains of tags are left off, as are trailing
    ones. Pure; the cache is bounded and only saves time.

    >>> text = "RT @ada: Ecuador beat Qatar 2-0, first host to lose! #WorldCup https://t.co/x"
    >>> [text[s.start:s.end] for s in spans(text)]
    ['Ecuador beat Qatar 2-0, first host to lose', 'Ecuador beat Qatar 2-0', 'first host to lose']
    """
    found: dict[tuple[int, int], Span] = {}
    for sentence in _SENTENCE.finditer(text, 0, READ):
        for run in _runs(text, *sentence.span()):
            start, end = _trim(text, *run)
            if SHORTEST <= end - start <= LONGEST and (start, end) not in found:
                spelled = tuple(_WORD.findall(text, start, end))
                found[start, end] = Span(start, end, tuple(w.casefold() for w in spelled), spelled)
    return tuple(found.values())


@lru_cache(maxsize=1 << 12)
def spelled(text: str) -> Mapping[str, tuple[str, ...]]:
    """The folded words of a text's clauses, each with its different spellings. Pure.

    >>> spelled("@ada: The bridge is closed, the bridge! #Bridge")
    {'the': ('The', 'the'), 'bridge': ('bridge',), 'is': ('is',), 'closed': ('closed',)}
    """
    found: dict[str, dict[str, None]] = {}
    for span in spans(text):
        for word, spelling in zip(span.words, span.spelled, strict=True):
            found.setdefault(word, {})[spelling] = None
    return {word: tuple(spellings) for word, spellings in found.items()}


@lru_cache(maxsize=1 << 12)
def vocabulary(text: str) -> frozenset[str]:
    """The folded words of a text's clauses. Pure."""
    return frozenset(spelled(text))


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [start, *(m.start() for m in _JOINT.finditer(text, start, end)), end][:9]
    for first in range(len(cuts) - 1):
        for last in range(len(cuts) - 1, first, -1):
            yield cuts[first], cuts[last]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without what stands around a statement; a bracket that opens and never closes goes too."""
    piece = text[start:end]
    lead = _LEAD.match(piece)
    left = lead.end() if lead else 0
    trail = _TRAIL.search(piece, left)
    right = trail.start() if trail else len(piece)
    kept = piece[left:right]
    for mark, close in (("(", ")"), ("«", "»"), ("“", "”")):
        if kept.startswith(mark) and close not in kept:
            left += 1
            kept = kept[1:]
    return start + left, start + right
