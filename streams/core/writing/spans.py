"""Spans: the contiguous pieces of a post that can be printed word for word.

A post is cut into lines, lines into sentences; what leads or trails without being part of the
sentence (hashtags, mentions, links, emoji, bullets) is cut off, nothing within is changed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from streams.core.post import Post

READ = 600
"""Characters of a post that are considered; nobody quotes further down."""
MOST = 40
"""Runs of one post that are weighed."""

_END = re.compile(r"(?:[.!?…]+|[.!?…]*\s[!?]+)(?:\s?»|[”\")\]'’])*(?=\s|$)")
_SHORT_FORM = re.compile(
    r"(?:^|[\s(«“\"])(?:[A-Z]|(?:[A-Z]\.)+[A-Z]|[Mm]|MM|Mme|Mr|Mrs|Ms|Dr|Pr|St|Ste|vs|cf|ex|etc|env|"
    r"av|apr|art|[Nn]o|p|e\.g|i\.e|Inc|Ltd|Co|Jr|Sr|U\.S|approx)\.$"
)
_LEAD = re.compile(
    r"(?:https?://\S+|www\.\S+|RT\b|MT\b|via\b(?=\s+@)|@[\w.@-]+:?(?=\s+(?:[^a-zà-ÿ]|$))"
    r"|#\w+(?=\s+(?:[^\sa-zà-ÿ]|$))|[^\w«“\"‘'’(¿¡#@$€£+-]+|[-+•*]+\s)\s*"
)
_TRAIL = re.compile(
    r"\s*(?:https?://\S+|www\.\S+|(?:via\s+)?@[\w.@-]+|#\w+|[^\w.!?…»”\"’')\]%€$£#@]+)$"
)
_TAIL_TAG = re.compile(r"(?:#\w+|@[\w.@-]+)$")
_FINAL = re.compile(r"[.!?…][»”\")\]'’]*$")
_HANGING = re.compile(
    r"(?:c['’]est|c['’]était|cela|ça|ceci|il|elle|ils|elles|ce|cette|ces|son|sa|ses|leur|donc|et|"
    r"mais|car|or|puis|alors|ainsi|sinon|là|en|y|this|that|these|those|it|its|it['’]s|he|she|they|"
    r"their|so|and|but|or|then|there|which|because|instead|also|here)\b",
    re.IGNORECASE,
)
_NEEDS = re.compile(
    r"(?:[’']|\b(?:de|du|des|la|le|les|un|une|à|au|aux|en|et|ou|sur|sous|par|pour|avec|sans|dans|chez|"
    r"contre|vers|comme|que|est|sont|the|a|an|of|to|in|on|for|with|by|and|or|at|from|is|are|about|"
    r"into|like|than|as|vs|my|your|our|their|this|that|mon|ma|notre|votre|leur|ce|cette))\s*$",
    re.IGNORECASE,
)


class Piece(NamedTuple):
    """Words that stand together in a text: `words` is `text[start:end]`."""

    start: int
    end: int
    words: str
    hanging: bool
    """Whether it leans on a sentence before it: `That changes everything`."""

    @property
    def whole(self) -> bool:
        """Whether nothing is cut off at its end, as networks and clients cut long texts."""
        return not self.words.endswith((":", ",", "...", "…", "-", "–", "("))

    @property
    def ended(self) -> bool:
        """Whether it closes as a sentence does."""
        return _FINAL.search(self.words) is not None


@dataclass(frozen=True, slots=True)
class Span:
    """`text` is `post.text[start:end]`, word for word."""

    post: Post
    start: int
    end: int
    marked: bool = True
    """Whether its language is to be named where it isn't the page's."""

    @property
    def text(self) -> str:
        """The words."""
        return self.post.text[self.start : self.end]


def leaning(words: str) -> bool:
    """Whether words begin with one that points back: `it`, `and`, `elle`, `mais`."""
    return _HANGING.match(words.lstrip("«“\"‘'’( ")) is not None


def sentences(text: str) -> list[list[Piece]]:
    """The sentences of a post, line by line, trimmed; those without words are left out."""
    return [[_piece(text, start, end) for start, end in line] for line in _bounds(text)]


def runs(text: str, least: int, most: int) -> list[Piece]:
    """Runs of whole sentences of one line, `least` to `most` characters, in order of appearance."""
    found: list[Piece] = []
    for line in _bounds(text):
        for i, (start, _) in enumerate(line):
            for _, end in line[i:]:
                if end - start > most:
                    break
                if end - start >= least:
                    found.append(_piece(text, start, end))
    return found[:MOST]


def _piece(text: str, start: int, end: int) -> Piece:
    words = text[start:end]
    hanging = leaning(words) and any(map(str.isalpha, text[:start]))
    return Piece(start, end, words, hanging)


def _bounds(text: str) -> list[list[tuple[int, int]]]:
    lines = _lines(text[:READ])
    if len(text) > READ and lines:
        lines = [*lines[:-1], lines[-1][:-1]]  # the last sentence may be cut in two
    return lines


@lru_cache(maxsize=4096)
def _lines(text: str) -> list[list[tuple[int, int]]]:
    lines: list[list[tuple[int, int]]] = []
    start = 0
    for line in text.split("\n"):
        cut = [trimmed(text, start + a, start + b) for a, b in _cuts(line)]
        kept = [span for span in cut if span is not None]
        if kept:
            lines.append(kept)
        start += len(line) + 1
    return lines


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The bounds without what leads and trails; None where no word is left between."""
    while start < end and (match := _LEAD.match(text, start, end)) and match.end() > start:
        start = match.end()
    while start < end and (match := _TRAIL.search(text, start, end)) and match.start() < end:
        if _TAIL_TAG.search(match[0]) and _belongs(text[start : match.start()]):
            break
        end = match.start()
    return (start, end) if any(map(str.isalpha, text[start:end])) else None


def _belongs(before: str) -> bool:
    """Whether the sentence up to a final hashtag or mention needs it to be whole."""
    return not _FINAL.search(before) and _NEEDS.search(before) is not None


def _cuts(line: str) -> list[tuple[int, int]]:
    cuts: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(line):
        rest = line[match.end() :].lstrip()
        goes_on = rest[:1].islower() or (
            match[0] == "." and _SHORT_FORM.search(line[start : match.end()]) is not None
        )
        if rest and goes_on:
            continue
        cuts.append((start, match.end()))
        start = match.end()
    if start < len(line):
        cuts.append((start, len(line)))
    return cuts
