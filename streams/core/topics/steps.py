"""The steps that Python takes through compiled code: one call for posts in a row."""

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
from streams.core.topics.tables import SENTINELS, Rows, State
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
    """How many terms were freed, posts moved, topics merged (they stand in the state until the next
    call); and how many entries are in use."""

    freed: int
    moved: int
    merged: int
    entries: int


Learn = Callable[[State, Setting, Ints, Rows], Told]
Predict = Callable[[State, Setting, Ints], int]
Weigh = Callable[[State, Setting, int], float]


@inner
def _one(s: State, setting: Setting, tokens: Ints, t: float, post: int) -> int:
    lives.tick(s, t)
    terms, weights, norm, count = vector(s, tokens, setting.base)
    near, score = nearest(s, terms, weights, norm, count, setting.join, -1)
    at = looks.hold(s, terms, count, post, score)
    for term in tokens:  # what a long post said beyond its heaviest terms
        entries.free(s, term)
    topic = field.join(s, terms, weights, count, near, setting.base)
    name = s.topics[topic].name
    s.held[at].topic, s.held[at].name = topic, name
    looks.look(s, setting.rejoin, setting.base)
    field.upkeep(s, setting.merge, setting.base)
    return name


@inner
def _freed(s: State) -> None:
    # A later post may have taken up again what an earlier one let go.
    h, count = s.head[0], 0
    for term in s.freed[: h.freed]:
        w = s.terms[term]
        w.freed = 0
        if w.topics == 0 and w.waits == 0:
            s.freed[count] = term
            count += 1
    h.freed = count


def _steps(source: str) -> tuple[Learn, Predict, Weigh, Callable[[State], None]]:
    @entry
    def learn(s: State, setting: Setting, terms: Ints, posts: Rows) -> Told:
        """Learn posts, rows of `POST`, the terms of all in a row; the topic of each is written."""
        assert source
        h, begin = s.head[0], 0
        h.freed = h.moved = h.merged = 0
        for at in range(len(posts)):
            p = posts[at]
            p.topic = _one(s, setting, terms[begin : p.end], p.time, p.post)
            begin = p.end
        _freed(s)
        return Told(h.freed, h.moved, h.merged, h.entries)

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
                    at = s.links[at].after

    return learn, predict, weigh, tabulate


learn, predict, weigh, tabulate = _steps(SOURCE)
