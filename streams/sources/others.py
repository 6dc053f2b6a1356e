"""What an intake hears of the others: who is there, how far they are, who has fallen silent."""

from dataclasses import dataclass

import msgspec

from schemas.channels import POSTS
from schemas.codec import Record, decode_record
from schemas.control import EPOCH, IntakeEnded, IntakeIdle, IntakeJoined, Tick
from streams.adapters.log import Log

TICKS = 60
"""Own ticks, and seconds of the clock, after which another intake counts as gone."""
MARKS = (b'"kind":"tick"', b'"kind":"intake_')


@dataclass
class Other:
    """Another intake, or another epoch of this one."""

    epoch: int
    until: int
    live: bool
    heard_at: int
    """When it was heard last, by this intake's clock (ms)."""
    ticks: int = 0
    """Own ticks since then."""


class Others:
    """Reads partition 0 of `posts`, where every intake speaks, and keeps count."""

    def __init__(self, log: Log, name: str, *, offset: int = 0) -> None:
        self.log = log
        self.name = name
        self.offset = offset
        self.known: dict[str, Other] = {}
        self.own_epoch = -1
        self.own_idle = -1
        """The newest epoch of this intake that another declared idle."""

    def listen(self, now: int, *, records: int = 200_000) -> None:
        """Take in what was said since the last call, at most about so many records of it."""
        stop = min(self.log.end(POSTS.name, 0), self.offset + records)
        while self.offset < stop:
            entries = self.log.read(POSTS.name, 0, self.offset)
            if not entries:
                return
            self.offset = entries[-1].offset + 1
            for entry in entries:
                if entry.value and any(mark in entry.value for mark in MARKS):
                    self._hear(entry.value, now)

    def _hear(self, value: bytes, now: int) -> None:
        try:
            record = decode_record(value)
        except msgspec.MsgspecError:
            return
        epoch = record.number // EPOCH
        if isinstance(record, IntakeIdle):
            self._idle(record)
        if record.intake == self.name:
            self.own_epoch = max(self.own_epoch, epoch)
            return
        other = self.known.get(record.intake)
        if other is None or epoch > other.epoch:
            other = self.known[record.intake] = Other(epoch, 0, live=True, heard_at=now)
        if epoch == other.epoch:
            self._note(other, record, now)

    def _note(self, other: Other, record: Record, now: int) -> None:
        other.heard_at, other.ticks = now, 0
        if isinstance(record, Tick):
            other.until = max(other.until, record.until)
        elif isinstance(record, IntakeJoined):
            other.until = max(other.until, record.floor + 1)
        elif isinstance(record, IntakeEnded):
            other.live = False

    def _idle(self, record: IntakeIdle) -> None:
        if record.silent == self.name:
            self.own_idle = max(self.own_idle, record.epoch)
        elif (other := self.known.get(record.silent)) and other.epoch <= record.epoch:
            other.live = False

    def ticked(self, now: int) -> list[tuple[str, int]]:
        """Count a tick of our own; gives (name, epoch) of those to be declared idle.

        A replay ticks faster than the clock: silence must have lasted a minute as well.
        """
        silent = []
        for name, other in sorted(self.known.items()):
            other.ticks += other.live
            if other.live and other.ticks >= TICKS and now - other.heard_at >= TICKS * 1000:
                silent.append((name, other.epoch))
        return silent

    @property
    def ahead(self) -> tuple[str, int]:
        """The other intake that has promised most, and the second up to which it has."""
        furthest = max(((o.until, name) for name, o in self.known.items()), default=(0, ""))
        return furthest[1], furthest[0]

    def unheard(self, since: int) -> list[str]:
        """Others that folds still wait for and that said nothing after `since` (ms)."""
        return sorted(n for n, o in self.known.items() if o.live and o.heard_at <= since)
