"""Text: from what people write to what a post is about, in which language, by which voice."""

from typing import NamedTuple

from streams.core.text.language import language
from streams.core.text.lexemes import lexicon
from streams.core.text.normalise import plain, visible
from streams.core.text.scan import scan
from streams.core.text.stops import is_running
from streams.core.text.voice import voice

__all__ = ["Analysis", "analyse", "stands_for", "visible"]

MOST_TOKENS = 64
"""Tokens of one post: what a longer one says after that is left out."""


class Analysis(NamedTuple):
    """A post's language ("" unknown), its distinct tokens in order, its voice (16 hex digits)."""

    lang: str
    tokens: tuple[str, ...]
    voice: str


def analyse(text: str, lang: str | None = None) -> Analysis:
    """Language, tokens and voice of a post's text. `lang` is the network's tag, None if untold.

    >>> analyse("RT @x: L'IA gagne 2-0 https://t.co/x", "fr-FR")
    Analysis(lang='fr', tokens=('ia', 'gagne', '2-0'), voice='3302b0e5d846e69c')
    """
    words = plain(text)
    lexemes = scan(words)
    tag = language(words, lexemes, lang)
    tokens: list[str] = []
    said: list[str] = []
    for of_topics, of_voice in map(lexicon(tag).__getitem__, lexemes):
        if of_topics:
            tokens += of_topics
        if of_voice:
            said.append(of_voice)
    if tag and not is_running(said, tag):  # each word was chosen
        whole = lexicon("")
        tokens = [token for raw in lexemes for token in whole[raw][0]]
    return Analysis(tag, tuple(dict.fromkeys(tokens))[:MOST_TOKENS], voice(said, words))


def stands_for(word: str) -> tuple[str, ...]:
    """The tokens that a word of a text stands for, be it a stop word or not.

    >>> stands_for("l'IA"), stands_for("England's"), stands_for("GPT-4")
    (('ia',), ('england',), ('gpt', 'gpt-4'))
    """
    return lexicon("")[word][0]
