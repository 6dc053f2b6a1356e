"""One lexeme of a post (a word, hashtag, link, number, emoji) and what it says."""

import re
import unicodedata
from functools import cache

from streams.core.text.links import link_words
from streams.core.text.scripts import bigrams, unspaced
from streams.core.text.stops import stop_words

Stops = frozenset[str]
Lexeme = tuple[tuple[str, ...], str]
"""Its tokens for topics, and what it says for the voice: "" where copies differ (links, tags,
mentions)."""

_NOTHING: Lexeme = ((), "")
_UPPER = "A-ZÀ-ÖØ-Þ"
_PARTS = re.compile(
    rf"[{_UPPER}]+(?![^\W\d_{_UPPER}])|[{_UPPER}]?[^\W\d_{_UPPER}]+|\d+[^\W\d_{_UPPER}]?(?![^\W\d_])|\d+"
)
_ELISION = re.compile(
    r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|dell|nell|all|sull|dall|un)['’ʼ](?=\w\w)",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:'s|'ll|'re|'ve|'d|'m|n't|s')$")
_DASH = re.compile("[‐-―−:]")
_TONES = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
# Stop words of some language that, in capitals, are names of another kind.
_CAPITALS = frozenset("ai ia us uk un eu ue who it var ice oms onu pm dos es mit".split())  # noqa: SIM905 - words read best as words
_LONGEST = 40


_MOST = 1 << 15


class Lexicon(dict[str, Lexeme]):
    """What raw lexemes say where these words say nothing. Pure: what it remembers only saves time.

    It holds at most 2 * 32,768 lexemes: those seen since it was last full, and those before.

    >>> fr, en = lexicon("fr"), lexicon("en")
    >>> fr["l'IA"], en["#WorldCup"], en["GPT-4"]
    ((('ia',), "l'ia"), (('world', 'cup', 'worldcup'), ''), (('gpt', 'gpt-4'), 'gpt-4'))
    """

    def __init__(self, stops: Stops) -> None:
        self.stops = stops
        self.before: dict[str, Lexeme] = {}

    def __missing__(self, raw: str) -> Lexeme:
        says = self.before.get(raw) or self._read(raw)
        if "/" in raw or len(raw) > _LONGEST:  # addresses and long runs seldom come again
            return says
        if len(self) >= _MOST:
            self.before = dict(self)
            self.clear()
        self[raw] = says
        return says

    def _read(self, raw: str) -> Lexeme:
        if raw.isascii() and raw.isalpha() and raw[1:].islower():
            return self._word(raw)  # most are: a short way that says what `lexeme` says
        if raw and raw[0] in "#＃":
            return self._hashtag(raw[1:]), ""
        return lexeme(raw, self.stops)

    def _word(self, raw: str) -> Lexeme:
        folded = raw.lower()
        if folded == raw:
            folded = raw  # one string in memory
        elif says := self.get(folded):
            return says
        if folded in self.stops:
            return (), folded
        return (folded,), folded

    def _hashtag(self, tag: str) -> tuple[str, ...]:
        parts = _PARTS.findall(tag) if tag.isascii() or not unspaced(tag) else [tag]
        words = tuple([token for part in parts for token in self._part(fold(part))])
        if len(parts) == 1:
            return words or (fold(tag)[:_LONGEST],)
        return (*words, fold(tag)[:_LONGEST])

    def _part(self, folded: str) -> tuple[str, ...]:
        if folded.isascii() and folded.isalpha():
            return self[folded][0]
        return _number(folded) if folded[:1].isdecimal() else _word(folded, self.stops)


@cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of a language; that of "" leaves out nothing that anybody wrote."""
    return Lexicon(stop_words(lang))


def lexeme(raw: str, stops: Stops) -> Lexeme:
    """What a lexeme other than a hashtag says."""
    if not raw:
        return _NOTHING
    if raw[0] == "$":
        return (raw.lower(),), ""
    if "/" in raw or raw[:4].lower() == "www.":
        return tuple(t for part in link_words(raw) for t in _word(part, stops)), ""
    folded = fold(raw)
    if not raw[0].isalnum() and not folded[:1].isalnum():
        return (_TONES.sub("", raw),), ""
    return _said(raw, folded, stops), folded


def _said(raw: str, folded: str, stops: Stops) -> tuple[str, ...]:
    if raw[0].isdecimal():
        return _number(folded)
    if elided := _ELISION.match(raw):
        raw = raw[elided.end() :]
        folded = fold(raw)
    if raw.isupper() and folded in _CAPITALS:
        return (folded,)
    return _word(folded, stops)


def fold(raw: str) -> str:
    """NFKC and casefold, apostrophes made straight."""
    if raw.isascii():
        return raw.lower()
    folded = unicodedata.normalize("NFKC", raw).casefold()
    return unicodedata.normalize("NFKC", folded).replace("’", "'").replace("ʼ", "'")


def _word(folded: str, stops: Stops) -> tuple[str, ...]:
    if not folded.isascii() and unspaced(folded):
        return bigrams(folded[: 3 * _LONGEST])
    if "-" in folded:  # gpt-4, covid-19: the name, and the name with its number
        return (*_word(folded.partition("-")[0], stops), folded)
    if "'" in folded and folded not in stops:
        folded = _ENDING.sub("", folded).replace("'", "")
    if folded in stops or len(folded) < 2:
        return ()
    return (folded[:_LONGEST],)


def _number(folded: str) -> tuple[str, ...]:
    if folded.isdecimal():  # one digit says nothing, more than six are an identifier
        return (folded,) if 1 < len(folded) <= 6 else ()
    return (_DASH.sub("-", folded)[:_LONGEST],)
