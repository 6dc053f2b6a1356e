"""Faust's transport on Apache Kafka: batches in, acknowledged idempotent sends out.

The folds' own snapshots say where to read on (see `batches`). What is committed to the group only
mirrors them for lag tools, so a commit that fails costs nothing but is tried again.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from time import monotonic
from typing import Any, ClassVar

from aiokafka.errors import IllegalStateError, KafkaError
from faust.auth import SASLCredentials, SSLCredentials
from faust.transport.drivers import aiokafka as driver
from faust.types import TP
from mode import Service

from streams.adapters.batches import SHORT, Batches
from streams.adapters.errors import LogError, LogUnusable
from streams.adapters.kafka_settings import KafkaSettings, Secret
from streams.adapters.kafka_thread import Thread

MIRROR = 0.5
"""Seconds between commits. More often would only cost the broker."""
LAST = 10.0
"""Seconds in which a worker that leaves tries to commit: a rebalance is over by then."""
BEATS = 12
"""Heartbeats in a session: by them a worker hears that another died, and shards change hands."""
TRUNCATED = 10
"""Seconds for a new leader to know its own end before we believe that the log was cut."""


class Consumer(Batches, driver.Consumer):
    """Aiokafka's consumer under Faust, with batches and mirrored offsets."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._due: dict[TP, int] = {}
        super().__init__(*args, **kwargs)

    def _new_consumer_thread(self) -> Thread:
        return Thread(self, loop=self.loop, beacon=self.beacon)

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Restore and seek; what was restored is what the group's offsets are to say."""
        restored = await super().seek_to_committed()
        await self._check_ends(restored)
        self._due = {tp: offset for tp, offset in restored.items() if offset > 0}
        return restored

    async def position(self, tp: TP) -> int | None:
        """The offset that will be fetched next; None where a rebalance has just taken `tp`."""
        try:
            return await super().position(tp)
        except IllegalStateError:
            return None

    async def earliest_offsets(self, *partitions: TP) -> Mapping[TP, int]:
        """Where the log begins. While no broker answers: not beyond what anybody wants."""
        try:
            return await super().earliest_offsets(*partitions)
        except KafkaError:
            return dict.fromkeys(partitions, 0)

    async def _seek(self, partition: TP, offset: int) -> None:
        with suppress(IllegalStateError):  # a rebalance has just taken it: nothing to go back for
            await super()._seek(partition, offset)

    async def mirror(self, tp: TP, offset: int) -> None:
        """Have this offset committed soon: the newest wins, and a failure is tried again."""
        self._due[tp] = offset

    async def settle(self) -> None:
        """Commit all that is due, before the worker leaves: in a rebalance, wait for its end.

        Not as the consumer stops, where it would be too late: its flow has been stopped by then,
        and a rebalance would close its connections. What stays due after `LAST` is committed
        by whoever gets the partitions next.
        """
        give_up = monotonic() + LAST
        await self._commit_due()
        while self._to_commit() and monotonic() < give_up:
            await asyncio.sleep(SHORT)
            await self._commit_due()

    @Service.task
    async def _keep_mirrored(self) -> None:
        while not self.should_stop:
            await self.sleep(MIRROR)
            await self._commit_due()

    def _to_commit(self) -> dict[TP, int]:
        assigned = self.assignment()
        return {tp: offset for tp, offset in self._due.items() if tp in assigned}

    async def _commit_due(self) -> None:
        due, ready = self._due, self._to_commit()
        if ready and await self._commit(ready) and due is self._due:
            for tp, offset in ready.items():
                if due.get(tp) == offset:
                    del due[tp]

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:
        if self.app.rebalancing or not self.flow_active:
            return False
        return await self._thread.commit(offsets)

    async def _check_ends(self, restored: Mapping[TP, int]) -> None:
        """Stop where the log ends before a snapshot's offset: Kafka would start over, silently."""
        for _ in range(TRUNCATED):
            beyond = await self._beyond_end(restored)
            if not beyond:
                return
            await asyncio.sleep(1.0)
        tp, end = next(iter(beyond.items()))
        error = LogUnusable(
            f"{tp.topic}/{tp.partition} ends at {end}, but its snapshot has read to "
            f"{restored[tp]}: the log lost records; start over under another prefix"
        )
        await self.crash(error)
        raise error

    async def _beyond_end(self, restored: Mapping[TP, int]) -> dict[TP, int]:
        """The ends of those partitions that end before what was restored."""
        while restored:
            try:
                ends = await self.app.ends(restored)
            except LogError:  # no broker answers: wait for one, or for the next rebalance
                await asyncio.sleep(1.0)
                continue
            return {tp: end for tp, end in ends.items() if end < restored[tp]}
        return {}


class Producer(driver.Producer):
    """Faust's producer, idempotent whatever the processing guarantee."""

    def _settings_extra(self) -> Mapping[str, Any]:
        return {"acks": "all", "enable_idempotence": True}


class Transport(driver.Transport):
    """What Faust is given in place of its own aiokafka transport."""

    Consumer: ClassVar[Any] = Consumer
    Producer: ClassVar[Any] = Producer


def faust_settings(settings: KafkaSettings, session: float, client: str = "") -> dict[str, Any]:
    """The part of Faust's settings that says where Kafka is, what guards it, and how patient it is.

    `session` is the seconds after which a silent worker is taken for dead, `client` its name.
    """
    return {
        "broker_client_id": client or "bouclage",
        "broker_session_timeout": session,
        "broker_heartbeat_interval": session / BEATS,
        "broker": [f"kafka://{server}" for server in settings.servers],
        "broker_credentials": _credentials(settings),
    }


def _credentials(settings: KafkaSettings) -> SASLCredentials | SSLCredentials | None:
    if settings.sasl:
        return SASLCredentials(
            mechanism=settings.mechanism,
            username=settings.user,
            password=Secret(settings.password),
            ssl_context=settings.context(),
        )
    context = settings.context()
    return None if context is None else SSLCredentials(context)
