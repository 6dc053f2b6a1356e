"""Stop words and stems, by language."""

from collections.abc import Callable
from functools import cache

import Stemmer
import stopwordsiso

STEMMED = {
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
"""Languages whose words are cut to Snowball stems (https://snowballstem.org)."""

# The package's English list is a union of many: these of its words carry news.
_SPEAKING = frozenset(
    """ai area areas bill billion buy case cases cause computer cry date fire fix force free
    hundred index information invention man men microsoft million mill mine miss member members
    netscape novel order orders page problem problems research ring room rooms run save second
    section shell shed side site state states stop system system test thousand trillion turn tv
    uk us web website win work world young younger home help group groups great open opening
    point points goal line top tip face facts fact part keys kept mug hell ill html university
    """.split()  # noqa: SIM905 - words read best as words
)
_ALWAYS = frozenset("rt via amp http https www com".split())  # noqa: SIM905 - words read best as words


@cache
def stop_words(lang: str) -> frozenset[str]:
    """Words of the language that say nothing of a subject."""
    words = stopwordsiso.stopwords(lang) if stopwordsiso.has_lang(lang) else set()
    if lang == "en":
        words = words - _SPEAKING
    return frozenset(word.casefold() for word in words) | _ALWAYS


@cache
def stemmer(lang: str) -> Callable[[str], str]:
    """What gives the Snowball stems of a language's words of more than three letters."""
    if lang not in STEMMED:
        return str
    # Snowball's own cache is off: lexemes are cached by the caller.
    stem_word: Callable[[str], str] = Stemmer.Stemmer(STEMMED[lang], 0).stemWord
    return stem_word


def stem(word: str, lang: str) -> str:
    """The Snowball stem of a folded word, or the word itself.

    >>> stem("elections", "en"), stem("élections", "fr"), stem("elections", "")
    ('elect', 'élect', 'elections')
    """
    return stemmer(lang)(word) if len(word) > 3 else word
