"""Faust's producer on the embedded log.

Appends wait for the disk and for other processes, so they happen in a thread, all that is waiting
in one transaction.
"""

import asyncio
from collections.abc import Awaitable
from typing import Any

from faust.transport import base
from faust.types import TP, RecordMetadata

from streams.adapters.errors import LogError
from streams.adapters.log import Row
from streams.core.partition import partition_of

COMMIT_RECORDS = 5_000


class Producer(base.Producer):
    """Appends what is waiting in one transaction; a failure fails all that wait, for good."""

    app: Any

    def __post_init__(self) -> None:
        """Begin with nothing to send."""
        self._waiting: list[tuple[Row, asyncio.Future[RecordMetadata]]] = []
        self._writing: asyncio.Task[None] | None = None
        self._failed: LogError | None = None

    async def send(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        partition: int | None,
        *_: Any,
        **__: Any,
    ) -> Awaitable[RecordMetadata]:
        """Append soon; the future is done when the record is safe."""
        if self._failed is not None:
            raise self._failed
        future: asyncio.Future[RecordMetadata] = asyncio.get_running_loop().create_future()
        self._waiting.append((Row(self.app.channel_of(topic), key, value, partition), future))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return future

    async def send_and_wait(self, *args: Any, **kwargs: Any) -> RecordMetadata:
        """Append, and wait until it is safe."""
        return await (await self.send(*args, **kwargs))

    async def flush(self) -> None:
        """Wait until nothing waits."""
        if self._writing is not None:
            await self._writing

    def key_partition(self, topic: str, key: bytes) -> TP:
        """The partition of a key."""
        return TP(topic, partition_of(key, self.app.records.partitions(self.app.channel_of(topic))))

    def supports_headers(self) -> bool:
        """They are kept."""
        return True

    async def _write(self) -> None:
        while self._waiting and self._failed is None:
            now, self._waiting = (
                self._waiting[:COMMIT_RECORDS],
                self._waiting[COMMIT_RECORDS:],
            )
            try:
                rows = [row for row, _ in now]
                offsets = await asyncio.to_thread(self.app.records.append, rows)
            except LogError as error:
                self._fail(error, now)
            else:
                for (_, future), offset in zip(now, offsets, strict=True):
                    future.set_result(offset)

    def _fail(self, error: LogError, now: list[Any]) -> None:
        self._failed = error
        for _, future in now + self._waiting:
            future.set_exception(error)
        self._waiting = []
