"""How well topics fit labels, from their table of counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

BIG = 100


class Scores(NamedTuple):
    """Arithmetic NMI, adjusted Rand index, and best-match F1 of labels of at least BIG posts."""

    nmi: float
    ari: float
    f1: float

    def __str__(self) -> str:
        return f"{self.nmi:.3f}/{self.ari:.3f}/{self.f1:.3f}"


def scores(labels: Sequence[str], topics: Sequence[int]) -> Scores:
    """Score one topic a post against one label a post."""
    table = Counter(zip(labels, topics, strict=True))
    rows, columns = Counter(labels), Counter(topics)
    return Scores(nmi(table, rows, columns), ari(table, rows, columns), f1(table, rows, columns))


def nmi(table: Counter[tuple[str, int]], rows: Counter[str], columns: Counter[int]) -> float:
    """Mutual information over the arithmetic mean of the entropies (also called V-measure)."""
    total = sum(rows.values())
    mutual = sum(n / total * log(total * n / (rows[a] * columns[b])) for (a, b), n in table.items())
    mean = (_entropy(rows.values(), total) + _entropy(columns.values(), total)) / 2
    return mutual / mean if mean else 1.0


def ari(table: Counter[tuple[str, int]], rows: Counter[str], columns: Counter[int]) -> float:
    """Hubert and Arabie's adjusted Rand index (Journal of Classification 2, 1985)."""
    both, one, other = (_pairs(counts.values()) for counts in (table, rows, columns))
    total = sum(rows.values())
    chance = one * other / (total * (total - 1) / 2)
    best = (one + other) / 2
    return (both - chance) / (best - chance) if best != chance else 1.0


def f1(table: Counter[tuple[str, int]], rows: Counter[str], columns: Counter[int]) -> float:
    """Mean over big labels of the best F1 that one topic reaches."""
    best: defaultdict[str, float] = defaultdict(float)
    for (label, topic), n in table.items():
        best[label] = max(best[label], 2 * n / (rows[label] + columns[topic]))
    big = [best[label] for label, n in rows.items() if n >= BIG]
    return sum(big) / len(big) if big else 0.0


def _entropy(counts: Iterable[int], total: int) -> float:
    return -sum(n / total * log(n / total) for n in counts)


def _pairs(counts: Iterable[int]) -> float:
    return sum(n * (n - 1) / 2 for n in counts)
