"""How far everybody is, read from the log alone: intakes, shards, desks, readers, last finals."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

import msgspec

from schemas.channels import DIGESTS_ROLLING, HANDOVERS, POSTS
from schemas.codec import decode_record
from schemas.control import EPOCH, IntakeEnded, IntakeIdle, IntakeJoined, Tick
from schemas.digests import Digest
from streams.adapters.backwards import backwards
from streams.adapters.log import Log
from streams.outlets.reading import finals

GROUP = "bouclage"
"""The group that folds; its offsets mirror the snapshots."""
LOOK_BACK = 50_000
PAGES = 500
"""Rolling pages looked at, from the newest back: every edition prints one a minute or so."""
MARKS = (b'"kind":"tick"', b'"kind":"intake_')


class Link(msgspec.Struct):
    """The head of a hand-over."""

    desk: str
    shard: int
    shards: int
    until: int


@dataclass
class Intake:
    """The last word of an intake; times in milliseconds, `heard` by the log's clock."""

    name: str
    epoch: int
    until: int
    heard: int
    state: str


@dataclass
class Shard:
    """The last hand-over of a shard to a desk."""

    shard: int
    desk: str
    until: int
    heard: int


@dataclass
class Lag:
    """How far the folds' snapshots are behind the end of a partition."""

    channel: str
    partition: int
    records: int
    seconds: int


@dataclass
class Figures:
    """All of it, at an instant (ms)."""

    now: int
    intakes: list[Intake] = field(default_factory=list)
    shards: list[Shard] = field(default_factory=list)
    lags: list[Lag] = field(default_factory=list)
    finals: dict[str, Digest] = field(default_factory=dict)
    """The newest final digest of each edition."""
    open: dict[str, Digest] = field(default_factory=dict)
    """The newest page of each edition whose day is open."""

    @property
    def promised(self) -> int:
        """The second that every intake that is waited for has passed; 0 where none ever joined."""
        live = [each.until for each in self.intakes if each.state == "live"]
        return min(live) if live else max((each.until for each in self.intakes), default=0)

    def desk_times(self) -> dict[str, int]:
        """The second that each desk has been told of by all shards."""
        desks = sorted({each.desk for each in self.shards})
        return {d: min(each.until for each in self.shards if each.desk == d) for d in desks}


def read_figures(log: Log, now: int) -> Figures:
    """Read the ends of the channels."""
    found = Figures(now)
    found.intakes = sorted(_intakes(log).values(), key=lambda intake: intake.name)
    found.shards = sorted(_shards(log).values(), key=lambda shard: (shard.desk, shard.shard))
    found.lags = list(_lags(log, now))
    for digest in sorted(finals(log).values(), key=lambda digest: digest.day):
        found.finals[digest.edition] = digest
    found.open = {
        edition: page
        for edition, page in _pages(log).items()
        if edition not in found.finals or page.day > found.finals[edition].day
    }
    return found


def _pages(log: Log) -> dict[str, Digest]:
    found: dict[str, Digest] = {}
    for entry in islice(backwards(log, DIGESTS_ROLLING.name, 0), PAGES):
        with suppress(msgspec.MsgspecError):
            page = msgspec.json.decode(entry.value or b"", type=Digest)
            found.setdefault(page.edition, page)
    return dict(sorted(found.items()))


def _intakes(log: Log) -> dict[str, Intake]:
    found: dict[str, Intake] = {}
    idle: dict[str, int] = {}
    for entry in islice(backwards(log, POSTS.name, 0), LOOK_BACK):
        if not entry.value or not any(mark in entry.value for mark in MARKS):
            continue
        try:
            record = decode_record(entry.value)
        except msgspec.MsgspecError:
            continue
        epoch = record.number // EPOCH
        if isinstance(record, IntakeIdle):
            idle[record.silent] = max(idle.get(record.silent, -1), record.epoch)
        known = found.get(record.intake)
        if known is None or epoch > known.epoch:
            state = "ended" if isinstance(record, IntakeEnded) else "live"
            if idle.get(record.intake, -1) >= epoch:
                state = "idle"
            known = Intake(record.intake, epoch, 0, entry.timestamp, state)
            found[record.intake] = known
        if epoch == known.epoch and isinstance(record, Tick | IntakeJoined):
            until = record.until if isinstance(record, Tick) else record.floor + 1
            known.until = max(known.until, until)
    return found


def _shards(log: Log) -> dict[tuple[str, int], Shard]:
    found: dict[tuple[str, int], Shard] = {}
    decoder = msgspec.json.Decoder(Link)
    for partition in range(log.partitions(HANDOVERS.name)):
        for entry in islice(backwards(log, HANDOVERS.name, partition), LOOK_BACK):
            try:
                link = decoder.decode(entry.value or b"")
            except msgspec.MsgspecError:
                continue
            known = Shard(link.shard, link.desk, link.until, entry.timestamp)
            found.setdefault((link.desk, link.shard), known)
            if sum(desk == link.desk for desk, _ in found) == link.shards:
                break
    return found


def _lags(log: Log, now: int) -> Iterator[Lag]:
    for channel in (POSTS.name, HANDOVERS.name):
        for partition in range(log.partitions(channel)):
            start = log.start(channel, partition)
            kept = max(log.committed(GROUP, channel, partition) or 0, start)
            # Two offsets read at different moments: the end may be the older one.
            records = max(log.end(channel, partition) - kept, 0)
            waiting = log.read(channel, partition, kept, limit=1) if records else []
            seconds = max(now - waiting[0].timestamp, 0) // 1000 if waiting else 0
            yield Lag(channel, partition, records, seconds)
