"""Retention and compaction of the embedded log, in chunks so small that no append waits long."""

import sqlite3

from streams.adapters.sqlite_rows import Place, Stored

CHUNK = 64
SETTLED = 10_000
"""Milliseconds after which a compacted channel drops a record that has a newer one of its key."""

OLDEST = """SELECT rowid, next, at FROM batch WHERE channel = ? AND partition = ?
    ORDER BY next LIMIT ?"""
SUPERSEDED = """DELETE FROM batch
    WHERE channel = ? AND partition = ? AND key = ? AND next < ? AND at < ?"""


def compact(file: sqlite3.Connection, stored: list[Stored], at: int) -> None:
    """Drop what these rows have superseded for a while, in the transaction that adds them."""
    rows = [(row.channel, row.partition, row.key, row.next, at - SETTLED) for row in stored]
    file.executemany(SUPERSEDED, rows)


def expire(file: sqlite3.Connection, place: Place, now: int) -> int:
    """Drop the oldest rows past their retention and move the start; how many (0: all done)."""
    dropped = 0
    for partition in range(place.partitions):
        oldest = file.execute(OLDEST, (place.id, partition, CHUNK)).fetchall()
        old = [(rowid, end) for rowid, end, at in oldest if at < now - place.retention]
        if old:
            file.executemany("DELETE FROM batch WHERE rowid = ?", [(rowid,) for rowid, _ in old])
            file.execute(
                "UPDATE edge SET start = ? WHERE channel = ? AND partition = ?",
                (old[-1][1], place.id, partition),
            )
            dropped += len(old)
    return dropped
