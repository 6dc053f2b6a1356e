"""Faust's own path: one event a record. It stands beside ours in the same run."""

from collections.abc import Callable, Mapping
from typing import Any

import faust
from faust.transport import consumer
from faust.types import TP

from schemas.channels import POSTS
from streams.adapters import sqlite_transport
from streams.adapters.faust_app import SETTINGS, FoldingApp
from streams.adapters.kafka_settings import KafkaSettings
from streams.adapters.kafka_transport import faust_settings
from streams.adapters.log import Log
from streams.settings import Process

GROUP = "stock"
DEFAULTS = ("store", "autodiscover", "web_enabled", "topic_allow_declare", "topic_disable_leader")
"""What is set as ours has it; all else, acknowledgements too, is as Faust comes."""


class Consumer(sqlite_transport.Consumer):
    """The embedded log's consumer with Faust's own loop in place of ours."""

    _drain_messages = consumer.Consumer._drain_messages  # noqa: SLF001

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Begin at the beginning."""
        begin = dict.fromkeys(self.assignment(), 0)
        await self.seek_wait(begin)
        return begin


class Transport(sqlite_transport.Transport):
    """What Faust is given."""

    Consumer = Consumer


class EmbeddedApp(FoldingApp):
    """An application on the embedded log that folds nothing."""

    async def restore(self, assigned: Any) -> dict[TP, int]:
        """There is nothing to restore."""
        return {}


def counting_app(process: Process, log: Log) -> tuple[Any, Callable[[], int]]:
    """An application with one agent that counts, and how far it has counted."""
    chosen = {name: SETTINGS[name] for name in DEFAULTS}
    chosen["consumer_auto_offset_reset"] = "earliest"
    app: Any
    if process.embedded:
        app = EmbeddedApp(log, Transport, prefix=f"{GROUP}-", settings={"broker": "sqlite://"})
        app.prefix = process.prefix
    else:
        known = KafkaSettings.of(process.broker, process.security)
        app = faust.App(process.prefix + GROUP, **{**chosen, **faust_settings(known, 30.0)})
    counted = 0

    @app.agent(app.topic(process.prefix + POSTS.name, value_type=bytes, value_serializer="raw"))
    async def count(stream: Any) -> None:
        nonlocal counted
        async for _ in stream:
            counted += 1

    return app, lambda: counted
