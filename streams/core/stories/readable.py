"""How much a clause reads as a title, whatever it is about; English and French."""

import re
from collections.abc import Sequence
from functools import lru_cache
from math import exp
from typing import NamedTuple

from streams.core.stories.shapes import CHATTY, FUNCTION, WEAK_START
from streams.core.stories.spans import Span, spans

WANTED = (30, 85)
_ODD = re.compile(r"(.)\1{3,}|[!?]{2,}|\.{2,}|…|[#@＃]|https?:|&\w+;|\d{7,}|[*_~^=<>|\\{}]")


class Reading(NamedTuple):
    """A stretch of a text that reads as a title, its different words, and how well it reads."""

    span: Span
    words: frozenset[str]
    shape: float


@lru_cache(maxsize=1 << 12)
def readings(text: str) -> tuple[Reading, ...]:
    """The clauses of a text that read as titles at all. Pure; the cache only saves time."""
    shaped = [(s, readable(text[s.start : s.end], s.words, s.spelled)) for s in spans(text)]
    return tuple([Reading(s, frozenset(s.words), shape) for s, shape in shaped if shape > 0.0])


def readable(text: str, words: tuple[str, ...], spelled: tuple[str, ...]) -> float:
    """0 to 1: length, case, first and last word, chatter."""
    if len(words) < 3 or words[-1] in FUNCTION or len(set(words)) < 0.6 * len(words):
        return 0.0
    score = _length(len(text)) * _case(text, spelled)
    content = sum(w not in FUNCTION for w in words)
    if content < 2:
        return 0.0
    score *= 0.6 if words[0] in WEAK_START else 1.0
    score *= 0.55 ** min(3, sum(w in CHATTY for w in words))
    score *= 0.6 ** min(3, len(_ODD.findall(text)))
    score *= 0.7 if text.endswith("?") else 1.0
    score *= 0.5 if text.count('"') % 2 or text.count("(") != text.count(")") else 1.0
    return round(score, 6)


def _length(characters: int) -> float:
    low, high = WANTED
    short = max(0, low - characters) / 10.0
    long = max(0, characters - high) / 15.0
    return exp(-short * short - long * long)


def _case(text: str, spelled: Sequence[str]) -> float:
    """A title begins with a capital or a figure and does not shout."""
    letters = [c for c in text if c.isalpha()]
    upper = sum(c.isupper() for c in letters) / max(1, len(letters))
    shouting = 0.3 if upper > 0.5 and len(letters) > 8 else 1.0
    return shouting * (1.0 if not spelled[0][:1].islower() else 0.6)
