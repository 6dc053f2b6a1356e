"""The Faust application: its settings, its channels, and how it is told to stop."""

import asyncio
import logging
from collections.abc import AsyncIterable, AsyncIterator, Callable, Collection, Mapping
from typing import Any, Protocol

import faust
from faust.tables import TableManager
from faust.types import TP

from schemas.channels import Channel
from streams.adapters.batches import Batch, Folding
from streams.adapters.errors import LogError
from streams.adapters.log import GROUP, Log
from streams.core.fold import Output

logger = logging.getLogger(__name__)

KEEP_EVERY = 0.25
SESSION = 6.0
"""Seconds of silence after which a worker's shards go to others: the least that brokers allow."""
SETTINGS: dict[str, Any] = {
    "store": "memory://",
    "autodiscover": False,
    "web_enabled": False,
    "web_tables_enabled": False,
    "topic_allow_declare": False,  # channels are created by a command, with their settings
    "topic_disable_leader": True,
    "stream_wait_empty": False,  # nothing is ever acked to Faust: it would wait for ever
    "stream_buffer_maxsize": 64,  # batches, not records
    "broker_commit_interval": 86_400.0,
    "broker_max_poll_records": 2_000,
    "consumer_auto_offset_reset": "earliest",
    "table_standby_replicas": 0,
}


class Folds(Folding, Protocol):
    """The folds behind a channel, as the application sees them."""

    async def restore(self, partitions: Collection[int]) -> dict[int, int]: ...
    async def keep_due(self) -> None: ...
    async def close(self) -> None: ...


Agent = Callable[[AsyncIterable[Batch]], AsyncIterator[None]]


class AsFetched(faust.Schema):
    """Leaves a batch as it was fetched."""

    def loads_key(self, app: Any, message: Any, **_: Any) -> None:
        """Batches have no key."""

    def loads_value(self, app: Any, message: Any, **_: Any) -> Any:
        """The batch itself."""
        return message.value


class NoTables(TableManager):
    """Faust's manager of tables, which sleeps a second before it finds that there are none."""

    async def on_start(self) -> None:
        """Go on at once."""
        await self._update_channels()
        await self.recovery.start()


class FoldingApp(faust.App):
    """A Faust application whose agents fold. The channels of `hop` called first go first."""

    def __init__(
        self, log: Log, transport: Any, *, prefix: str = "", settings: Mapping[str, Any]
    ) -> None:
        self.records = log
        self.prefix = prefix
        self.group = GROUP
        self.folding: dict[str, Any] = {}
        self.failure: BaseException | None = None
        self.failed = asyncio.Event()
        self._transport_class = transport
        super().__init__(prefix + GROUP, TableManager=NoTables, **{**SETTINGS, **settings})

    def channel_of(self, topic: str) -> str:
        """A channel's name without the prefix."""
        return topic.removeprefix(self.prefix)

    def hop(self, channel: Channel, folds: Folds, agent: Agent) -> None:
        """Have an agent fold a channel. An exception in it stops the worker."""
        name = self.prefix + channel.name
        self.folding[name] = folds

        async def run(stream: Any) -> None:
            try:
                async for _ in agent(_batches(stream)):
                    pass
            except Exception as error:  # Faust would skip the batch and go on
                logger.exception("the folds of %s failed", channel.name)
                self.fail(error)
                await asyncio.Event().wait()

        topic = self.topic(name, schema=AsFetched(), acks=False)
        self.agent(topic, name=channel.name)(run)

    async def send_output(self, output: Output) -> asyncio.Future[Any]:
        """Hand a record to the producer; the future is done when it is acknowledged."""
        name = self.prefix + output.channel
        key, value = output.key.encode(), output.value
        sent = await self.producer.send(name, key, value, output.partition, None, None)
        return asyncio.ensure_future(sent)

    async def mirror(self, channel: str, partition: int, offset: int) -> None:
        """Commit the offset of an acknowledged snapshot to the group."""
        await self.consumer.mirror(TP(self.prefix + channel, partition), offset)

    async def restore(self, assigned: Collection[TP]) -> dict[TP, int]:
        """Restore the folds of all these; the next offset of each."""
        found: dict[TP, int] = {}
        for name, folds in self.folding.items():
            offsets = await folds.restore([tp.partition for tp in assigned if tp.topic == name])
            found.update({TP(name, partition): at for partition, at in offsets.items()})
        return found

    async def ends(self, partitions: Collection[TP]) -> dict[TP, int]:
        """Where the log ends, asked past the consumer: on its line a waiting fetch goes first."""
        end, channel_of = self.records.end, self.channel_of

        def ask() -> dict[TP, int]:
            return {tp: end(channel_of(tp.topic), tp.partition) for tp in partitions}

        return await asyncio.to_thread(ask)

    async def keep(self) -> None:
        """Write snapshots as they become due, until cancelled; raises what stops the worker."""
        while True:
            await asyncio.sleep(KEEP_EVERY)
            for folds in self.folding.values():
                await folds.keep_due()

    async def close_folds(self) -> None:
        """Fold nothing more, keep every state, and have the group's offsets say so."""
        for folds in reversed(self.folding.values()):
            await folds.close()
        await self.consumer.settle()

    def fail(self, error: BaseException) -> None:
        """Note why the worker must stop; only the first reason counts."""
        self.failure = self.failure or error
        self.failed.set()

    def _crash(self, reason: BaseException) -> None:
        self.fail(reason)
        super()._crash(reason)

    async def on_first_start(self) -> None:
        """Nothing: Faust would make a folder for tables, of which there are none."""

    def _new_transport(self) -> Any:
        return self._transport_class(self.conf.broker_consumer, self)


def faust_app(
    url: str,
    log: Log,
    *,
    prefix: str = "",
    security: Mapping[str, str] | None = None,
    session: float = SESSION,
    client: str = "",
) -> FoldingApp:
    """An application on the log of this URL; without channels yet (see `hop`).

    `session` is the seconds after which Kafka takes a silent worker for dead, `client` the name
    under which it knows this one (see `kafka_seat`).
    """
    scheme = url.partition("://")[0]
    if scheme == "sqlite":
        from streams.adapters import sqlite_transport  # noqa: PLC0415 - one driver only

        settings: dict[str, Any] = {"broker": "sqlite://"}
        return FoldingApp(log, sqlite_transport.Transport, prefix=prefix, settings=settings)
    if scheme == "kafka":
        from streams.adapters import kafka_settings, kafka_transport  # noqa: PLC0415 - as above

        known = kafka_settings.KafkaSettings.of(url, security)
        settings = kafka_transport.faust_settings(known, session, client)
        return FoldingApp(log, kafka_transport.Transport, prefix=prefix, settings=settings)
    raise LogError(f"cannot fold on {url!r}: expected sqlite:///PATH or kafka://host:port")


async def _batches(stream: Any) -> AsyncIterator[Batch]:
    async for event in stream.noack().events():
        yield event.value
