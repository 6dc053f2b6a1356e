"""What may be printed: posts that attack the page are barred, spans that read badly come last.

Block lists are the second line of defence: renderers escape whatever they print.
"""

import re
import unicodedata
from functools import lru_cache

from streams.core.writing.bans import COARSE, HOSTILE, LINK, ORDERS, SELLING, lowered

_TAG = re.compile(r"#\w")
_CALL = re.compile(r"(?<!\w)@\w")
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”"))
_ODD = frozenset(("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"))
_JOINER = "\u200d"
READ = 2_000
"""Characters of a post that are judged; spans are taken from its beginning only."""
MANY_LINKS = 3
MANY_TAGS = 8


@lru_cache(maxsize=4096)
def hostile(text: str) -> bool:
    """Whether a post forges markup, quotes or instructions, or is a train of links or tags."""
    text = text[:READ]
    small = lowered(text)
    return (
        any(ban.times(text, small) for ban in (HOSTILE, ORDERS))
        or LINK.times(text, small) >= MANY_LINKS
        or _tags(text) >= MANY_TAGS
    )


@lru_cache(maxsize=4096)
def selling(text: str) -> bool:
    """Whether a post advertises: cashtags, codes, calls to follow or to buy."""
    text = text[:READ]
    return SELLING.times(text, lowered(text)) > 0


@lru_cache(maxsize=8192)
def printable(span: str) -> bool:
    """Whether a span can stand between quotation marks on a page at all."""
    letters = "".join(filter(str.isalpha, span))
    shouted = sum(map(str.isupper, letters))
    small = lowered(span)
    return (
        len(letters) * 100 >= len(span) * 55
        and not (len(letters) >= 8 and shouted * 10 > len(letters) * 6)
        and not _odd(span)
        and not any(ban.times(span, small) for ban in (LINK, HOSTILE, ORDERS, COARSE))
        and _tags(span) <= 2
        and _calls(span) <= 1
    )


@lru_cache(maxsize=8192)
def faults(span: str) -> int:
    """How badly a printable span reads: 0 for clean prose, more for each blemish."""
    return (
        2 * (not _balanced(span))
        + 2 * (not _opened(span))
        + _tags(span)
        + _calls(span)
        + min(_symbols(span), 3)
        + ("!!" in span or "??" in span)
        + (".." in span or "…" in span)
    )


def _tags(span: str) -> int:
    return len(_TAG.findall(span)) if "#" in span else 0


def _calls(span: str) -> int:
    return len(_CALL.findall(span)) if "@" in span else 0


def _odd(span: str) -> bool:
    """Whether it holds control characters or others that no reader sees."""
    return not span.isprintable() and any(
        unicodedata.category(c) in _ODD and c != _JOINER for c in span
    )


def _symbols(span: str) -> int:
    """How many emoji and other symbols it holds."""
    if span.isascii():
        return span.count("^") + span.count("`")
    strange = (c for c in set(span) if not c.isalnum())
    return sum(span.count(c) for c in strange if unicodedata.category(c) in ("So", "Sk"))


def _balanced(span: str) -> bool:
    even = span.count('"') % 2 == 0
    return even and all(span.count(left) == span.count(right) for left, right in _PAIRS)


def _opened(span: str) -> bool:
    """Whether it begins as a sentence does: a capital, a figure, or an opening mark."""
    first = span.lstrip("«“\"‘'’(¿¡ \u00a0\u202f")[:1]
    return not first.islower()
