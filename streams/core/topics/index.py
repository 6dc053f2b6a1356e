"""Topics as damped term counts, with the topics of each term."""

from math import sqrt

import numpy as np

from streams.core.compiled import inner
from streams.core.topics import entries
from streams.core.topics.settings import MOST_COUNT, MOST_TERMS
from streams.core.topics.tables import State
from streams.core.topics.weights import Floats, Ints, line, parts, weight


@inner
def start(s: State) -> int:
    """The row of a new, empty topic."""
    h = s.head[0]
    topic = h.gone
    if topic < 0:
        topic = h.rows
        h.rows += 1
    else:
        h.gone = s.topics[topic].first
    c = s.topics[topic]
    c.name, c.size, c.terms, c.norm = h.next, 0, 0, 0.0
    c.checked = c.normed = c.queued = 0
    c.kind = -1
    h.next += 1
    h.topics += 1
    return topic


@inner
def put(s: State, terms: Ints, weights: Floats, count: int, topic: int, base: float) -> None:
    """Add a post to a topic."""
    c = s.topics[topic]
    square = c.norm * c.norm
    resize(s, topic, 1)
    for at in range(count):
        entry = entries.find(s, topic, terms[at])
        held = 0 if entry < 0 else s.entries[entry].count
        if held == MOST_COUNT:
            continue
        square += weights[at] * (s.numbers[held + 1].square - s.numbers[held].square)
        w = s.terms[terms[at]]
        if held:
            s.entries[entry].count = held + 1
        else:
            entries.add(s, topic, terms[at], 1)
        w.total += 1
        w.squares += held + held + 1
    c.norm = sqrt(square) if square > 0.0 else 1e-9
    if c.terms > 2 * MOST_TERMS:
        prune(s, topic, base)


@inner
def take(s: State, terms: Ints, weights: Floats, count: int, topic: int) -> None:
    """Take a post out of a topic that holds others, too."""
    c = s.topics[topic]
    square = c.norm * c.norm
    resize(s, topic, -1)
    for at in range(count):
        entry = entries.find(s, topic, terms[at])
        if entry < 0:
            continue
        held = s.entries[entry].count
        square -= weights[at] * (s.numbers[held].square - s.numbers[held - 1].square)
        w = s.terms[terms[at]]
        w.total -= 1
        w.squares -= held + held - 1
        if held > 1:
            s.entries[entry].count = held - 1
        else:
            entries.remove(s, entry)
    c.norm = sqrt(square) if square > 1e-9 else 1e-9


@inner
def blend(s: State, topic: int, into: int, base: float) -> None:
    """Add one topic's counts to another's, and end the first."""
    resize(s, into, s.topics[topic].size)
    while s.topics[topic].terms:
        entry = s.topics[topic].first
        e, term = s.entries[entry], s.links[entry].term
        other = entries.find(s, into, term)
        if other < 0:
            entries.rename(s, entry, into)
            continue
        w, o = s.terms[term], s.entries[other]
        old, new = o.count, min(MOST_COUNT, o.count + e.count)
        w.total += new - old - e.count
        w.squares += new * new - old * old - e.count * e.count
        o.count = new
        entries.remove(s, entry)
    drop(s, topic)
    if s.topics[into].terms > 2 * MOST_TERMS:
        prune(s, into, base)
    else:
        renorm(s, into, base)


@inner
def renorm(s: State, topic: int, base: float) -> tuple[Ints, Floats]:
    """Renew a topic's norm, since weights move; returns its entries with their parts of it."""
    rows, squares = parts(s, topic, base)
    total = 0.0
    for at in range(len(rows)):
        total += squares[at] * s.numbers[s.entries[rows[at]].count].power
    s.topics[topic].norm = sqrt(total) if total > 0.0 else 1e-9
    return rows, squares


@inner
def prune(s: State, topic: int, base: float) -> None:
    """Keep a topic's MOST_TERMS heaviest terms."""
    top, slope = line(s, base)
    count = s.topics[topic].terms
    rows, light = np.empty(count, np.int32), np.empty(count)
    entry = s.topics[topic].first
    for at in range(count):
        rows[at], link = entry, s.links[entry]
        power = s.numbers[s.entries[entry].count].power
        light[at] = -power * weight(s, link.term, top, slope, base)
        entry = link.after
    order = np.argsort(light, kind="mergesort")
    for at in order[MOST_TERMS:]:
        unpost(s, rows[at])
    renorm(s, topic, base)


@inner
def drop(s: State, topic: int) -> None:
    """End a topic."""
    h, c = s.head[0], s.topics[topic]
    while c.terms:
        unpost(s, c.first)
    resize(s, topic, -c.size)
    h.topics -= 1
    c.name = -1
    c.first = h.gone
    h.gone = topic


@inner
def unpost(s: State, entry: int) -> None:
    """End an entry, and the part that it has in its term's sums."""
    e, w = s.entries[entry], s.terms[s.links[entry].term]
    w.total -= e.count
    w.squares -= e.count * e.count
    entries.remove(s, entry)


@inner
def resize(s: State, topic: int, by: int) -> None:
    """Change a topic's size."""
    h, c = s.head[0], s.topics[topic]
    size = c.size
    h.posts += by
    h.squares += (size + by) * (size + by) - size * size
    c.size = size + by
