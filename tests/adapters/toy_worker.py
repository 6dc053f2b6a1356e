"""A worker of its own process, for tests: real folds' flow around a running checksum.

`python -m tests.adapters.toy_worker '{"url": ..., ...}'`; see `Orders` for what it can be told.
"""

import os
import random
import signal
import sys
import zlib
from collections.abc import Sequence
from typing import Any, Self

import msgspec

from streams.adapters.faust_app import SESSION, FoldingApp
from streams.adapters.log import Log
from streams.adapters.open import open_log
from streams.adapters.snapshots import Snapshots
from streams.adapters.sqlite_file import SqliteFile
from streams.adapters.worker import WorkerFailed, run_worker
from streams.agents.store import Every
from streams.core.fold import Output
from streams.topology import build

OUT = {"posts": "topics.live", "handovers": "corrections"}


class Orders(msgspec.Struct, frozen=True):
    """What a worker is told. `drop` is the share of fetched batches that Faust loses, `drop_first`
    how many deliveries it loses at first.

    `die_at` is the commit of the SQLite file before (or `die_after`: after) which it kills
    itself. `too_large_at` and `raise_at` are counts of records in a partition. `careless`
    writes snapshots whose offset is one too far: the tests must notice. `session` is the
    seconds after which Kafka takes the worker for dead, `client` the name it knows it by.
    """

    url: str
    prefix: str = ""
    seconds: float = 0.1
    drop: float = 0.0
    drop_first: int = 0
    die_at: int = 0
    die_after: bool = False
    too_large_at: int = 0
    raise_at: int = 0
    careless: bool = False
    session: float = SESSION
    client: str = ""
    security: dict[str, str] = {}


class Toy:
    """A running checksum and count; each record brings one output that says both."""

    def __init__(self, channel: str, orders: Orders) -> None:
        self._out = OUT[channel]
        self._orders = orders
        self.count = self.sum = self.lost = 0

    def fold(self, key: bytes | None, value: bytes | None) -> Sequence[Output]:
        self.count += 1
        self.sum = zlib.crc32(value or b"", self.sum)
        if self.count == self._orders.raise_at:
            raise ZeroDivisionError("a fold of ours is broken")
        text = f"{self.count} {self.sum}".encode()
        if self.count == self._orders.too_large_at:
            text = b"x" * 2_000_000
        return (Output(self._out, (key or b"").decode(), text, 0),)

    def gap(self, records: int) -> Sequence[Output]:
        self.lost += records
        return ()

    def snapshot(self) -> dict[str, Any]:
        return {"count": self.count, "sum": self.sum, "lost": self.lost}

    def restore(self, state: dict[str, Any]) -> Self:
        self.count, self.sum, self.lost = state["count"], state["sum"], state["lost"]
        return self


class Careless(Snapshots):
    """Loses a record at each restart."""

    def save(self, channel: str, partition: int, offset: int, state: dict[str, Any]) -> int:
        return super().save(channel, partition, offset + 1, state)


class Mortal(SqliteFile):
    """Kills its process just before or just after a commit."""

    left = 0
    after = False

    def commit(self, writer: Any) -> None:
        Mortal.left -= 1
        if Mortal.left == 0 and not Mortal.after:
            os.kill(os.getpid(), signal.SIGKILL)
        super().commit(writer)
        if Mortal.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def toy_app(orders: Orders, log: Log) -> FoldingApp:
    """The application, disturbed as ordered."""
    app = build(
        orders.url,
        log,
        lambda channel, _: Toy(channel, orders),
        prefix=orders.prefix,
        security=orders.security,
        every=Every(seconds=orders.seconds),
        session=orders.session,
        client=orders.client,
    )
    if orders.drop or orders.drop_first:
        lossy(app, orders.drop, orders.drop_first)
    if orders.careless:
        for folds in app.folding.values():
            folds._store = Careless(log, version=1)
    return app


def lossy(app: FoldingApp, share: float, first: int) -> None:
    """Let Faust lose batches after fetching, and on their way to agents, as around rebalances."""
    deliver, chance = app.topics.on_message, random.Random(7)

    class Forgetful(app.transport.Consumer):  # type: ignore[misc, name-defined]
        async def _getmany(self, **how: Any) -> dict[Any, Any]:
            fetched = await super()._getmany(**how)
            return {tp: found for tp, found in fetched.items() if chance.random() >= share}

    app.transport.Consumer = Forgetful

    async def callback(message: Any) -> None:
        nonlocal first
        first -= 1
        if first < 0 and chance.random() >= share / 4:
            await deliver(message)

    app.topics.on_message = callback


def main() -> None:
    orders = msgspec.json.decode(sys.argv[1], type=Orders)
    log: Any = open_log(orders.url, prefix=orders.prefix, security=orders.security)
    if orders.die_at:
        Mortal.left, Mortal.after = orders.die_at, orders.die_after
        log.file.__class__ = Mortal
    try:
        run_worker(toy_app(orders, log))
    except WorkerFailed as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
