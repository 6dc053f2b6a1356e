"""Which language a post is in."""

from collections.abc import Sequence
from functools import cache

import pycld2
import stopwordsiso

from streams.core.text.stops import stop_words

_TAGS = {"iw": "he", "in": "id", "nb": "no", "nn": "no", "jw": "jv", "ji": "yi"}
_KNOWN = frozenset(stopwordsiso.langs())
_VOTES = 2
_VOTING = tuple("ca da de en es fi fr hu it nl no pl pt ro ru sv tr".split())  # noqa: SIM905 - words read best as words
"""Languages of which it is asked which one a text's function words are."""


def language(text: str, words: Sequence[str], told: str | None = None) -> str:
    """The primary subtag of a post's language, "" when nobody can say.

    `told` is what the network says ("en", "fr-FR"); it is believed when it is a language. Otherwise
    the text is asked: first its function words, then its letters. `words` are the text's.

    >>> language("", [], "fr-FR"), language("with the cat", "with the cat".split())
    ('fr', 'en')
    """
    if told:
        tag = told.replace("_", "-").partition("-")[0].lower()
        tag = _TAGS.get(tag, tag)
        if tag in _KNOWN:
            return tag
    return by_words(words) or by_letters(text)


def by_words(words: Sequence[str]) -> str:
    """The language most of whose own function words are there: two at least, and twice as many as
    another's; "" otherwise.

    >>> by_words("das ist nicht so".split()), by_words("the cat is nicht da".split())
    ('de', '')
    """
    get = _function_words().get
    votes = list(filter(None, map(get, words)))
    if len(votes) < _VOTES:
        return ""
    first = votes[0]
    if votes.count(first) != len(votes):
        first = max(votes, key=votes.count)
    return first if 3 * votes.count(first) > 2 * len(votes) else ""


def by_letters(text: str) -> str:
    """What Compact Language Detector 2 says (https://github.com/CLD2Owners/cld2), "" if unsure."""
    try:
        reliable, _, details = pycld2.detect(text, bestEffort=True)
    except (pycld2.error, UnicodeEncodeError):  # characters that cannot be in UTF-8 text
        return ""
    tag = str(details[0][1]).partition("-")[0]
    tag = _TAGS.get(tag, tag)
    return tag if tag in _KNOWN and (reliable or tag in _VOTING) else ""


@cache
def _function_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for lang in _VOTING:
        for word in stop_words(lang):
            words[word] = "" if word in words else lang
    return {word: lang for word, lang in words.items() if lang and word.isalpha()}
