"""The channels of an embedded log, under the installation's prefix."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from schemas.channels import Channel
from streams.adapters.errors import LogError, UnknownChannel
from streams.adapters.log import Difference, counts
from streams.adapters.sqlite_file import SqliteFile
from streams.adapters.sqlite_rows import Place

FIND = "SELECT name, id, partitions, cleanup, retention FROM channel"


class Names:
    """Finds channels, and remembers them: they never change."""

    def __init__(self, file: SqliteFile, prefix: str) -> None:
        self._file = file
        self._prefix = prefix
        self._known: dict[str, Place] = {}

    def place(self, channel: str, partition: int) -> Place:
        """The channel; raises where it, or this partition of it, does not exist."""
        place = self._known.get(channel)
        if place is None:
            self._known = dict(self._named())
            place = self._known.get(channel)
        if place is None:
            raise UnknownChannel(
                f"no channel {self._prefix + channel!r} in the log ({self._file.path}): "
                f"create them with `bouclage channels create`"
            )
        if not 0 <= partition < place.partitions:
            raise LogError(f"no partition {partition} of {channel}: it has {place.partitions}")
        return place

    def all(self) -> list[Place]:
        """All channels of this installation."""
        return [place for _, place in self._named()]

    def _named(self) -> Iterator[tuple[str, Place]]:
        for name, *rest in self._file.query("look for channels", FIND):
            if name.startswith(self._prefix):
                yield name.removeprefix(self._prefix), Place(*rest)


def create(
    file: SqliteFile,
    prefix: str,
    channels: Sequence[Channel],
    partitions: Mapping[str, int] | None,
) -> list[Difference]:
    """Create what is missing; what differs on what exists."""
    asked = counts(channels, partitions)
    differences: list[Difference] = []

    def work(connection: sqlite3.Connection) -> None:
        existing = {name: Place(*rest) for name, *rest in connection.execute(FIND)}
        for channel in channels:
            place = existing.get(prefix + channel.name)
            if place is None:
                _insert(connection, prefix + channel.name, channel, asked[channel.name])
            else:
                differences.extend(_differences(channel, asked[channel.name], place))

    file.write("create channels", work)
    return differences


def _insert(file: sqlite3.Connection, name: str, channel: Channel, partitions: int) -> None:
    row = (name, partitions, channel.cleanup, channel.retention)
    added = file.execute(
        "INSERT INTO channel (name, partitions, cleanup, retention) VALUES (?, ?, ?, ?)", row
    )
    edges = [(added.lastrowid, partition) for partition in range(partitions)]
    file.executemany("INSERT INTO edge VALUES (?, ?, 0, 0)", edges)


def _differences(channel: Channel, partitions: int, place: Place) -> Iterator[Difference]:
    compared = (
        ("partitions", partitions, place.partitions),
        ("cleanup", channel.cleanup, place.cleanup),
        ("retention", channel.retention, place.retention),
    )
    for what, expected, got in compared:
        if expected != got:
            yield Difference(channel.name, what, str(expected), str(got))
