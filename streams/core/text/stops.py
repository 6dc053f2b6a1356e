"""Words that say nothing of a subject, by language."""

from collections.abc import Collection
from functools import cache

import stopwordsiso

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
_ELIDING = frozenset(("ca", "fr", "it"))
_ALWAYS = frozenset("rt via amp http https www com".split())  # noqa: SIM905 - words read best as words


@cache
def stop_words(lang: str) -> frozenset[str]:
    """Words of the language that say nothing of a subject."""
    words = stopwordsiso.stopwords(lang) if stopwordsiso.has_lang(lang) else set()
    if lang == "en":
        words = words - _SPEAKING
    return frozenset(word.casefold() for word in words) | _ALWAYS


def is_running(words: Collection[str], lang: str) -> bool:
    """Whether folded words are a text with its grammar: two of its language's stop words at least,
    and one in four. What has fewer is a headline, a list of words, or in another language.
    An elided article ("l'IA") is a stop word, too.

    >>> is_running("the goal was offside".split(), "en"), is_running("Qatar loses".split(), "en")
    (True, False)
    """
    found = len(stop_words(lang).intersection(words))
    if lang in _ELIDING:
        found += sum("'" in word for word in words)
    return 4 * found >= len(words) and (found > 1 or len(words) < 4)
