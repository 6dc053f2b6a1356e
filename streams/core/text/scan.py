"""Cuts the text of a post into lexemes."""

import re

_MARKS = (  # combining marks and vowel signs, which \w leaves out
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd\u1000-\u109f\u17b4-\u17d3"
)
_EMOJI = (
    "[\U0001f1e6-\U0001f1ff]{2}|[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    "[\ufe0f\U0001f3fb-\U0001f3ff]*"
    "(?:\u200d[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)


def _scanner(marks: str, emoji: str) -> re.Pattern[str]:
    letter = rf"[\w{marks}]"
    return re.compile(
        # What says nothing stands outside the group, and is found as an empty string.
        r"https?://t\.co/\w*|@[\w.@-]+"
        r"|(https?://[^\s<>\"]+|www\.[^\s<>\"]+"
        rf"|[#＃]{letter}+|\$[A-Za-z]{{1,6}}(?!\w)"
        rf"|\d+(?:[-‐-―−.,:]\d+)*[^\W\d_]*"
        rf"|[^\W_]{letter}*(?:-\d\w*|(?:['’ʼ][^\W\d_]{letter}*)+)?{emoji})"
    )


_ASCII = _scanner("", "")
_ANY = _scanner(_MARKS, "|" + _EMOJI)


def scan(text: str) -> list[str]:
    """The lexemes of a plain text, in order; "" for mentions and blind links.

    >>> scan("@bob l'IA 4o #GPT4o gagne 2-0 https://a.fr/b $NVDA")
    ['', "l'IA", '4o', '#GPT4o', 'gagne', '2-0', 'https://a.fr/b', '$NVDA']
    """
    return (_ASCII if text.isascii() else _ANY).findall(text)
