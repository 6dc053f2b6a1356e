"""The embedded log: channels of partitions of records in one SQLite file.

Any number of processes append and read. An append is one transaction: all or nothing, safe from
the death of the process when it returns (a loss of power may take the newest, in order).
"""

import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Self

from schemas.channels import RECORD_BYTES, Channel
from streams.adapters import sqlite_care, sqlite_names
from streams.adapters.errors import TooLarge
from streams.adapters.log import READ_BYTES, READ_RECORDS, Difference, Entry, Row
from streams.adapters.sqlite_file import SqliteFile
from streams.adapters.sqlite_names import Names
from streams.adapters.sqlite_rows import pack, unpack
from streams.adapters.sqlite_schema import path_of
from streams.core.partition import often

NAP, LONGEST_NAP = 0.002, 0.04
CARE_EVERY = 30.0
ADVANCE = """UPDATE edge SET next = next + ? WHERE channel = ? AND partition = ? RETURNING next"""
INSERT = "INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?)"
READ = """SELECT base, at, records FROM batch
    WHERE channel = ? AND partition = ? AND next > ? ORDER BY next LIMIT ?"""
EDGE = "SELECT start, next FROM edge WHERE channel = ? AND partition = ?"
COMMIT = "INSERT OR REPLACE INTO position VALUES (?, ?, ?, ?)"
COMMITTED = "SELECT next FROM position WHERE reader = ? AND channel = ? AND partition = ?"


def now_ms() -> int:
    """The wall clock, in milliseconds."""
    return time.time_ns() // 1_000_000


class SqliteLog:
    """A `Log` in a file; every channel and group name gets `prefix` there."""

    def __init__(
        self, file: SqliteFile, *, prefix: str = "", clock: Callable[[], int] = now_ms
    ) -> None:
        self.file = file
        self._prefix = prefix
        self._clock = clock
        self._names = Names(file, prefix)
        self._care_at = 0.0

    @classmethod
    def open(cls, url: str, *, prefix: str = "", create: bool = True) -> Self:
        """The log at `sqlite:///PATH`, created where it is missing, if that is wanted."""
        return cls(SqliteFile(path_of(url), create=create), prefix=prefix)

    def append(self, rows: Sequence[Row]) -> list[int]:
        """See `Log`; here all rows or none."""
        groups: dict[tuple[str, int], list[int]] = defaultdict(list)
        for i, row in enumerate(rows):
            groups[row.channel, self._partition(row)].append(i)
        offsets = [0] * len(rows)

        def work(file: sqlite3.Connection) -> None:
            for (channel, partition), places in groups.items():
                base = self._insert(file, channel, partition, [rows[i] for i in places])
                for offset, i in enumerate(places, base):
                    offsets[i] = offset

        if rows:
            self.file.write(f"append {len(rows)} records to the log", work)
            self._care_when_due()
        return offsets

    def read(
        self,
        channel: str,
        partition: int,
        offset: int,
        *,
        limit: int = READ_RECORDS,
        max_bytes: int = READ_BYTES,
        timeout: float = 0.0,
    ) -> list[Entry]:
        """See `Log`."""
        place = self._names.place(channel, partition)
        args = (place.id, partition, offset, limit)

        def take(cursor: sqlite3.Cursor) -> list[Entry]:
            found: list[Entry] = []
            size = 0
            while len(found) < limit and size < max_bytes and (row := cursor.fetchone()):
                base, at, records = row
                found += unpack(base, at, records, offset=offset)
                size += len(records)
            return found[:limit]

        found = self.file.scan(f"read {channel}", READ, args, take)
        if not found and timeout > 0 and self.wait({(channel, partition): offset}, timeout):
            found = self.file.scan(f"read {channel}", READ, args, take)
        return found

    def wait(self, positions: Mapping[tuple[str, int], int], timeout: float) -> bool:
        """See `Log`; looks every few milliseconds at first, then at most every 40."""
        until = time.monotonic() + timeout
        nap, version = NAP, -1
        while True:
            if version != (version := self.file.version()) and any(
                self.end(*place) > offset for place, offset in positions.items()
            ):
                return True
            left = until - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(nap, left))
            nap = min(nap * 1.5, LONGEST_NAP)

    def start(self, channel: str, partition: int) -> int:
        """See `Log`."""
        return self._edge(channel, partition)[0]

    def end(self, channel: str, partition: int) -> int:
        """See `Log`."""
        return self._edge(channel, partition)[1]

    def committed(self, group: str, channel: str, partition: int) -> int | None:
        """See `Log`."""
        args = (self._prefix + group, self._names.place(channel, partition).id, partition)
        found = self.file.query(f"read the position of {group}", COMMITTED, args)
        return int(found[0][0]) if found else None

    def commit(self, group: str, channel: str, offsets: Mapping[int, int]) -> None:
        """See `Log`."""
        name, place = self._prefix + group, self._names.place
        rows = [(name, place(channel, at).id, at, offset) for at, offset in offsets.items()]

        def work(file: sqlite3.Connection) -> None:
            file.executemany(COMMIT, rows)

        self.file.write(f"commit for {group}", work)

    def create(
        self, channels: Sequence[Channel], partitions: Mapping[str, int] | None = None
    ) -> list[Difference]:
        """See `Log`."""
        return sqlite_names.create(self.file, self._prefix, channels, partitions)

    def partitions(self, channel: str) -> int:
        """See `Log`."""
        return self._names.place(channel, 0).partitions

    def care(self) -> int:
        """Drop one chunk of what retention has passed; how many rows (0: nothing left)."""
        dropped = 0

        def work(file: sqlite3.Connection) -> None:
            nonlocal dropped
            for place in self._names.all():
                if place.cleanup == "delete" and place.retention >= 0:
                    dropped += sqlite_care.expire(file, place, self._clock())

        self.file.write("drop old records", work)
        return dropped

    def close(self) -> None:
        """See `Log`."""
        self.file.close()

    def _partition(self, row: Row) -> int:
        size = len(row.key or b"") + len(row.value or b"")
        if size > RECORD_BYTES:
            raise TooLarge(
                f"cannot append to {row.channel}: a record of {size} bytes, at most "
                f"{RECORD_BYTES}; nothing was appended"
            )
        if row.partition is None:
            return often(row.key, self.partitions(row.channel))
        self._names.place(row.channel, row.partition)
        return row.partition

    def _insert(
        self, file: sqlite3.Connection, channel: str, partition: int, rows: list[Row]
    ) -> int:
        place, at = self._names.place(channel, partition), self._clock()
        found = file.execute(ADVANCE, (len(rows), place.id, partition)).fetchall()
        base = int(found[0][0]) - len(rows)
        stored = list(pack(place, partition, base, at, rows))
        file.executemany(INSERT, stored)
        if place.cleanup == "compact":
            sqlite_care.compact(file, stored, at)
        return base

    def _edge(self, channel: str, partition: int) -> tuple[int, int]:
        place = self._names.place(channel, partition)
        ((start, end),) = self.file.query(f"look at {channel}", EDGE, (place.id, partition))
        return int(start), int(end)

    def _care_when_due(self) -> None:
        if time.monotonic() >= self._care_at and not self.care():
            self._care_at = time.monotonic() + CARE_EVERY
