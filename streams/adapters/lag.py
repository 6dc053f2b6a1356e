"""How far a group is behind the end, by channel and partition."""

from collections.abc import Sequence
from typing import NamedTuple

from streams.adapters.log import Log


class Lag(NamedTuple):
    """`committed` is None where the group never committed; then all that is kept is lag.

    `seconds` is how long the oldest unread record has been waiting (0: nothing waits).
    """

    channel: str
    partition: int
    start: int
    committed: int | None
    end: int
    records: int
    seconds: float


def lags(log: Log, group: str, channels: Sequence[str], *, now: int) -> list[Lag]:
    """The lag of a group on all partitions of these channels; `now` in milliseconds."""
    return [
        lag(log, group, (channel, partition), now=now)
        for channel in channels
        for partition in range(log.partitions(channel))
    ]


def lag(log: Log, group: str, place: tuple[str, int], *, now: int) -> Lag:
    """The lag of a group on one (channel, partition)."""
    committed = log.committed(group, *place)
    start, end = log.start(*place), log.end(*place)
    at = max(start, committed or 0)
    records = max(0, end - at)  # the two offsets are read at different moments
    waiting = log.read(*place, at, limit=1, timeout=5.0) if records else []
    seconds = max(0.0, (now - waiting[0].timestamp) / 1000) if waiting else 0.0
    return Lag(*place, start, committed, end, records, seconds)
