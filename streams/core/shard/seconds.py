"""Seconds of a shard: complete ones are folded, in order, into rows for each desk."""

from collections.abc import Callable
from typing import Any

import msgspec

from schemas import orders as o
from schemas import records as r
from schemas.control import IntakeIdle
from schemas.handovers import WordRow
from streams.core.fold import Corrupt, Output
from streams.core.shard.engagement import Engagement
from streams.core.shard.handing import Handing
from streams.core.shard.intakes import SECOND, whole
from streams.core.shard.life import Life
from streams.core.shard.order import Entry, Pending
from streams.core.shard.refusal import letter
from streams.core.shard.sheet import Sheet
from streams.core.shard.standing import Standing
from streams.core.shard.table import Table

MOST_RECORD = 512 * 1024
"""Bytes of a record that may be folded."""
WORDS = (
    r.AuthorHidden,
    r.AuthorRestored,
    IntakeIdle,
    o.SettingsOrder,
    o.HidePost,
    o.RestorePost,
    o.PinPost,
    o.HideTopic,
    o.RenameTopic,
    o.ReleaseShard,
)
"""What concerns all shards: every shard hands its copy over, and no tally counts it."""
Handler = Callable[[Entry, Sheet], None]


class Seconds:
    """The state of one shard as of the second `until`, and the records that wait for theirs."""

    def __init__(self, partition: int, partitions: int) -> None:
        self.until = 0
        """Every second before this one was folded (milliseconds)."""
        self.pending = Pending()
        self.standing = Standing()
        self.table = Table()
        self.engagement = Engagement(self.table)
        self.life = Life(self.standing, self.table, self.engagement)
        self.handing = Handing(partition, partitions)
        self._handlers: dict[type[Any], Handler] = {
            r.PostCreated: self.life.created,
            r.PostEdited: self.life.edited,
            r.PostDeleted: self.life.removed,
            r.PostWithheld: self.life.hidden,
            r.PostRestored: self.life.back,
            r.EngagementAdded: self.engagement.change,
            r.EngagementRemoved: self.engagement.change,
            r.EngagementCounted: self.engagement.counted,
            r.InputRefused: _refused_before,
        }

    def pass_until(self, until: int) -> list[Output]:
        """Fold every second before this one, and hand over what came of it."""
        outputs: list[Output] = []
        while (second := self._next()) < until:
            outputs += self._fold(second)
        self.until = until
        standing = self.standing
        return outputs + self._hand(standing.audience, until)

    def _next(self) -> int:
        return min(self.pending.first, whole(self.standing.due), self.engagement.held.due)

    def _hand(self, desks: tuple[str, ...], until: int) -> list[Output]:
        outputs = self.handing.hand(desks, until, self.standing.fingerprint)
        if desks == self.standing.audience and desks:
            self.handing.gaps.clear()
        return outputs

    def _fold(self, second: int) -> list[Output]:
        sheet = Sheet(second, self.standing.audience)
        self.engagement.expire(sheet)
        self.life.expire(second)
        ended: list[str] = []
        for entry in self.pending.take(second):
            while entry[0] >= self.standing.due:
                ended += self._effect(sheet)
            self._fold_one(entry, sheet)
        while self.standing.due < second + SECOND:
            ended += self._effect(sheet)
        self.engagement.settle(sheet)
        closing = tuple(desk for desk in ended if desk not in sheet.audience)
        for desk in sheet.audience + closing:
            if (told := sheet.of(desk)) is not None:
                self.handing.add(desk, told)
        return sheet.letters + (self._hand(closing, second + SECOND) if closing else [])

    def _fold_one(self, entry: Entry, sheet: Sheet) -> None:
        handler = self._handlers.get(type(entry[4]))
        if handler is not None:
            sheet.read += 1
            if len(entry[5]) > MOST_RECORD:
                sheet.refuse("too_large", entry)
            else:
                handler(entry, sheet)
        elif len(entry[5]) > MOST_RECORD:
            # Every shard has a copy: a tally would count it once a shard.
            sheet.letters.append(letter("too_large", entry.value, record=entry.record))
        else:
            self._word(entry, sheet)

    def _word(self, entry: Entry, sheet: Sheet) -> None:
        if isinstance(entry.record, o.SettingsOrder):
            self.standing.learn(entry.record)
            sheet.audience = self.standing.audience
        sheet.give(sheet.audience, WordRow(entry.stamp, msgspec.to_builtins(entry.record)))

    def _effect(self, sheet: Sheet) -> tuple[str, ...]:
        ended = self.standing.effect()
        sheet.audience = self.standing.audience
        if ended:
            self.table.leave(ended)
        return ended

    def snapshot(self) -> dict[str, Any]:
        return {
            "until": self.until,
            "pending": self.pending.snapshot(),
            "standing": self.standing.snapshot(),
            "table": self.table.snapshot(),
            "engagement": self.engagement.snapshot(),
            "life": self.life.snapshot(),
            "handing": self.handing.snapshot(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take a snapshot in, into a fresh state; raises `Corrupt` where it contradicts itself."""
        self.until = state["until"]
        self.pending = Pending.restored(state["pending"], self.until)
        self.standing.restore(state["standing"])
        self.table.restore(state["table"])
        self.engagement.restore(state["engagement"])
        self.life.restore(state["life"])
        self.handing.restore(state["handing"])
        for desk in self.standing.audience:
            chain = self.handing.chains.get(desk)
            if self.until and (chain is None or chain.until != self.until):
                raise Corrupt(f"restoring seconds until {self.until}: desk {desk} was not told")


def _refused_before(entry: Entry, sheet: Sheet) -> None:
    assert isinstance(entry.record, r.InputRefused)
    sheet.pass_on(entry.record)
