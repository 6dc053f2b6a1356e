"""Feeds drafts as an intake does: placed, written to partitions, a tick a second of their time."""

from collections.abc import Iterable, Sequence
from typing import cast

from schemas.codec import fingerprint
from schemas.editions import Settings
from schemas.orders import SettingsOrder
from streams.adapters.log import Log, Row
from streams.core.calendar import after, closing, day_of
from streams.sources.source import Draft
from streams.sources.writer import Writer

SECOND = 1000
NAME = "bench"
Line = tuple[bytes | None, bytes | None]
"""Key and value of a record."""


class Memory:
    """The part of a `Log` that a writer needs, in memory: lines by partition."""

    def __init__(self, partitions: int) -> None:
        self.lines: list[list[Line]] = [[] for _ in range(partitions)]

    def partitions(self, channel: str) -> int:
        """As many as it was made with."""
        return len(self.lines)

    def append(self, rows: Sequence[Row]) -> list[int]:
        """Keep rows where they belong."""
        for row in rows:
            self.lines[row.partition or 0].append((row.key, row.value))
        return [0] * len(rows)


def feed(log: Log, drafts: Iterable[Draft], settings: Settings, *, close: bool = True) -> int:
    """Write all drafts; gives how many. `close`: the promises go on until every day has closed."""
    writer, at, fed = Writer(log, NAME, epoch=0, position=0), 0, 0
    for draft in drafts:
        second = draft.time - draft.time % SECOND
        if not at:
            writer.join(second - 1)
            writer.put(order(settings, second), second)
        elif second > at - at % SECOND:
            writer.tick(second, at, {})
        at = draft.time
        writer.put(draft.record, at)
        fed += 1
    last = max(last_close(settings, at) if close else 0, at - at % SECOND + SECOND)
    writer.tick(last, last, {})
    writer.end(last)
    return fed


def lines(drafts: Iterable[Draft], settings: Settings, partitions: int = 1) -> list[list[Line]]:
    """The lines of each partition, ready to be folded."""
    memory = Memory(partitions)
    feed(cast("Log", memory), drafts, settings)
    return memory.lines


def order(settings: Settings, at: int) -> SettingsOrder:
    """These settings, from now on."""
    return SettingsOrder(
        source="orders",
        id="settings",
        event_time=at,
        at=at,
        intake=NAME,
        number=0,
        from_second=at,
        settings=settings,
        fingerprint=fingerprint(settings),
    )


def last_close(settings: Settings, at: int) -> int:
    """The instant (ms) at which every day that holds `at` has closed, grace included."""
    found = at
    for edition in settings.editions:
        day = day_of(edition.zone, edition.close, at)
        while (due := closing(edition.zone, edition.close, day)) <= at:
            day = after(day)
        found = max(found, due + edition.grace * SECOND)
    return found
