"""The log on Apache Kafka, by kafka-python: idempotent, and acknowledged before it returns."""

import time
from collections.abc import Mapping, Sequence
from threading import RLock
from typing import Any, Self

from kafka import KafkaProducer, TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import KafkaError, NoError, UnknownTopicOrPartitionError
from kafka.structs import OffsetAndMetadata

from schemas.channels import RECORD_BYTES, Channel
from streams.adapters import kafka_channels
from streams.adapters.errors import TooLarge, Unacknowledged, UnknownChannel
from streams.adapters.kafka_connect import PATIENCE, connect
from streams.adapters.kafka_errors import patiently, told
from streams.adapters.kafka_reader import Readers
from streams.adapters.kafka_settings import KafkaSettings
from streams.adapters.log import READ_BYTES, READ_RECORDS, Difference, Entry, Row, counts
from streams.core.partition import often

LOOK = 0.05
"""Seconds between two looks at the ends of partitions that somebody waits for."""
ACKNOWLEDGED = 180.0
"""Seconds after which an unacknowledged append is given up (a broker's restart takes less)."""


class KafkaLog:
    """A `Log` whose channels and groups carry the installation's prefix on the broker."""

    def __init__(
        self, settings: KafkaSettings, *, prefix: str = "", patience: float = PATIENCE
    ) -> None:
        self._settings = settings.client()
        self._prefix = prefix
        self._where = ",".join(settings.servers)
        self._lock = RLock()
        self._producer: KafkaProducer | None = None
        self._counts: dict[str, int] = {}
        self._admin = connect(settings, patience)
        self._readers = Readers(self._settings)

    @classmethod
    def open(
        cls,
        url: str,
        *,
        prefix: str = "",
        security: Mapping[str, str] | None = None,
        patience: float = PATIENCE,
    ) -> Self:
        """The log at `kafka://host:port[,host:port]`.

        Raises `LogUnusable` where no broker lets us in within `patience` seconds.
        """
        return cls(KafkaSettings.of(url, security), prefix=prefix, patience=patience)

    def append(self, rows: Sequence[Row]) -> list[int]:
        """Send all rows and wait for every acknowledgement; see `Log.append`."""
        placed = [(row, self._place(row)) for row in rows]
        with self._lock, told(f"appending {len(rows)} records"):
            try:
                return self._send(placed)
            except KafkaError:
                self._drop_producer()
                raise

    def read(
        self,
        channel: str,
        partition: int,
        offset: int,
        *,
        limit: int = READ_RECORDS,
        max_bytes: int = READ_BYTES,
        timeout: float = 0.0,
    ) -> list[Entry]:
        """The next records from this offset on; see `Log.read`."""
        at = self._at(channel, partition)
        attempt = f"reading {channel}/{partition} from {offset}"
        with told(attempt), self._readers.lent(at) as reader:
            return reader.read(offset, limit, max_bytes, timeout)

    def wait(self, positions: Mapping[tuple[str, int], int], timeout: float) -> bool:
        """Whether any partition ends beyond its position within `timeout` seconds."""
        until = time.monotonic() + timeout
        specs = {self._at(*where): OffsetSpec.LATEST for where in positions}
        while True:
            with told("looking for new records"), self._lock:
                ends = patiently(lambda: self._admin.list_partition_offsets(specs))
            if any(ends[self._at(*where)].offset > seen for where, seen in positions.items()):
                return True
            left = until - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(LOOK, left))

    def start(self, channel: str, partition: int) -> int:
        """The offset of the oldest record kept, or of the next one if none is."""
        return self._offset(channel, partition, OffsetSpec.EARLIEST)

    def end(self, channel: str, partition: int) -> int:
        """The offset that the next record will get."""
        return self._offset(channel, partition, OffsetSpec.LATEST)

    def committed(self, group: str, channel: str, partition: int) -> int | None:
        """The next offset that a group is to read; None where it never committed."""
        at = self._at(channel, partition)
        with told(f"asking what {group} has read of {channel}/{partition}"), self._lock:
            asked = {self._prefix + group: [at]}
            found = patiently(lambda: self._admin.list_group_offsets(asked))
        kept = found[self._prefix + group].get(at)
        return None if kept is None or kept.offset < 0 else int(kept.offset)

    def commit(self, group: str, channel: str, offsets: Mapping[int, int]) -> None:
        """Keep the next offset to read of each partition; refused while the group has members."""
        new = {self._at(channel, p): OffsetAndMetadata(o, "", -1) for p, o in offsets.items()}
        with told(f"committing {channel} for {group}"), self._lock:
            patiently(lambda: self._alter(self._prefix + group, new))

    def create(
        self, channels: Sequence[Channel], partitions: Mapping[str, int] | None = None
    ) -> list[Difference]:
        """Create what is missing; say what differs on what exists."""
        asked = counts(channels, partitions)
        with told("creating channels"), self._lock:
            return patiently(
                lambda: kafka_channels.create(self._admin, channels, asked, self._prefix)
            )

    def partitions(self, channel: str) -> int:
        """How many partitions a channel has; raises `UnknownChannel`."""
        if channel not in self._counts:
            name = self._prefix + channel
            with told(f"looking for channel {channel}"), self._lock:
                topic = patiently(lambda: self._admin.describe_topics([name]))[0]
            if topic["error_code"] == UnknownTopicOrPartitionError.errno:
                raise UnknownChannel(f"no channel {name} at {self._where}: create the channels")
            self._counts[channel] = len(topic["partitions"])
        return self._counts[channel]

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            self._readers.close()
            self._drop_producer()
            self._admin.close()

    def _at(self, channel: str, partition: int) -> TopicPartition:
        if not 0 <= partition < self.partitions(channel):
            raise UnknownChannel(f"{channel} has no partition {partition}")
        return TopicPartition(self._prefix + channel, partition)

    def _offset(self, channel: str, partition: int, spec: OffsetSpec) -> int:
        at = self._at(channel, partition)
        with told(f"asking where {channel}/{partition} begins and ends"), self._lock:
            found = patiently(lambda: self._admin.list_partition_offsets({at: spec}))
        return int(found[at].offset)

    def _place(self, row: Row) -> TopicPartition:
        size = len(row.key or b"") + len(row.value or b"")
        size += sum(len(name) + len(value) for name, value in row.headers)
        if size > RECORD_BYTES:
            raise TooLarge(f"a record of {size} bytes for {row.channel}; at most {RECORD_BYTES}")
        if row.partition is not None:
            return self._at(row.channel, row.partition)
        return self._at(row.channel, often(row.key, self.partitions(row.channel)))

    def _alter(self, group: str, offsets: dict[TopicPartition, OffsetAndMetadata]) -> None:
        for error in self._admin.alter_group_offsets(group, offsets).values():
            if error is not NoError:
                raise error()

    def _send(self, placed: Sequence[tuple[Row, TopicPartition]]) -> list[int]:
        producer = self._connected()
        futures = [
            producer.send(
                at.topic, row.value, key=row.key, headers=list(row.headers), partition=at.partition
            )
            for row, at in placed
        ]
        producer.flush(ACKNOWLEDGED)
        if not all(future.is_done for future in futures):
            self._drop_producer()
            raise Unacknowledged(f"no acknowledgement for {len(placed)} records: stop and restart")
        return [int(future.get(0).offset) for future in futures]

    def _connected(self) -> KafkaProducer:
        if self._producer is None:
            settings: dict[str, Any] = self._settings | {"batch_size": 1 << 18, "linger_ms": 5}
            self._producer = KafkaProducer(**settings, acks="all", enable_idempotence=True)
        return self._producer

    def _drop_producer(self) -> None:
        """An idempotent producer that failed would leave holes: the next append opens another."""
        producer, self._producer = self._producer, None
        if producer is not None:
            producer.close(timeout=0)
