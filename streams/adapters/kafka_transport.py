"""Faust's transport on Apache Kafka: batches in, acknowledged idempotent sends out.

The folds' own snapshots say where to read on (see `batches`). What is committed to the group only
mirrors them for lag tools, so a commit that fails costs nothing but is tried again, and none is
tried while the group is being joined: the refusal of such a commit resets the very membership
that is being asked for, and the worker would join for ever.
"""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, ClassVar

from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError
from aiokafka.protocol.commit import OffsetCommitRequest
from faust.auth import SASLCredentials, SSLCredentials
from faust.transport.drivers import aiokafka as driver
from faust.types import TP
from mode import Service

from streams.adapters.batches import Batches
from streams.adapters.errors import LogUnusable
from streams.adapters.kafka_settings import KafkaSettings, Secret

logger = logging.getLogger(__name__)

MIRROR = 0.5
"""Seconds between commits. More often would only cost the broker."""
PATIENCE = 10.0
"""Seconds for one commit; aiokafka itself would go on for as long as the broker is away."""
TRUNCATED = 10
"""Seconds for a new leader to know its own end before we believe that the log was cut."""


class Thread(driver.AIOKafkaConsumerThread):
    """The driver's own thread, with commits that give up and never disturb a join."""

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:
        consumer = self._ensure_consumer()
        assigned = self.assignment()
        due = {
            driver.ensure_aiokafka_TP(tp): (o, "") for tp, o in offsets.items() if tp in assigned
        }
        if _joining(consumer):
            return False
        try:
            await asyncio.wait_for(consumer.commit(due), PATIENCE)
        except (TimeoutError, CommitFailedError, IllegalStateError) as error:
            logger.info("not committed, will try again: %s", type(error).__name__)
            return False
        except KafkaError as error:
            await self.crash(error)
            return False
        return True


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

    async def on_stop(self) -> None:
        """Commit what is due, then stop."""
        await self._commit_due()
        await super().on_stop()

    @Service.task
    async def _keep_mirrored(self) -> None:
        while not self.should_stop:
            await self.sleep(MIRROR)
            await self._commit_due()

    async def _commit_due(self) -> None:
        due, assigned = self._due, self.assignment()
        ready = {tp: offset for tp, offset in due.items() if tp in assigned}
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
                ends = await self.highwaters(*restored)
            except KafkaError:  # no broker answers: wait for one, or for the next rebalance
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


def faust_settings(settings: KafkaSettings) -> dict[str, Any]:
    """The part of Faust's settings that says where Kafka is and what guards it."""
    return {
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


def _joining(consumer: Any) -> bool:
    """Whether the group is being joined, or must be; aiokafka tells nobody but itself."""
    coordinator = consumer._coordinator  # noqa: SLF001
    nobody = coordinator.generation == OffsetCommitRequest.DEFAULT_GENERATION_ID
    return bool(nobody or coordinator.need_rejoin(consumer._subscription.subscription))  # noqa: SLF001
