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
# What most texts are made of. It is always seen, has no blank but the space, no break but the line
# feed, and none of it composes with another.
_SEEN = re.compile(
    r"[\n -~\u00a1-\u00ac\u00ae-\u02ff\u0388-\u03ce\u0400-\u0482\u048a-\u052f\u0621-\u063a"
    r"\u0641-\u064a\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2600-\u27bf\u3001-\u3029\u3041-\u3096"
    r"\u309b-\u30ff\u4e00-\u9fff\uac00-\ud7a3\ufe0f\uff01-\uff5e\U0001f000-\U0001faff]*+"
)
_PREFIX = re.compile(r"(?:\s*(?:RT|MT|QT|rt)\b\s*:?\s*@\w[\w.-]*\s*:?)+\s*|\s*[\"“«]\s*(?=@\w)")
_PREFIX_BEGINS = frozenset('RMQr"“«')


def visible(text: str) -> str:
    """The printable text of a post: NFC, no controls, no bidi or zero-width characters.

    Runs of blanks become one, line breaks stay (blank lines do not), ends are trimmed. Empty when
    nothing can be seen.

    >>> visible("a\\u200bb\\u202e  c\\r\\n\\n d ")
    'ab c\\nd'
    """
    if not _SEEN.fullmatch(text):
        text = _BREAK.sub("\n", unicodedata.normalize("NFC", text))
        text = _INVISIBLE.sub("", _JOINER.sub("", text))
    elif "  " not in text:
        if "\n" not in text:
            return text.strip()
        return "\n".join(filter(None, map(str.strip, text.split("\n"))))
    return "\n".join(filter(None, [" ".join(line.split()) for line in text.split("\n")]))


def plain(text: str) -> str:
    """The text as words are read from it: entities resolved, retweet and quote marks removed.

    >>> plain("RT @ada: Fish &amp; chips")
    'Fish & chips'
    """
    if "&" in text:
        text = unescape(text)
    if not text.isascii() and not _SEEN.fullmatch(text):
        text = _JOINER.sub("", _INVISIBLE.sub("", text))
    first = text[:1]
    if first not in _PREFIX_BEGINS and not first.isspace():
        return text
    prefix = _PREFIX.match(text)
    return text[prefix.end() :] if prefix else text
