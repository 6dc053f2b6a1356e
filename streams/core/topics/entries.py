"""Entries: which topic holds which term how often, found by hash and by two lists."""

from streams.core.compiled import inner
from streams.core.topics.tables import State


@inner
def home(topic: int, term: int, mask: int) -> int:
    """Where the search for an entry begins."""
    key = term * 2654435761 + topic * 40503
    return (key ^ (key >> 15)) & mask


@inner
def find(s: State, topic: int, term: int) -> int:
    """The entry of a term in a topic, -1 for none."""
    mask = len(s.table) - 1
    at = home(topic, term, mask)
    while True:
        entry = s.table[at] - 1
        if entry < 0:
            return -1
        if s.entries[entry].topic == topic and s.entries[entry].term == term:
            return entry
        at = (at + 1) & mask


@inner
def tabulate(s: State, entry: int) -> None:
    """Put an entry into the hash table (linear probing)."""
    mask = len(s.table) - 1
    at = home(s.entries[entry].topic, s.entries[entry].term, mask)
    while s.table[at]:
        at = (at + 1) & mask
    s.table[at] = entry + 1


@inner
def _untabulate(s: State, entry: int) -> None:
    # What was pushed past the hole moves up into it, so that no search ends too early.
    mask = len(s.table) - 1
    hole = home(s.entries[entry].topic, s.entries[entry].term, mask)
    while s.table[hole] != entry + 1:
        hole = (hole + 1) & mask
    at = (hole + 1) & mask
    while s.table[at]:
        other = s.table[at] - 1
        start = home(s.entries[other].topic, s.entries[other].term, mask)
        if ((at - start) & mask) >= ((at - hole) & mask):
            s.table[hole] = s.table[at]
            hole = at
        at = (at + 1) & mask
    s.table[hole] = 0


@inner
def add(s: State, topic: int, term: int, count: int) -> None:
    """A new entry."""
    h = s.head[0]
    entry = h.spare
    if entry < 0:
        entry = h.made
        h.made += 1
    else:
        h.spare = s.entries[entry].below
    h.entries += 1
    e, w = s.entries[entry], s.terms[term]
    e.topic, e.term, e.count = topic, term, count
    e.above, e.below = -1, w.first if w.topics else -1
    if w.topics:
        s.entries[w.first].above = entry
    w.first = entry
    w.topics += 1
    append(s, topic, entry)
    tabulate(s, entry)


@inner
def append(s: State, topic: int, entry: int) -> None:
    """Put an entry at the end of a topic's list."""
    c, e = s.topics[topic], s.entries[entry]
    e.before, e.after = c.last if c.terms else -1, -1
    if c.terms:
        s.entries[c.last].after = entry
    else:
        c.first = entry
    c.last = entry
    c.terms += 1


@inner
def detach(s: State, entry: int) -> None:
    """Take an entry out of its topic's list."""
    e = s.entries[entry]
    c = s.topics[e.topic]
    if e.before >= 0:
        s.entries[e.before].after = e.after
    else:
        c.first = e.after
    if e.after >= 0:
        s.entries[e.after].before = e.before
    else:
        c.last = e.before
    c.terms -= 1


@inner
def rename(s: State, entry: int, topic: int) -> None:
    """Make an entry another topic's."""
    detach(s, entry)
    _untabulate(s, entry)
    s.entries[entry].topic = topic
    append(s, topic, entry)
    tabulate(s, entry)


@inner
def remove(s: State, entry: int) -> None:
    """End an entry."""
    detach(s, entry)
    _untabulate(s, entry)
    h, e = s.head[0], s.entries[entry]
    w = s.terms[e.term]
    if e.above >= 0:
        s.entries[e.above].below = e.below
    else:
        w.first = e.below
    if e.below >= 0:
        s.entries[e.below].above = e.above
    w.topics -= 1
    free(s, e.term)
    e.below = h.spare
    h.spare = entry
    h.entries -= 1


@inner
def free(s: State, term: int) -> None:
    """Note a term that nothing holds any longer, once."""
    h, w = s.head[0], s.terms[term]
    if w.topics == 0 and w.waits == 0 and w.freed == 0:
        w.freed = 1
        s.freed[h.freed] = term
        h.freed += 1
