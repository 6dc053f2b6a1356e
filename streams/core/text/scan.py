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


def _scanner(letter: str, emoji: str, flags: int = 0) -> re.Pattern[str]:
    quoted = rf"['’ʼ][^\W\d_]{letter}*"
    joined = r"[-‐-―−.,:]\d+"
    return re.compile(
        # Most of what begins no lexeme, taken at once: a search would try each of them. Not more
        # than 16 at once, or a long row of them at the end would be taken anew from each.
        r"[\x00-\"%-/:-?\[-`{-\xa0\u2010-\u2027]{0,16}+"
        # What says nothing stands outside the group, and is found as an empty string.
        r"(?:https?://t\.co/\w*|@[\w.@-]+"
        r"|(https?://[^\s<>\"]+|www\.[^\s<>\"]+"
        rf"|[#＃]{letter}+|\$[A-Za-z]{{1,6}}(?!\w)"
        # `X|` and not `X?`: whether X can begin is then known from one character.
        rf"|\d+(?:{joined}(?:{joined})*|)[^\W\d_]*"
        rf"|[^\W_]{letter}*(?:-\d\w*|{quoted}(?:{quoted})*|){emoji}))",
        flags,
    )


# Letters are named before \w: one look into a table finds them.
_ASCII = _scanner("[A-Za-z0-9_]", "", re.ASCII)
_ANY = _scanner(rf"[A-Za-z0-9_\w{_MARKS}]", "|" + _EMOJI)


def scan(text: str) -> list[str]:
    """The lexemes of a plain text, in order; "" for mentions and blind links.

    >>> scan("@bob l'IA 4o #GPT4o gagne 2-0 https://a.fr/b $NVDA")
    ['', "l'IA", '4o', '#GPT4o', 'gagne', '2-0', 'https://a.fr/b', '$NVDA']
    """
    return (_ASCII if text.isascii() else _ANY).findall(text)
