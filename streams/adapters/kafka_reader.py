"""Reads one partition after another from any offset, keeping what was fetched ahead."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import NoOffsetForPartitionError, OffsetOutOfRangeError

from streams.adapters.kafka_errors import PAUSE, patiently
from streams.adapters.log import Entry

PATIENCE = 30.0
"""Seconds within which a broker hands over records that it has."""
OPEN = 4
"""Readers kept open. Opening one costs 0.1 s and a connection, turning one 2 ms."""


class KafkaReader:
    """Reads one partition at a time. Reading on from where the last read ended costs no seek."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.at: TopicPartition | None = None
        self.lock = Lock()
        self._next = -1
        self._consumer = KafkaConsumer(
            **settings,
            group_id=None,
            enable_auto_commit=False,
            auto_offset_reset="none",
            allow_auto_create_topics=False,
        )

    def turn(self, at: TopicPartition) -> None:
        """Read this partition from now on."""
        self.at = at
        self._next = -1
        self._consumer.assign([at])

    def read(self, offset: int, limit: int, max_bytes: int, timeout: float) -> list[Entry]:
        """The next records; an empty list where none came within `timeout` seconds."""
        self._seek(offset)
        found = self._poll(limit, timeout)
        kept = _within(found, max_bytes)
        self._next = kept[-1].offset + 1 if kept and len(kept) == len(found) else -1
        return [_entry(record) for record in kept]

    def close(self) -> None:
        """Close the connection."""
        self._consumer.close(autocommit=False)

    def _seek(self, offset: int) -> None:
        if offset != self._next:
            self._consumer.seek(self.at, max(offset, self._start()))

    def _poll(self, limit: int, timeout: float) -> list[ConsumerRecord]:
        """Wait `timeout` for a first record, but much longer for what the log surely has."""
        began = time.monotonic()
        while True:
            waited = time.monotonic() - began
            left = timeout - waited
            if left <= 0 and (waited > PATIENCE or not self._behind()):
                return []
            milliseconds = int(max(50.0, min(left, 1.0) * 1000))
            try:
                polled = self._consumer.poll(milliseconds, max_records=limit)
            except (OffsetOutOfRangeError, NoOffsetForPartitionError):
                self._recover()
                continue
            if found := polled.get(self.at):
                return list(found)

    def _behind(self) -> bool:
        ends = patiently(lambda: self._consumer.end_offsets([self.at]))
        return bool(self._consumer.position(self.at) < ends[self.at])

    def _start(self) -> int:
        starts = patiently(lambda: self._consumer.beginning_offsets([self.at]))
        return int(starts[self.at])

    def _recover(self) -> None:
        """Retention passed us by: the log starts later. Beyond its end there is nothing yet."""
        position, start = self._consumer.position(self.at), self._start()
        if position is None or position < start:
            self._consumer.seek(self.at, start)
        else:
            time.sleep(PAUSE)


class Readers:
    """A few readers that take turns. A reader that waits for records is lent to nobody else."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._lock = Lock()
        self._open: list[KafkaReader] = []  # the least recently used first

    @contextmanager
    def lent(self, at: TopicPartition) -> Iterator[KafkaReader]:
        """A reader of a partition: the one that read it last, an idle one, or one more."""
        reader = self._take(at)
        try:
            yield reader
        finally:
            reader.lock.release()

    def _take(self, at: TopicPartition) -> KafkaReader:
        with self._lock:
            idle = [reader for reader in self._open if reader.lock.acquire(blocking=False)]
            reader = next((each for each in idle if each.at == at), None)
            if reader is None and idle and len(self._open) >= OPEN:
                reader = idle[0]
            if reader is None:
                reader = KafkaReader(self._settings)
                reader.lock.acquire()
                self._open.append(reader)
            for each in idle:
                if each is not reader:
                    each.lock.release()
            self._open.remove(reader)
            self._open.append(reader)
        if reader.at != at:
            reader.turn(at)
        return reader

    def close(self) -> None:
        """Close them all, once nobody reads."""
        with self._lock:
            for reader in self._open:
                with reader.lock:
                    reader.close()
            self._open.clear()


def _within(records: list[ConsumerRecord], max_bytes: int) -> list[ConsumerRecord]:
    """As many of the records as fit, and always the first."""
    size = 0
    for i, record in enumerate(records):
        size += len(record.value or b"") + len(record.key or b"")
        if size > max_bytes and i:
            return records[:i]
    return records


def _entry(record: ConsumerRecord) -> Entry:
    headers = tuple((name, value) for name, value in record.headers)
    return Entry(record.offset, record.key, record.value, record.timestamp, headers)
