"""Reads a partition from its end: what happened last is found without reading the rest."""

from collections.abc import Iterator

from streams.adapters.log import Entry, Log

BLOCK = 512
LARGEST = 1 << 16


def backwards(log: Log, channel: str, partition: int) -> Iterator[Entry]:
    """The records of a partition, newest first, in growing blocks."""
    first, stop = log.start(channel, partition), log.end(channel, partition)
    size = BLOCK
    while stop > first:
        begin = max(first, stop - size)
        yield from reversed(list(_between(log, channel, partition, begin, stop=stop)))
        stop, size = begin, min(size * 2, LARGEST)


def _between(log: Log, channel: str, partition: int, begin: int, *, stop: int) -> Iterator[Entry]:
    while begin < stop:
        entries = log.read(channel, partition, begin, timeout=1.0)
        if not entries:
            return
        yield from (entry for entry in entries if entry.offset < stop)
        begin = entries[-1].offset + 1
