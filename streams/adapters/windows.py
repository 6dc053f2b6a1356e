"""Reads one partition from its end backwards, in windows that grow."""

from collections.abc import Iterator

from streams.adapters.errors import LogError
from streams.adapters.log import Entry, Log

FIRST = 8
PATIENCE = 10.0
"""Seconds in which a record that is known to exist must come."""


class Tail:
    """The end of a partition. What a window has read is kept, so nothing is read twice."""

    Window = list[Entry]

    def __init__(self, log: Log, channel: str, partition: int) -> None:
        self._log = log
        self._place = (channel, partition)
        self._known: dict[int, Entry] = {}

    def windows(self) -> Iterator[Window]:
        """The records, the last window first, twice as many offsets each time."""
        start, high = self._log.start(*self._place), self._log.end(*self._place)
        width = FIRST
        while high > start:
            low = max(start, high - width)
            window = self._between(low, high)
            self._known.update((entry.offset, entry) for entry in window)
            yield window
            high, width = low, width * 2

    def at(self, offset: int) -> Entry | None:
        """The record at an offset; None where there is none any more."""
        if offset not in self._known and offset < self._log.end(*self._place):
            for entry in self._log.read(*self._place, offset, limit=1, timeout=PATIENCE):
                self._known[entry.offset] = entry
        return self._known.get(offset)

    def _between(self, low: int, high: int) -> Window:
        found: list[Entry] = []
        while low < high:
            read = self._log.read(*self._place, low, limit=high - low, timeout=PATIENCE)
            if not read:
                raise LogError(f"cannot read {self._place} from {low}: nothing came, up to {high}")
            found += [entry for entry in read if entry.offset < high]
            low = read[-1].offset + 1
        return found
