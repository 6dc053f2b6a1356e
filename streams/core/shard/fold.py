"""The shard fold: from the records of one partition of `posts` to hand-overs.

Control records act when they arrive, on the set of intakes; everything else waits for its second
to be complete. What is refused on arrival depends on how the stream was cut, and so is counted
here and stays out of hand-overs.
"""

from collections.abc import Sequence
from typing import Any, Self

import msgspec

from schemas import records as r
from schemas.codec import Record, decode_record
from schemas.control import IntakeEnded, IntakeIdle, IntakeJoined, Tick
from streams.core.fold import VERSION, Corrupt, Output
from streams.core.partition import partition_of
from streams.core.shard.intakes import RESENT, SECOND, Intakes
from streams.core.shard.line import mark_of
from streams.core.shard.order import entry_of
from streams.core.shard.refusal import letter
from streams.core.shard.seconds import WORDS, Seconds

UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
CONTROL = frozenset((Tick, IntakeJoined, IntakeEnded, IntakeIdle))
UNKEYED = frozenset(WORDS)
POSTS = frozenset(
    (r.PostCreated, r.PostEdited, r.PostDeleted, r.PostWithheld, r.PostRestored, r.InputRefused)
)
"""Records whose partition is checked. Engagement is not: in a wrong one it finds no post, and ends
as unattributed; its key alone is compared."""


class Shard:
    """The fold of one partition of `posts`. `counts` are for metrics, not for digests."""

    def __init__(self, partition: int, partitions: int) -> None:
        self.partition = partition
        self.partitions = partitions
        self.intakes = Intakes()
        self.seconds = Seconds(partition, partitions)
        self.counts: dict[str, int] = {}
        """Refused on arrival, by reason; `resent`; `hurried`: seconds folded before their time."""
        self.lost = 0
        """Records of a gap, until the next record says where it ends."""

    def fold(self, key: bytes | None, value: bytes | None) -> Sequence[Output]:
        """Fold the next record of the log; gives dead letters, then hand-overs, to be sent."""
        try:
            record = decode_record(value or b"")
        except UNREADABLE as error:
            return self._refuse("undecodable", value or b"", detail=str(error))
        if reason := self.intakes.hear(record):
            return self._refuse(reason, value or b"", record=record)
        if self.lost:
            self._close_gap(record.at)
        if type(record) in CONTROL:
            return self._obey(record, value or b"")
        return self._admit(key, record, value or b"")

    def _admit(self, key: bytes | None, record: Record, value: bytes) -> Sequence[Output]:
        if record.at < self.intakes.watermark:
            return self._refuse("behind", value, record=record)
        if type(record) not in UNKEYED and not self._routed(key, record):
            return self._refuse("misrouted", value, record=record)
        pending = self.seconds.pending
        pending.add(entry_of(record, value))
        if not pending.full:
            return ()
        self._count("hurried")
        self.intakes.watermark = pending.first + SECOND
        return self.seconds.pass_until(self.intakes.watermark)

    def _routed(self, key: bytes | None, record: Record) -> bool:
        root = record.root  # type: ignore[union-attr]  # all but words have one
        if key is None or key != root.encode():
            return False
        if (
            type(record) not in POSTS
            or self.partitions == 1
            or partition_of(key, self.partitions) == self.partition
        ):
            return True
        return mark_of(root) in self.seconds.table

    def _obey(self, record: Record, value: bytes) -> Sequence[Output]:
        outputs: Sequence[Output] = ()
        if type(record) is IntakeIdle:
            outputs = self._admit(None, record, value)
        self.intakes.obey(record)
        if self.intakes.watermark <= self.seconds.until:
            return outputs
        return [*outputs, *self.seconds.pass_until(self.intakes.watermark)]

    def _refuse(
        self, reason: str, value: bytes, *, record: Record | None = None, detail: str = ""
    ) -> Sequence[Output]:
        self._count(reason)
        return () if reason == RESENT else (letter(reason, value, record=record, detail=detail),)

    def _count(self, name: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1

    def gap(self, records: int) -> Sequence[Output]:
        """Note that the log had lost this many records here; the next hand-overs say so."""
        self.lost += records
        return ()

    def _close_gap(self, at: int) -> None:
        since = max(self.seconds.until - SECOND, 0)
        self.seconds.handing.note_gap(since, max(since, at), self.lost)
        self.lost = 0

    def figures(self) -> dict[str, int]:
        """What this shard counted, what its caps dropped, and how much it holds, by name."""
        seconds = self.seconds
        return {
            **self.counts,
            "dropped:posts": seconds.table.dropped,
            "dropped:held": seconds.engagement.held.dropped,
            "dropped:ids": seconds.engagement.ids.dropped,
            "dropped:marks": seconds.life.deleted.dropped + seconds.life.withheld.dropped,
            "posts": len(seconds.table),
            "held": seconds.engagement.held.size,
            "pending": seconds.pending.size,
            "until": seconds.until,
        }

    def snapshot(self) -> dict[str, Any]:
        """The whole state as builtins; a restored fold goes on with identical outputs."""
        return {
            "version": VERSION,
            "place": [self.partition, self.partitions],
            "intakes": self.intakes.snapshot(),
            "seconds": self.seconds.snapshot(),
            "counts": dict(self.counts),
            "lost": self.lost,
        }

    def restore(self, state: dict[str, Any]) -> Self:
        """A fold of the same partition in that state; raises `Corrupt` where it is none of ours."""
        expected = [VERSION, [self.partition, self.partitions]]
        if (got := [state.get("version"), list(state.get("place", ()))]) != expected:
            raise Corrupt(f"restoring a shard: expected version and place {expected}, got {got}")
        fresh = type(self)(self.partition, self.partitions)
        try:
            fresh.intakes = Intakes.restored(state["intakes"])
            fresh.seconds.restore(state["seconds"])
            fresh.counts, fresh.lost = dict(state["counts"]), state["lost"]
        except (KeyError, ValueError, TypeError, IndexError) as error:
            raise Corrupt(f"restoring shard {self.partition}: {error!r}") from error
        if fresh.intakes.watermark != fresh.seconds.until:
            raise Corrupt(f"restoring shard {self.partition}: folded beyond the watermark")
        return fresh
