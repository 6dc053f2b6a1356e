"""A small installation on the embedded log, in this process: fed, folded to its end, looked at."""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from ops.bench.feed import last_close, order
from ops.bench.synthetic import START, Synthetic
from ops.bench.worker import ours
from schemas.channels import CHANNELS, DIGESTS_FINAL, POSTS
from schemas.digests import Digest
from schemas.editions import Desk, Edition, Settings
from streams.adapters.sqlite_file import SqliteFile
from streams.adapters.sqlite_log import SqliteLog
from streams.settings import Process
from streams.sources.orders import Orders
from streams.sources.source import Draft
from streams.sources.writer import Writer

SECOND, RATE = 1000, 5
EDITION = Edition(name="all-utc", desk="all", zone="UTC", language="en", grace=0)
SETTINGS = Settings(desks=(Desk(name="all"),), editions=(EDITION,))
CLOSE = last_close(SETTINGS, START)


def drafts(count: int) -> list[Draft]:
    """The first records of a stream that is always the same, five a second."""
    return list(Synthetic("bluesky", rate=RATE).drafts(count))


class House:
    """One prefix of one file. `now` is the clock by which its log grows old."""

    def __init__(self, file: Path, prefix: str = "", shards: int = 2) -> None:
        self.now = START
        self.process = Process(broker=f"sqlite:///{file}", prefix=prefix)
        self.log = SqliteLog(SqliteFile(file), prefix=prefix, clock=lambda: self.now)
        self.log.create(CHANNELS, {POSTS.name: shards})
        self.orders = Orders(self.log, "0")
        self.writer = Writer(self.log, "intake", epoch=0, position=0)

    def open(self) -> None:
        """The intake joins, and the settings stand."""
        self.writer.join(START - 1)
        self.writer.put(order(SETTINGS, START), START)

    def feed(self, some: Iterable[Draft]) -> None:
        """Write records with a tick a second, as an intake does."""
        at = START
        for draft in some:
            second = draft.time - draft.time % SECOND
            if second > at - at % SECOND:
                self.tick(second)
            at = draft.time
            self.writer.put(draft.record, at)
        self.tick(at - at % SECOND + SECOND)

    def tick(self, until: int) -> None:
        """Copy orders, then promise."""
        for record in self.orders.read(until):
            self.writer.put(record, until)
        self.writer.tick(until, until, {})

    def close(self, at: int = CLOSE) -> None:
        """The day is over, and the intake ends."""
        self.tick(at)
        self.writer.end(at)

    def fold(self) -> None:
        """A worker folds all there is, keeps its states, and stops; raises as it does."""
        asyncio.run(ours(self.process, self.log))

    def grow_old(self, write: Callable[[], object]) -> None:
        """What is written by this outlives what was written before, which retention then takes."""
        self.now += POSTS.retention + 1
        write()
        while self.log.care():
            pass

    def finals(self) -> dict[bytes, bytes]:
        """The newest value of each final digest."""
        entries = self.log.read(DIGESTS_FINAL.name, 0, self.log.start(DIGESTS_FINAL.name, 0))
        return {entry.key or b"": entry.value or b"" for entry in entries}

    def final(self) -> Digest:
        """The one final digest."""
        (value,) = self.finals().values()
        return msgspec.json.decode(value, type=Digest)
