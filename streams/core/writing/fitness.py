"""What may be printed: posts that attack the page are barred, spans that read badly come last.

Block lists are the second line of defence: renderers escape whatever they print.
"""

import re
import unicodedata
from functools import lru_cache

_HOSTILE = re.compile(
    r"<\s*/?\s*[a-z!?]|javascript:|data:text|&#|&\w{2,8};|```|\{\s*[\"']|\bon\w+\s*=|"
    r"\]\(|\[\[|\{\{|\{%|"
    r"\(\s*[\d\s.,]+\s*(?:points?|pts|likes?|votes?)\s*\)|"
    r"\b(?:ignore[zrsd]?|disregard|forget|oublie[zrs]?)\b.{0,40}"
    r"\b(?:instruct|consigne|prompt|rules|règles|précédent|previous)|"
    r"\b(?:system|developer|assistant)\s*(?:prompt|message|:)|\bprompt système|\byou are now\b|"
    r"\bas an ai\b|\bvous êtes maintenant\b",
    re.IGNORECASE | re.DOTALL,
)
_SELLING = re.compile(
    r"\$[A-Za-z]{2,6}\b|\b(?:airdrops?|giveaways?|presale|pre-sale|pre-?orders?|promo ?codes?|"
    r"code promo|link in bio|lien en bio|buy now|achetez|discounts?|shop now|to the moon|100x|"
    r"dm me|sign ?up|inscrivez-vous|follow (?:me|us|back|all|and)|followed (?:all|everyone)|"
    r"please (?:rt|retweet|repost|follow|share|subscribe)|repost and|retweet to|rt to win|"
    r"jeu[- ]concours|use (?:my )?code|limited offer|offre limitée|whatsapp|telegram|itunes|"
    r"live ?stream(?:s|ing)?|watch (?:live|online|free)|streaming (?:live|online|free))\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|net|org|io|fr|ly|co)/|://", re.IGNORECASE)
_TAG = re.compile(r"#\w")
_CALL = re.compile(r"(?<!\w)@\w")
_COARSE = re.compile(
    r"\b(?:fuck\w*|shit\w*|bitch\w*|cunt\w*|dick\w*|asshole\w*|bastards?|whore\w*|slut\w*|nigg\w+|"
    r"fag\w*|retard\w*|wtf|stfu|lmf?ao|putain|merde\w*|connard\w*|connasse\w*|salope\w*|encul\w+|"
    r"pute\w*|ntm|fdp|batard\w*|bâtard\w*|couille\w*|bordel|foutre|chier)\b",
    re.IGNORECASE,
)
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”"))
_ODD = frozenset(("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"))
_JOINER = "\u200d"
READ = 2_000
"""Characters of a post that are judged; spans are taken from its beginning only."""
MANY_LINKS = 3
MANY_TAGS = 8


@lru_cache(maxsize=2048)
def hostile(text: str) -> bool:
    """Whether a post forges markup, quotes or instructions, or is a train of links or tags."""
    text = text[:READ]
    return (
        _HOSTILE.search(text) is not None
        or len(_LINK.findall(text)) >= MANY_LINKS
        or len(_TAG.findall(text)) >= MANY_TAGS
    )


@lru_cache(maxsize=2048)
def selling(text: str) -> bool:
    """Whether a post advertises: cashtags, codes, calls to follow or to buy."""
    return _SELLING.search(text[:READ]) is not None


@lru_cache(maxsize=8192)
def printable(span: str) -> bool:
    """Whether a span can stand between quotation marks on a page at all."""
    letters = [c for c in span if c.isalpha()]
    shouted = sum(c.isupper() for c in letters)
    return (
        len(letters) * 100 >= len(span) * 55
        and not (len(letters) >= 8 and shouted * 10 > len(letters) * 6)
        and _LINK.search(span) is None
        and _HOSTILE.search(span) is None
        and len(_TAG.findall(span)) <= 2
        and len(_CALL.findall(span)) <= 1
        and _COARSE.search(span) is None
        and not any(unicodedata.category(c) in _ODD and c != _JOINER for c in span)
    )


@lru_cache(maxsize=8192)
def faults(span: str) -> int:
    """How badly a printable span reads: 0 for clean prose, more for each blemish."""
    symbols = sum(unicodedata.category(c) in ("So", "Sk") for c in span)
    return (
        2 * (not _balanced(span))
        + 2 * (not _opened(span))
        + len(_TAG.findall(span))
        + len(_CALL.findall(span))
        + min(symbols, 3)
        + ("!!" in span or "??" in span)
        + (".." in span or "…" in span)
    )


def _balanced(span: str) -> bool:
    even = span.count('"') % 2 == 0
    return even and all(span.count(left) == span.count(right) for left, right in _PAIRS)


def _opened(span: str) -> bool:
    """Whether it begins as a sentence does: a capital, a figure, or an opening mark."""
    first = span.lstrip("«“\"‘'’(¿¡ \u00a0\u202f")[:1]
    return not first.islower()
