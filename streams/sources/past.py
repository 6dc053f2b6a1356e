"""An intake's own past, read from the log alone: its epoch, its last tick, what came after it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from schemas.channels import POSTS
from schemas.codec import Record, decode_record
from schemas.control import EPOCH, IntakeEnded, IntakeJoined, Tick
from streams.adapters.backwards import backwards
from streams.adapters.log import Entry, Log
from streams.sources.places import BROADCAST, CONTROL
from streams.sources.writer import Seen

REACH = 10_000
"""Records that are read behind the last tick found, for a later epoch that a sleeper outlived."""


class Past(NamedTuple):
    """What partition 0 tells. `epoch` is -1 where the intake never joined."""

    epoch: int
    tick: Tick | None
    ended: bool

    @property
    def base(self) -> int:
        """The number behind which everything is to be read again."""
        return self.tick.number if self.tick else 0


@dataclass
class Since:
    """What earlier epochs wrote after the last tick."""

    seen: Seen
    latest: int = 0
    """The latest `at` (ms)."""
    position: int = 0
    """The highest position."""
    torn: list[tuple[Record, tuple[int, ...]]] = field(default_factory=list)
    """Records for all shards with the partitions that lack them, in order of position."""


class Own:
    """Recognises records of one intake without decoding those of others."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._mark = b'"intake":"%b"' % name.encode()

    def record(self, entry: Entry) -> Record | None:
        """The record if this intake wrote it; what cannot be read was not written by it."""
        if entry.value is None or self._mark not in entry.value:
            return None
        try:
            record = decode_record(entry.value)
        except msgspec.MsgspecError:
            return None
        return record if record.intake == self.name else None


def read_past(log: Log, name: str) -> Past:
    """The newest epoch of an intake and the last tick that counted, from partition 0.

    What an older epoch wrote behind the announcement of a newer one does not count: that writer
    slept through it. Reading backwards, a tick counts when no newer epoch turns up before it.
    """
    own, steps = Own(name), 0
    newest = current = -1
    last: Tick | None = None
    ended = False
    for entry in backwards(log, POSTS.name, 0):
        steps += last is not None
        if steps > REACH:
            break
        if (record := own.record(entry)) is None:
            continue
        epoch = record.number // EPOCH
        if epoch > current:
            current, last, steps = epoch, None, 0
            ended = isinstance(record, IntakeEnded) if epoch > newest else ended
            newest = max(newest, epoch)
        if last is None and epoch == current and isinstance(record, Tick):
            last = record
        if last is None and epoch == current and isinstance(record, IntakeJoined):
            current = -1
    return Past(newest, last, ended)


def read_since(log: Log, name: str, past: Past, joined: list[int]) -> Since:
    """What earlier epochs wrote between the last tick and the announcement of this one."""
    own = Own(name)
    since = Since([Counter() for _ in joined])
    partial: dict[int, tuple[Record, set[int]]] = {}
    for partition, stop in enumerate(joined):
        for record in _after(log, own, past, partition, stop):
            since.latest = max(since.latest, record.at)
            since.position = max(since.position, record.number % EPOCH)
            if isinstance(record, CONTROL):
                continue
            since.seen[partition][record.source, record.id] += 1
            if isinstance(record, BROADCAST):
                partial.setdefault(record.number % EPOCH, (record, set()))[1].add(partition)
    every = set(range(len(joined)))
    for _, (record, have) in sorted(partial.items()):
        if have != every:
            since.torn.append((record, tuple(sorted(every - have))))
    return since


def _after(log: Log, own: Own, past: Past, partition: int, stop: int) -> list[Record]:
    """Own records that count, of numbers beyond the last tick's, oldest first."""
    found: list[Record] = []
    for entry in backwards(log, POSTS.name, partition):
        if entry.offset >= stop or (record := own.record(entry)) is None:
            continue
        if record.number // EPOCH == past.base // EPOCH and record.number <= past.base:
            break
        found.append(record)
    newest, counted = past.base // EPOCH, []
    for record in reversed(found):
        newest = max(newest, record.number // EPOCH)
        if record.number > past.base and record.number // EPOCH == newest:
            counted.append(record)
    return counted


def first_join(log: Log, name: str, epoch: int) -> int:
    """The offset in partition 0 of the first announcement of an epoch; -1 where there is none."""
    own, found = Own(name), -1
    for steps, entry in enumerate(backwards(log, POSTS.name, 0)):
        if steps > REACH:
            break
        record = own.record(entry)
        if isinstance(record, IntakeJoined) and record.number // EPOCH == epoch:
            found = entry.offset
    return found
