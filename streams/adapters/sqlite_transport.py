"""Faust's transport on the embedded log.

One process holds the folding group of a file, and with it every partition. Reads happen in the
loop: they wait for no writer, take a millisecond or two, and would take Python's lock from the
fold in a thread too. Appends happen in a thread (see `sqlite_producer`).
"""

import asyncio
from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar

from faust.transport import base
from faust.types import TP, ConsumerMessage

from streams.adapters.batches import Batches
from streams.adapters.errors import LogUnusable
from streams.adapters.lock import FileLock
from streams.adapters.log import Entry
from streams.adapters.sqlite_producer import Producer
from streams.core.partition import partition_of

BATCH_RECORDS = 2_000
BATCH_BYTES = 1 << 20
NAP, LONGEST_NAP = 0.002, 0.02
"""Seconds between looks at the file while there is nothing new."""


class Consumer(Batches):
    """Reads every partition of the folded channels. `app` is a `FoldingApp`."""

    consumer_stopped_errors: ClassVar[tuple[type[BaseException], ...]] = ()

    def on_init(self) -> None:
        """Begin without partitions."""
        self._assigned: set[TP] = set()
        self._positions: dict[TP, int] = {}
        what = f"fold as group {self.app.conf.id}"
        side = self.app.records.file.path.with_name(
            f"{self.app.records.file.path.name}.{self.app.conf.id}.lock"
        )
        self._lock = FileLock(side, what=what)

    async def on_start(self) -> None:
        """Hold the group; raises `LogBusy` where another worker does."""
        self._lock.take()
        await super().on_start()

    async def on_stop(self) -> None:
        """Give the group back."""
        await super().on_stop()
        self._lock.release()

    async def subscribe(self, topics: Iterable[str]) -> None:
        """Take all partitions. As Kafka would, this happens after the call."""
        tps = {TP(t, p) for t in topics for p in range(self.topic_partitions(t))}
        self.add_future(self._assign(tps))

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Restore and seek; raises where a snapshot has read beyond the end of the log."""
        restored = await super().seek_to_committed()
        for tp, offset in restored.items():
            if offset > (end := self.highwater(tp)):
                raise LogUnusable(
                    f"{tp.topic}/{tp.partition} ends at {end}, but its snapshot has read to "
                    f"{offset}: the log lost records; start over with a new file"
                )
        return restored

    def assignment(self) -> set[TP]:
        """Everything, once assigned."""
        return set(self._assigned)

    async def position(self, tp: TP) -> int | None:
        """The offset that will be fetched next."""
        return self._positions.get(tp)

    async def seek_wait(self, partitions: Mapping[TP, int]) -> None:
        """Go to these offsets."""
        for tp, offset in partitions.items():
            await self.seek(tp, offset)

    def highwater(self, tp: TP) -> int:
        """The end of a partition."""
        end: int = self.app.records.end(self.app.channel_of(tp.topic), tp.partition)
        return end

    async def highwaters(self, *partitions: TP) -> dict[TP, int]:
        """The ends of partitions."""
        return {tp: self.highwater(tp) for tp in partitions}

    async def earliest_offsets(self, *partitions: TP) -> dict[TP, int]:
        """Where partitions start."""
        start = self.app.records.start
        return {tp: start(self.app.channel_of(tp.topic), tp.partition) for tp in partitions}

    def topic_partitions(self, topic: str) -> int:
        """How many partitions a channel has."""
        found: int = self.app.records.partitions(self.app.channel_of(topic))
        return found

    def key_partition(self, topic: str, key: bytes | None, partition: int | None = None) -> int:
        """The partition of a key."""
        return partition_of(key, self.topic_partitions(topic)) if partition is None else partition

    async def _assign(self, tps: set[TP]) -> None:
        self.app.on_rebalance_start()
        if self._assigned:
            await self.on_partitions_revoked(self.assignment())
        self._assigned = tps
        self.app.consumer_generation_id += 1
        await self.on_partitions_assigned(set(tps), generation_id=self.app.consumer_generation_id)

    async def _seek(self, partition: TP, offset: int) -> None:
        self._positions[partition] = offset

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:
        for tp, offset in offsets.items():
            await asyncio.to_thread(
                self.app.records.commit,
                self.app.group,
                self.app.channel_of(tp.topic),
                {tp.partition: offset},
            )
        return True

    async def _getmany(
        self,
        active_partitions: Collection[TP] | None,
        timeout: float,  # noqa: ASYNC109 - as Faust calls it
    ) -> dict[TP, list[Entry]]:
        clock = asyncio.get_running_loop().time
        until, nap = clock() + timeout, NAP
        while True:
            version = self.app.records.file.version()
            if found := self._fetch(active_partitions or ()):
                return found
            while version == self.app.records.file.version():
                if (left := until - clock()) <= 0:
                    return {}
                await asyncio.sleep(min(nap, left))
                nap = min(nap * 1.5, LONGEST_NAP)

    def _fetch(self, active: Collection[TP]) -> dict[TP, list[Entry]]:
        found = {}
        for tp in active:
            entries = self.app.records.read(
                self.app.channel_of(tp.topic),
                tp.partition,
                self._positions[tp],
                limit=BATCH_RECORDS,
                max_bytes=BATCH_BYTES,
            )
            if entries:
                found[tp] = entries
                self._positions[tp] = entries[-1].offset + 1
        return found

    def _to_message(self, tp: TP, record: Entry) -> ConsumerMessage:
        return ConsumerMessage(
            tp.topic,
            tp.partition,
            record.offset,
            record.timestamp / 1000,
            0,
            (),
            record.key,
            record.value,
            None,
            tp=tp,
            generation_id=self.app.consumer_generation_id,
        )

    async def create_topic(self, *_: Any, **__: Any) -> None:
        """Nothing: channels are created by a command, with their settings."""

    def _new_topicpartition(self, topic: str, partition: int) -> TP:
        return TP(topic, partition)


class Transport(base.Transport):
    """What Faust is given in place of a broker's transport."""

    Consumer: ClassVar[Any] = Consumer
    Producer: ClassVar[Any] = Producer
    driver_version = "sqlite"
