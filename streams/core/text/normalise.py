"""The text of a post, without what nobody can see."""

import re
import unicodedata
from html import unescape

_INVISIBLE = re.compile(
    # controls but tab and line feed, soft hyphen, Arabic letter mark, Mongolian separator,
    # zero-width, bidi, invisible operators, the byte order mark, fillers
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    r"\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    r"\U000e0000-\U000e0fff]"
)
# The zero-width joiner holds emoji together; between letters nobody sees it.
_JOINER = re.compile(r"(?<=\w)\u200d|\u200d(?=\w)")
_BREAK = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n ?(?:\n ?)*")
_PREFIX = re.compile(r"(?:\s*(?:RT|MT|QT|rt)\b\s*:?\s*@\w[\w.-]*\s*:?)+\s*|\s*[\"“«]\s*(?=@\w)")


def visible(text: str) -> str:
    """The printable text of a post: NFC, no controls, no bidi or zero-width characters.

    Runs of blanks become one, line breaks stay (blank lines do not), ends are trimmed. Empty when
    nothing can be seen.

    >>> visible("a\\u200bb\\u202e  c\\r\\n\\n d ")
    'ab c\\nd'
    """
    ascii_only = text.isascii()
    if not ascii_only:
        text = unicodedata.normalize("NFC", text)
    # Most posts need none of the rest: `isprintable` says at once that there is no control, no
    # joiner, no break but line feeds, no blank but spaces.
    if not text.replace("\n", " ").isprintable():
        text = _BREAK.sub("\n", text if ascii_only else _JOINER.sub("", text))
        text = _BLANKS.sub(" ", _INVISIBLE.sub("", text))
    elif not ascii_only:
        text = _INVISIBLE.sub("", text)
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    return (_LINES.sub("\n", text) if "\n" in text else text).strip()


def plain(text: str) -> str:
    """The text as words are read from it: entities resolved, retweet and quote marks removed.

    >>> plain("RT @ada: Fish &amp; chips")
    'Fish & chips'
    """
    if "&" in text:
        text = unescape(text)
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        if "\u200d" in text:
            text = _JOINER.sub("", text)
    prefix = _PREFIX.match(text)
    return text[prefix.end() :] if prefix else text
