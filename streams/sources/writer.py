"""The pen of an intake: numbers records, sends each to its partitions, ticks after the rest."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from schemas.channels import POSTS
from schemas.codec import Record, encode
from schemas.control import EPOCH, IntakeEnded, IntakeIdle, IntakeJoined, Tick
from streams.adapters.log import Log, Row
from streams.sources.places import key_of, partitions_for, placed, unfit, value_of

Seen = list[Counter[tuple[str, str]]]
"""For each partition, what an earlier epoch wrote there after its last tick, by (source, id)."""
ROWS = 1_000
"""Rows that wait before they are sent."""


class Writer:
    """Writes one epoch of one intake. `put` holds records back; `flush` and `tick` send them.

    Everything before a tick is acknowledged before the tick is sent. Positions (numbers without
    their epoch) go on where the last tick left off: a file that is read again from there gives
    each record the position that it had, in whichever epoch it was written.
    """

    def __init__(
        self, log: Log, name: str, *, epoch: int, position: int, seen: Seen | None = None
    ) -> None:
        self.log = log
        self.name = name
        self.epoch = epoch
        self.position = position
        self.partitions = log.partitions(POSTS.name)
        self.seen = seen or [Counter() for _ in range(self.partitions)]
        self.written = 0
        """Records put since the last tick."""
        self._rows: list[Row] = []

    def _number(self) -> int:
        self.position += 1
        return self.epoch * EPOCH + self.position

    def put(self, record: Record, at: int) -> None:
        """Give a record its place and let it wait for the next flush.

        Where an earlier epoch has written it already it is left out, partition by partition: so a
        record for all shards that reached only some of them is completed.
        """
        self.written += 1
        whole = placed(record, at, self.name, self._number())
        value = value_of(whole)
        if value is None:
            whole = placed(unfit(record), at, self.name, whole.number)
            value = encode(whole)
        key, mark = key_of(whole), (whole.source, whole.id)
        for partition in partitions_for(whole, self.partitions):
            if self.seen[partition][mark] > 0:
                self.seen[partition][mark] -= 1
            else:
                self._rows.append(Row(POSTS.name, key, value, partition))
        if len(self._rows) >= ROWS:
            self.flush()

    @property
    def held(self) -> int:
        """Rows that wait to be sent."""
        return len(self._rows)

    def flush(self) -> None:
        """Send what waits; returns when it is acknowledged."""
        rows, self._rows = self._rows, []
        if rows:
            self.log.append(rows)

    def join(self, floor: int) -> list[int]:
        """Announce this epoch, first to partition 0, so that it alone knows every epoch.

        Gives the offset of the announcement in each partition.
        """
        number = self.epoch * EPOCH + self.position
        record = IntakeJoined(**self._place("joined", floor, number), floor=floor)
        rows = self._everywhere(record)
        return [*self.log.append(rows[:1]), *(self.log.append(rows[1:]) if rows[1:] else ())]

    def tick(self, until: int, at: int, cursors: Mapping[str, str]) -> None:
        """Promise that nothing before `until` (a whole second) follows; `at` is now."""
        self.flush()
        self.written = 0
        place = self._place("tick", at, self._number())
        self.log.append(self._everywhere(Tick(**place, until=until, cursors=dict(cursors))))

    def end(self, at: int) -> None:
        """Say that nothing more will come."""
        self.flush()
        self.log.append(self._everywhere(IntakeEnded(**self._place("ended", at, self._number()))))

    def declare_idle(self, silent: str, epoch: int, at: int) -> None:
        """Say that another intake has not been heard, so that nobody waits for it."""
        self.flush()
        place = self._place("idle", at, self._number())
        self.log.append(self._everywhere(IntakeIdle(**place, silent=silent, epoch=epoch)))

    def _place(self, what: str, at: int, number: int) -> dict[str, Any]:
        at = max(at, 0)
        return {
            "source": self.name,
            "id": f"{what}:{number}",
            "event_time": at,
            "at": at,
            "intake": self.name,
            "number": number,
        }

    def _everywhere(self, record: Record) -> list[Row]:
        key, value = key_of(record), encode(record)
        return [Row(POSTS.name, key, value, p) for p in range(self.partitions)]
