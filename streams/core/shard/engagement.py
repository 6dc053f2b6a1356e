"""Engagement: net counts of tracked posts, from single events and from the network's counters."""

from typing import Any

from schemas.handovers import CountRow
from schemas.records import (
    ENGAGEMENT_KINDS,
    Counters,
    EngagementAdded,
    EngagementCounted,
    EngagementRemoved,
)
from streams.core.shard.held import Change, Held
from streams.core.shard.line import mark_of
from streams.core.shard.order import Entry
from streams.core.shard.remembered import Remembered
from streams.core.shard.sheet import Sheet
from streams.core.shard.table import Table
from streams.core.shard.tracked import HOUR, Counts, Tracked

DAY = 24 * HOUR
IDS = 200_000
KIND = {kind: index for index, kind in enumerate(ENGAGEMENT_KINDS)}


def counts_of(counters: Counters) -> Counts:
    """Counters in the order of `ENGAGEMENT_KINDS`."""
    c = counters
    return c.like, c.repost, c.reply, c.quote, c.point, c.comment


def clamped(event_time: int, at: int) -> int:
    """What the network says, clamped to [at - 24 h, at]."""
    return at if event_time > at else max(event_time, at - DAY)


class Engagement:
    """Applies engagement to tracked posts; what has no post yet is held, then unattributed."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.held = Held()
        self.ids = Remembered(HOUR, IDS)
        """Ids of single events: networks repeat themselves."""

    def change(self, entry: Entry, sheet: Sheet) -> None:
        """Fold one engagement added or removed.

        A removal counts even where the id that it `removes` is not remembered (it may be older
        than an hour, or part of a snapshot), but no count falls below 0.
        """
        at, record = entry[0], entry[4]
        assert isinstance(record, (EngagementAdded, EngagementRemoved))
        second = sheet.second
        # With its root: two posts may lie in one shard or in two, and must not know of each other.
        if not self.ids.see(mark_of(f"{record.id}\n{record.root}"), second):
            return sheet.refuse("duplicate", entry)
        by = 1 if type(record) is EngagementAdded else -1
        kind = KIND[record.engagement]
        time = record.event_time if record.event_time == at else clamped(record.event_time, at)
        mark = mark_of(record.root)
        counts = self.table.change(mark, kind, by, time)
        if counts is None:
            self.held.add(record.root, (second, time, kind, by))
        elif counts:
            sheet.touched[record.root] = mark
        return None

    def counted(self, entry: Entry, sheet: Sheet) -> None:
        """Fold the network's own counters of a post."""
        record = entry.record
        assert isinstance(record, EngagementCounted)
        counts = counts_of(record.counters)
        as_of = min(record.as_of, entry.at)
        mark = mark_of(record.root)
        tracked = self.table.get(mark)
        if tracked is None:
            self.held.add(record.root, (sheet.second, as_of, -1, *counts))
        elif tracked.rebase(counts, as_of):
            sheet.touched[record.root] = mark

    def begin(self, root: str, tracked: Tracked, base: tuple[Counts, int] | None) -> bool:
        """Give a post at first sight its own counters and what was held; whether any is not 0."""
        if base:
            tracked.rebase(*base)
        for change in self.held.take(root):
            _apply(tracked, change)
        return bool(tracked.counts)

    def expire(self, sheet: Sheet) -> None:
        """Forget ids, and tally what has waited in vain."""
        self.ids.expire(sheet.second)
        sheet.tally("unattributed", self.held.expire(sheet.second))

    def settle(self, sheet: Sheet) -> None:
        """Give desks the counters that changed in this second, by root."""
        sheet.tally("unattributed", self.held.bound())
        for root, mark in sorted(sheet.touched.items()):
            told = self.table.told(mark)
            if told is not None and told[0]:
                sheet.give(told[0], CountRow(root, told[1]))

    def snapshot(self) -> dict[str, Any]:
        return {"held": self.held.snapshot(), "ids": self.ids.snapshot()}

    def restore(self, state: dict[str, Any]) -> None:
        self.held.restore(state["held"])
        self.ids.restore(state["ids"])


def _apply(tracked: Tracked, change: Change) -> None:
    _, time, kind, *values = change
    if kind < 0:
        tracked.rebase(values, time)
    else:
        tracked.change(kind, values[0], time)
