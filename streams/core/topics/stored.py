"""The learner's arrays as bytes, and back."""

from typing import Any

import numpy as np

from streams.core.topics.settings import MOST_COUNT, MOST_HELD, MOST_TOPICS
from streams.core.topics.steps import tabulate
from streams.core.topics.tables import (
    ENTRY,
    HEAD,
    HELD,
    SENTINELS,
    TERM,
    TOPIC,
    Rows,
    State,
    fresh,
    grow,
)

KEPT = ("term", "after")
KEPT_LINK = np.dtype([(name, "<i4") for name in KEPT])
"""What is kept of a `LINK`: the rest are the same lists, told from their ends."""
KINDS = {
    "head": HEAD,
    "topics": TOPIC,
    "terms": TERM,
    "entries": ENTRY,
    "links": KEPT_LINK,
    "held": HELD,
}


def stored(s: State, *, terms: int) -> dict[str, bytes]:
    """What is kept of a state, of which so many rows of terms were ever taken: little-endian rows,
    those that wait for their second look in their order."""
    head = s.head.copy()
    h = head[0]
    waiting = (h["oldest"] + np.arange(h["held"])) % len(s.held)
    kept = {
        "head": head,
        "topics": s.topics[: h["rows"]],
        "terms": s.terms[:terms],
        "entries": s.entries[: h["made"]],
        "held": s.held[waiting],
    }
    kept["links"] = _links(s, int(h["made"]))
    h["oldest"] = 0
    return {name: rows.tobytes() for name, rows in kept.items()}


def restored(kept: dict[str, bytes]) -> State:
    """The state of what was kept.

    Raises ValueError where its parts do not fit together.
    """
    rows: dict[str, Any] = {n: np.frombuffer(kept[n], kind) for n, kind in KINDS.items()}
    _check(**rows)
    room = {name: 2 * len(rows[name]) + 1_024 for name in ("terms", "entries")}
    s = fresh()
    grow(s, **room)
    links = rows.pop("links")
    for name, some in rows.items():
        getattr(s, name)[: len(some)] = some
    for name in KEPT:
        s.links[name][: len(links)] = links[name]
    _link_back(s)
    tabulate(s)
    return s


def _links(s: State, made: int) -> Rows:
    links = np.empty(made, KEPT_LINK)
    for name in KEPT:
        links[name] = s.links[name][:made]
    return links


def _link_back(s: State) -> None:
    used = np.flatnonzero(s.entries["count"])
    forth, back = (s.entries["below"], s.links["after"]), (s.links["above"], s.links["before"])
    for to, fro in zip(forth, back, strict=True):
        fro[:] = -1
        following = to[used]
        there = following >= 0
        fro[following[there]] = used[there]


def _check(*, head: Any, topics: Any, terms: Any, entries: Any, links: Any, held: Any) -> None:
    lengths = [len(head), *(head[0][name] for name in ("rows", "made", "made", "held"))]
    if lengths != [1, len(topics), len(entries), len(links), len(held)]:
        raise ValueError(f"a topic learner says it has {lengths} rows, but has others")
    if len(topics) > SENTINELS + MOST_TOPICS + 2 or len(held) > MOST_HELD + 1:
        raise ValueError("a topic learner holds more than it may")
    alive = topics["name"] >= 0
    living, listed = topics[alive], topics[(np.arange(len(topics)) < SENTINELS) | alive]
    to_topics = [
        *(entries["topic"], held["topic"], topics[~alive]["first"][SENTINELS:], head["gone"]),
        *(listed[link] for link in ("older", "younger", "due_before", "due_after")),
    ]
    to_entries = [
        *(entries["below"], links["after"]),
        *(living["first"][living["terms"] > 0], living["last"][living["terms"] > 0]),
        *(terms["first"][terms["topics"] > 0], head["spare"]),
    ]
    for what, rows, limit in (
        ("topics", to_topics, len(topics)),
        ("entries", to_entries, len(entries)),
        ("terms", [links["term"], held["terms"]], len(terms)),
        ("numbers", [entries["count"]], MOST_COUNT + 1),
    ):
        if any(len(some) and not (some.min() >= -1 and some.max() < limit) for some in rows):
            raise ValueError(f"a topic learner points outside its rows of {what}")
