"""The steps that Python takes through compiled code: one call a post."""

from collections.abc import Callable
from typing import NamedTuple

from streams.core import compiled
from streams.core.compiled import entry, inner
from streams.core.topics import (
    best,
    entries,
    field,
    index,
    lives,
    looks,
    merging,
    settings,
    tables,
    weights,
)
from streams.core.topics import nearest as nearest_
from streams.core.topics.nearest import nearest
from streams.core.topics.tables import SENTINELS, State
from streams.core.topics.weights import Ints, line, vector, weight

SOURCE = compiled.source_of(
    best, entries, field, index, lives, looks, merging, nearest_, settings, tables, weights
)


class Setting(NamedTuple):
    """The learner's four numbers: bars of joining, of the second look, of merging; base weight."""

    join: float
    rejoin: float
    merge: float
    base: float


class Told(NamedTuple):
    """What a step tells: the post's topic; how many terms are freed, how many posts moved, whether
    topics merged; entries in use. What they are stands in the state until the next step."""

    topic: int
    freed: int
    moved: int
    merged: int
    entries: int


Learn = Callable[[State, Setting, Ints, float, int], Told]
Predict = Callable[[State, Setting, Ints], int]
Weigh = Callable[[State, Setting, int], float]


@inner
def _unheld(s: State, tokens: Ints) -> int:
    # What a long post said beyond its heaviest terms, and nothing else holds, is freed at once.
    freed = 0
    for term in tokens:
        w = s.terms[term]
        if w.topics == 0 and w.waits == 0:
            s.freed[freed] = term
            freed += 1
    return freed


def _steps(source: str) -> tuple[Learn, Predict, Weigh, Callable[[State], None]]:
    @entry
    def learn(s: State, setting: Setting, tokens: Ints, t: float, post: int) -> Told:
        """Learn the next post."""
        assert source
        lives.tick(s, t)
        s.head[0].merge[0] = -1
        terms, weights, norm, count = vector(s, tokens, setting.base)
        near, score = nearest(s, terms, weights, norm, count, setting.join, -1)
        at = looks.hold(s, terms, count, post, score)
        freed = _unheld(s, tokens)
        topic, freed = field.join(s, terms, weights, count, near, setting.base, freed)
        name = s.topics[topic].name
        s.held[at].topic, s.held[at].name = topic, name
        moved, freed = looks.look(s, setting.rejoin, setting.base, freed)
        freed = field.upkeep(s, setting.merge, setting.base, freed)
        return Told(name, freed, moved, int(s.head[0].merge[0] >= 0), s.head[0].entries)

    @entry
    def predict(s: State, setting: Setting, tokens: Ints) -> int:
        """The topic that a post would join, -1 for a new one."""
        assert source
        terms, weights, norm, count = vector(s, tokens, setting.base)
        near, _ = nearest(s, terms, weights, norm, count, setting.join, -1)
        return -1 if near < 0 else s.topics[near].name

    @entry
    def weigh(s: State, setting: Setting, term: int) -> float:
        """The weight of a term."""
        assert source
        top, slope = line(s, setting.base)
        return top if term < 0 else weight(s, term, top, slope, setting.base)

    @entry
    def tabulate(s: State) -> None:
        """Fill an empty hash table."""
        assert source
        for topic in range(SENTINELS, s.head[0].rows):
            if s.topics[topic].name >= 0:
                at = s.topics[topic].first
                for _ in range(s.topics[topic].terms):
                    entries.tabulate(s, at)
                    at = s.entries[at].after

    return learn, predict, weigh, tabulate


learn, predict, weigh, tabulate = _steps(SOURCE)
