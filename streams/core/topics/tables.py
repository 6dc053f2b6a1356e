"""The learner's state as arrays, which compiled code reads and writes in place.

Topics, terms and entries stand in rows that are taken again when what stood there is gone. An entry
is one term of one topic, with its count; it stands in two lists, the topic's terms and the term's
topics, and in one hash table by (topic, term). What a query reads of an entry stands apart from the
rest of it, in eight bytes: a busy desk has 300,000, more than a core's cache holds.
"""

from math import log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.core.topics.settings import (
    LIVES,
    MOST_COUNT,
    MOST_HELD,
    MOST_POST_TERMS,
    MOST_TOPICS,
    POWER,
)

Rows = NDArray[Any]

SENTINELS = len(LIVES) + 1
"""Rows of `topics` that only begin a list: one for each class of size, and one of what is due."""
DUE = len(LIVES)
TERMS, ENTRIES = 1_024, 4_096  # rows to begin with
AT_ONCE = 256
"""Posts of one call: each may move two posts and merge one topic."""

HEAD = np.dtype(
    [
        ("post", "<i8"),  # posts so far
        ("time", "<f8"),  # event time, s
        ("next", "<i8"),  # the next topic's name
        ("topics", "<i8"),  # living topics
        ("posts", "<i8"),  # posts in them
        ("squares", "<i8"),  # sum of size^2
        ("rows", "<i8"),  # rows of `topics` ever taken
        ("gone", "<i8"),  # a free row of `topics`, -1 for none; the next stands in its `first`
        ("entries", "<i8"),  # entries in use
        ("made", "<i8"),  # rows of `entries` ever taken
        ("spare", "<i8"),  # a free row of `entries`; the next stands in its `below`
        ("held", "<i8"),  # posts that wait for their second look
        ("oldest", "<i8"),  # the row of the first of them
        ("freed", "<i8"),  # how many rows of `freed`, `moved` and `merged` the last call wrote
        ("moved", "<i8"),
        ("merged", "<i8"),
    ]
)
TOPIC = np.dtype(
    [
        ("name", "<i8"),  # -1 in a free row
        ("size", "<i4"),  # posts
        ("terms", "<i4"),  # how many entries
        ("first", "<i4"),  # its entries, in the order they came
        ("last", "<i4"),
        ("norm", "<f8"),
        ("kind", "<i4"),  # class of size
        ("older", "<i4"),  # its neighbours in the class, by age
        ("younger", "<i4"),
        ("checked", "<i4"),  # its size when it last looked for a partner
        ("seen_post", "<i8"),  # when it was last touched
        ("seen_time", "<f8"),
        ("due_post", "<i8"),  # since when it waits to be tended
        ("due_time", "<f8"),
        ("due_before", "<i4"),
        ("due_after", "<i4"),
        ("queued", "<i4"),
        ("normed", "<i4"),  # its size when its norm was last renewed
    ]
)
TERM = np.dtype(
    [
        ("squares", "<i8"),  # sum of count^2 over its topics
        ("total", "<i8"),  # sum of counts
        ("topics", "<i4"),  # how many
        ("first", "<i4"),  # its entries
        ("waits", "<i4"),  # waiting posts that hold it
        ("freed", "<i4"),  # 1 while it is noted as freed
    ]
)
ENTRY = np.dtype(
    [
        ("topic", "<i2"),
        ("count", "<i2"),
        ("below", "<i4"),  # the next of the term's entries
    ]
)
LINK = np.dtype(
    [
        ("term", "<i4"),
        ("above", "<i4"),  # the entry before it among the term's
        ("before", "<i4"),  # its neighbours among the topic's
        ("after", "<i4"),
    ]
)
SCORE = np.dtype(
    [
        ("sum", "<f8"),  # of a topic in a query; 0 but during one
        ("next", "<i8"),  # the topic that the query touched before
    ]
)
HELD = np.dtype(
    [
        ("number", "<i8"),  # when the post came
        ("time", "<f8"),
        ("post", "<i8"),  # what moves call it
        ("name", "<i8"),  # its topic, by name and row
        ("score", "<f8"),
        ("topic", "<i4"),
        ("count", "<i4"),  # how many terms
        ("terms", "<i4", (MOST_POST_TERMS,)),
    ]
)


POST = np.dtype([("end", "<i4"), ("time", "<f8"), ("post", "<i8"), ("topic", "<i8")])
"""A post of a call: where its terms end, when it came (s), what it is called; its topic."""
MOVED = np.dtype([("post", "<i8"), ("topic", "<i8")])
"""A post, and the topic that its second look gave it."""
MERGED = np.dtype([("topic", "<i8"), ("into", "<i8"), ("time", "<f8")])
"""A topic, what it became, and when (s)."""
NUMBER = np.dtype([("power", "<f8"), ("square", "<f8"), ("log", "<f8")])


class State(NamedTuple):
    """Everything that compiled code works on: rows of the kinds above."""

    head: Rows
    topics: Rows
    scores: Rows  # of topics, in the same rows
    terms: Rows
    entries: Rows
    links: Rows  # of entries, in the same rows
    held: Rows  # a ring of posts that wait for their second look
    table: NDArray[np.int32]  # rows of entries + 1 by hash, 0 where empty; 2 ** n long
    freed: NDArray[np.int32]  # terms that nothing holds any longer since the last call
    moved: Rows
    merged: Rows
    numbers: Rows  # for y from 0: y ** POWER, its square, and ln y


def fresh() -> State:
    """The state of a learner that has seen nothing."""
    head = np.zeros(1, HEAD)
    head["rows"], head["gone"], head["spare"] = SENTINELS, -1, -1
    topics = np.zeros(SENTINELS + MOST_TOPICS + 2, TOPIC)
    for link in ("older", "younger", "due_before", "due_after"):
        topics[link][:SENTINELS] = np.arange(SENTINELS)
    topics["name"] = -1
    return State(
        head,
        topics,
        np.zeros(len(topics), SCORE),
        np.zeros(TERMS, TERM),
        np.zeros(ENTRIES, ENTRY),
        np.zeros(ENTRIES, LINK),
        np.zeros(MOST_HELD + 2, HELD),
        np.zeros(_slots(ENTRIES), np.int32),
        np.zeros(TERMS, np.int32),
        np.zeros(2 * AT_ONCE, MOVED),
        np.zeros(AT_ONCE, MERGED),
        NUMBERS,
    )


def _numbers() -> Rows:
    rows = np.zeros(MOST_COUNT + 1, NUMBER)
    rows["power"] = [y**POWER for y in range(MOST_COUNT + 1)]
    rows["square"] = rows["power"] * rows["power"]
    rows["log"][1:] = [log(y) for y in range(1, MOST_COUNT + 1)]
    return rows


NUMBERS = _numbers()


def grow(s: State, *, terms: int, entries: int) -> None:
    """Make room for at least so many terms and entries, in place; the hash table is empty then."""
    for rows, count in (
        (s.terms, terms),
        (s.freed, terms),
        (s.entries, entries),
        (s.links, entries),
    ):
        rows.resize(max(len(rows), count), refcheck=False)
    s.table.resize(_slots(entries), refcheck=False)
    s.table[:] = 0


def _slots(entries: int) -> int:
    return 1 << (2 * entries - 1).bit_length()
