"""Logs and readers that the tests of sources share."""

from collections.abc import Sequence
from pathlib import Path

from schemas.channels import CHANNELS, POSTS
from schemas.codec import Record, decode_record
from schemas.control import EPOCH, IntakeEnded, IntakeIdle, IntakeJoined, Tick
from streams.adapters.log import Log, Row
from streams.adapters.sqlite_log import SqliteLog
from streams.core.shard.intakes import Intakes
from streams.sources.replay import Time

CONTROL = (Tick, IntakeJoined, IntakeEnded, IntakeIdle)
RUSH = Time(now=lambda: 1_800_000_000_000, sleep=lambda seconds: None)


class Killed(BaseException):
    """The process is gone."""


class Mortal:
    """A log whose writer dies after so many rows, in the middle of an append."""

    def __init__(self, log: Log, rows: int) -> None:
        self._log, self._rows = log, rows

    def append(self, rows: Sequence[Row]) -> list[int]:
        offsets = []
        for row in rows:
            if self._rows == 0:
                raise Killed
            self._rows -= 1
            offsets += self._log.append([row])
        return offsets

    def __getattr__(self, name: str) -> object:
        return getattr(self._log, name)


def new_log(folder: Path, partitions: int = 3) -> SqliteLog:
    """A fresh log with all channels."""
    log = SqliteLog.open(f"sqlite:///{folder / 'log.db'}")
    log.create(CHANNELS, {"posts": partitions})
    return log


def records(log: Log, partition: int) -> list[Record]:
    """All records of a partition of `posts`."""
    found: list[Record] = []
    offset = 0
    while entries := log.read(POSTS.name, partition, offset):
        found += [decode_record(entry.value or b"") for entry in entries]
        offset = entries[-1].offset + 1
    return found


def heard(log: Log, partition: int) -> list[Record]:
    """What a fold takes of a partition: nothing fenced, nothing sent twice, nothing behind."""
    intakes, found = Intakes(), []
    for record in records(log, partition):
        if intakes.hear(record):
            continue
        if isinstance(record, CONTROL):
            intakes.obey(record)
        else:
            assert record.at >= intakes.watermark, "a record behind a promise"
            found.append(record)
    return found


def folded(log: Log) -> list[list[tuple[int, int, str, str]]]:
    """For each partition what a fold takes, in its order."""
    return [
        sorted((r.at, r.number % EPOCH, r.source, r.id) for r in heard(log, partition))
        for partition in range(log.partitions(POSTS.name))
    ]
