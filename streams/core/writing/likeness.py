"""Whether two texts say nearly the same: cosine of their character trigrams, in whole numbers."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

_BOUND = 60
"""Per cent of cosine from which two texts are alike (redundancy bound of the product)."""


class _Grams(NamedTuple):
    counts: dict[str, int]
    kinds: frozenset[str]
    square: int
    tops: tuple[int, ...]
    """Sum of the squares of the n largest counts, for n from 0 on."""


@lru_cache(maxsize=512)
def _grams(text: str) -> _Grams:
    folded = " ".join(text.casefold().split())
    counts = dict(Counter(folded[i : i + 3] for i in range(max(1, len(folded) - 2))))
    squares = sorted((n * n for n in counts.values()), reverse=True)
    tops = tuple(accumulate(squares, initial=0))
    return _Grams(counts, frozenset(counts), tops[-1], tops)


def alike(one: str, other: str) -> bool:
    """Whether the cosine of the two texts' trigram counts is .6 or more.

    >>> alike("Les modèles ouverts gagnent", "Les modèles ouverts gagnent du terrain")
    True
    >>> alike("Les modèles ouverts gagnent", "La loi sur les puces est votée")
    False
    """
    return _near(_grams(one), _grams(other))


def repeats(text: str, said: Iterable[str]) -> bool:
    """Whether a text is nearly the same as one of those said."""
    grams = _grams(text)
    return any(_near(grams, _grams(other)) for other in said)


def _near(a: _Grams, b: _Grams) -> bool:
    # Squares of whole numbers: no rounding can differ between machines.
    least = _BOUND * _BOUND * a.square * b.square
    shared = a.kinds & b.kinds
    # No more than if what they share were what each holds most of (Cauchy and Schwarz).
    if a.tops[len(shared)] * b.tops[len(shared)] * 10_000 < least:
        return False
    dot = sum(a.counts[gram] * b.counts[gram] for gram in shared)
    return dot * dot * 10_000 >= least
