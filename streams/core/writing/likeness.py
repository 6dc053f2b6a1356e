"""Whether two texts say nearly the same: cosine of their character trigrams, in whole numbers."""

from collections import Counter
from functools import lru_cache

_BOUND = 60
"""Per cent of cosine from which two texts are alike (redundancy bound of the product)."""


@lru_cache(maxsize=2048)
def _grams(text: str) -> tuple[dict[str, int], int]:
    folded = " ".join(text.casefold().split())
    counts = Counter(folded[i : i + 3] for i in range(max(1, len(folded) - 2)))
    return dict(counts), sum(n * n for n in counts.values())


def alike(one: str, other: str) -> bool:
    """Whether the cosine of the two texts' trigram counts is .6 or more.

    >>> alike("Les modèles ouverts gagnent", "Les modèles ouverts gagnent du terrain")
    True
    >>> alike("Les modèles ouverts gagnent", "La loi sur les puces est votée")
    False
    """
    a, a_square = _grams(one)
    b, b_square = _grams(other)
    dot = sum(n * b[gram] for gram, n in a.items() if gram in b)
    # Squares of whole numbers: no rounding can differ between machines.
    return dot * dot * 10_000 >= _BOUND * _BOUND * a_square * b_square
