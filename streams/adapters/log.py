"""The log as everybody sees it who is not a Faust agent: intakes, outlets, ops.

All calls block (from asyncio: `await asyncio.to_thread(log.append, rows)`) and may come from any
thread. Channels and groups are named without the installation's prefix: the adapter adds it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from schemas.channels import CHANNELS, HANDOVERS, POSTS, SNAPSHOTS, Channel

GROUP = "bouclage"
"""The group of all workers, without the prefix."""
Headers = tuple[tuple[str, bytes], ...]

READ_RECORDS = 2_000
READ_BYTES = 4 << 20
"""One read returns no more than this, but always at least one record where there is one."""


class Row(NamedTuple):
    """A record to append. Without `partition`, Kafka's own partitioner decides by the key."""

    channel: str
    key: bytes | None
    value: bytes | None
    partition: int | None = None
    headers: Headers = ()


class Entry(NamedTuple):
    """A record of the log. `timestamp` in milliseconds is when it was appended."""

    offset: int
    key: bytes | None
    value: bytes | None
    timestamp: int
    headers: Headers = ()


class Difference(NamedTuple):
    """What an existing channel has otherwise than asked for, for example its partitions."""

    channel: str
    what: str
    expected: str
    got: str


class Log(Protocol):
    """Channels of partitions of records with growing offsets. Every error is a `LogError`."""

    def append(self, rows: Sequence[Row]) -> list[int]:
        """Append all rows, in this order, or raise; the offset of each.

        Acknowledged means durable. After an error some rows may still be in the log (on Kafka):
        whoever appends again must be understood by readers (numbers, chains).
        """

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
        """The next records from this offset on, oldest first; waits `timeout` seconds for one.

        Where the log starts later (retention), reading starts there: compare offsets.
        """

    def wait(self, positions: Mapping[tuple[str, int], int], timeout: float) -> bool:
        """Whether any of these (channel, partition) ends beyond its position within `timeout`."""

    def start(self, channel: str, partition: int) -> int:
        """The offset of the oldest record kept, or of the next one if none is."""

    def end(self, channel: str, partition: int) -> int:
        """The offset that the next record will get."""

    def committed(self, group: str, channel: str, partition: int) -> int | None:
        """The next offset that a group is to read; None where it never committed."""

    def commit(self, group: str, channel: str, offsets: Mapping[int, int]) -> None:
        """Keep the next offset to read of each partition. Only for groups of one reader."""

    def create(
        self, channels: Sequence[Channel], partitions: Mapping[str, int] | None = None
    ) -> list[Difference]:
        """Create what is missing, and say what differs on what exists (which stays as it is)."""

    def partitions(self, channel: str) -> int:
        """How many partitions a channel has; raises `UnknownChannel`."""

    def close(self) -> None:
        """Give back files and sockets."""


def counts(
    channels: Sequence[Channel] = CHANNELS, partitions: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Partitions by channel: those asked for, else the default.

    `snapshots` has one for each partition of the two channels that are folded, whatever they are.
    """
    asked = partitions or {}
    found = {channel.name: asked.get(channel.name, channel.partitions) for channel in channels}
    if SNAPSHOTS.name in found:
        folded = (POSTS, HANDOVERS)
        found[SNAPSHOTS.name] = sum(asked.get(c.name, c.partitions) for c in folded)
    return found
