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
        if s.entries[entry].topic == topic and s.links[entry].term == term:
            return entry
        at = (at + 1) & mask


@inner
def tabulate(s: State, entry: int) -> None:
    """Put an entry into the hash table (linear probing)."""
    mask = len(s.table) - 1
    at = home(s.entries[entry].topic, s.links[entry].term, mask)
    while s.table[at]:
        at = (at + 1) & mask
    s.table[at] = entry + 1


@inner
def _untabulate(s: State, entry: int) -> None:
    # What was pushed past the hole moves up into it, so that no search ends too early.
    mask = len(s.table) - 1
    hole = home(s.entries[entry].topic, s.links[entry].term, mask)
    while s.table[hole] != entry + 1:
        hole = (hole + 1) & mask
    at = (hole + 1) & mask
    while s.table[at]:
        other = s.table[at] - 1
        start = home(s.entries[other].topic, s.links[other].term, mask)
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
    e, link, w = s.entries[entry], s.links[entry], s.terms[term]
    e.topic, link.term, e.count = topic, term, count
    link.above, e.below = -1, w.first if w.topics else -1
    if w.topics:
        s.links[w.first].above = entry
    w.first = entry
    w.topics += 1
    append(s, topic, entry)
    tabulate(s, entry)


@inner
def append(s: State, topic: int, entry: int) -> None:
    """Put an entry at the end of a topic's list."""
    c, link = s.topics[topic], s.links[entry]
    link.before, link.after = c.last if c.terms else -1, -1
    if c.terms:
        s.links[c.last].after = entry
    else:
        c.first = entry
    c.last = entry
    c.terms += 1


@inner
def detach(s: State, entry: int) -> None:
    """Take an entry out of its topic's list."""
    link, c = s.links[entry], s.topics[s.entries[entry].topic]
    if link.before >= 0:
        s.links[link.before].after = link.after
    else:
        c.first = link.after
    if link.after >= 0:
        s.links[link.after].before = link.before
    else:
        c.last = link.before
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
    h, e, link = s.head[0], s.entries[entry], s.links[entry]
    w = s.terms[link.term]
    if link.above >= 0:
        s.entries[link.above].below = e.below
    else:
        w.first = e.below
    if e.below >= 0:
        s.links[e.below].above = link.above
    w.topics -= 1
    free(s, link.term)
    e.count, e.below = 0, h.spare
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
