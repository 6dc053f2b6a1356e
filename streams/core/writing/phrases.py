"""Choosing a phrase: by the hash of the content, so that days differ and replays do not."""

import hashlib
from collections.abc import Mapping

from schemas.digests import Sentence
from schemas.editions import Language
from streams.core.writing import phrases_en, phrases_fr, uncounted_en, uncounted_fr
from streams.core.writing.slots import Slot, fill
from streams.core.writing.typography import Voice

_TEMPLATES: dict[Language, dict[str, tuple[str, ...]]] = {
    "fr": phrases_fr.TEMPLATES,
    "en": phrases_en.TEMPLATES,
}
_UNCOUNTED: dict[Language, dict[str, tuple[str, ...]]] = {
    "fr": uncounted_fr.TEMPLATES,
    "en": uncounted_en.TEMPLATES,
}
UNCOUNTED = ".uncounted"
Budget = tuple[int, int]
ANY: Budget = (0, 10_000)


def counting(key: str, authors: int | None) -> str:
    """The place of that key, or the one beside it that counts no authors where none are known.

    >>> counting("opening.new", 12), counting("opening.new", None)
    ('opening.new', 'opening.new.uncounted')
    """
    return key if authors is not None else key + UNCOUNTED


def variants(language: Language, key: str, seed: str, turn: int = 0) -> tuple[str, ...]:
    """The templates of a place, beginning with the one that the seed chooses.

    `turn` moves on from there: two stories of one page, or two sentences of one story, differ.
    """
    counted = key.removesuffix(UNCOUNTED)
    templates = (_TEMPLATES if counted == key else _UNCOUNTED)[language][counted]
    first = int.from_bytes(hashlib.sha256(f"{key}\0{seed}".encode()).digest()[:4]) + turn
    first %= len(templates)
    return templates[first:] + templates[:first]


def say(
    key: str,
    slots: Mapping[str, Slot],
    voice: Voice,
    *,
    seed: str,
    turn: int = 0,
    budget: Budget = ANY,
) -> Sentence:
    """The first phrase of a place that fits the budget (characters), else the nearest to it."""
    best: Sentence | None = None
    for template in variants(voice.language, key, seed, turn):
        said = fill(template, slots, voice)
        if best is None or _beyond(said, budget) < _beyond(best, budget):
            best = said
        if not _beyond(best, budget):
            break
    assert best is not None  # every place has a phrase
    return best


def _beyond(said: Sentence, budget: Budget) -> int:
    return max(budget[0] - len(said.text), len(said.text) - budget[1], 0)
