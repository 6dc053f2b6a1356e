"""One second of all shards, merged in the order in which the shards folded it."""

import msgspec

from schemas.control import EPOCH
from schemas.handovers import CountRow, Row, Second, WordRow


class Moment(msgspec.Struct):
    """One second of all shards, merged: rows in order of their place in time, counts last."""

    second: int
    rows: list[Row]
    counts: list[CountRow]
    tallies: dict[str, int]


def merge(second: int, parts: list[Second]) -> Moment:
    """One second of all shards. A word that each shard handed over is kept once."""
    rows: list[Row] = []
    counts: list[CountRow] = []
    words: set[tuple[int, str, int]] = set()
    tallies: dict[str, int] = {}
    for part in parts:
        for row in part.rows:
            if isinstance(row, CountRow):
                counts.append(row)
            elif not isinstance(row, WordRow):
                rows.append(row)
            elif place(row)[:3] not in words:
                # Without the epoch: what one epoch began to tell all shards, the next completes.
                words.add(place(row)[:3])
                rows.append(row)
        for name, count in part.tallies.items():
            tallies[name] = tallies.get(name, 0) + count
    rows.sort(key=place)
    counts.sort(key=lambda row: row.post)
    return Moment(second, rows, counts, tallies)


def place(row: Row) -> tuple[int, str, int, int]:
    """Where a row stands within its second: the same order as the shards use."""
    at, intake, number = row.stamp  # type: ignore[union-attr]
    return at, intake, number % EPOCH, number
