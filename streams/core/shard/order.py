"""Order: records wait in their second until it is complete, and leave it by place in time.

A record's position is its number without the epoch. An intake that starts again reads on from its
last tick and gives each record the position that it had, so positions order records of one
millisecond the same way whichever epoch wrote them.
"""

from heapq import heappop, heappush
from typing import NamedTuple

from schemas.codec import Record, decode_record
from schemas.control import EPOCH
from schemas.handovers import Stamp
from streams.core.fold import Corrupt
from streams.core.shard.intakes import SECOND

NEVER = 1 << 62
"""Later than any time that a record can carry."""
MOST = 250_000
"""Records that wait, and their bytes: an intake that is a minute late at 4,000 records/s."""
MOST_BYTES = 128 << 20


class Entry(NamedTuple):
    """A record in its place, by which it sorts; `value` is what it was read from."""

    at: int
    intake: str
    position: int
    number: int
    record: Record
    value: bytes

    @property
    def stamp(self) -> Stamp:
        """The place in time that its rows carry."""
        return self.at, self.intake, self.number


def entry_of(record: Record, value: bytes) -> Entry:
    """A record in its place."""
    number = record.number
    # What Entry(...) does, in half the time: this is done for every record.
    place = (record.at, record.intake, number % EPOCH, number, record, value)
    return tuple.__new__(Entry, place)


class Pending:
    """Records of seconds that are not complete, whatever the order in which they arrived."""

    def __init__(self, cap: int = MOST, byte_cap: int = MOST_BYTES) -> None:
        self.cap = cap
        self.byte_cap = byte_cap
        self.size = 0
        self.bytes = 0
        self._seconds: dict[int, list[Entry]] = {}
        self._order: list[int] = []

    def add(self, entry: Entry) -> None:
        """Let a record wait. No two may share (intake, number)."""
        second = entry[0] - entry[0] % SECOND
        entries = self._seconds.get(second)
        if entries is None:
            entries = self._seconds[second] = []
            heappush(self._order, second)
        entries.append(entry)
        self.size += 1
        self.bytes += len(entry[5])

    @property
    def full(self) -> bool:
        """Whether more waits than may: the earliest second must be folded before its time."""
        return self.size > self.cap or self.bytes > self.byte_cap

    @property
    def first(self) -> int:
        """The earliest second that has records; `NEVER` where none waits."""
        return self._order[0] if self._order else NEVER

    def take(self, second: int) -> list[Entry]:
        """The records of the earliest second, in order; empty where `second` is not that one."""
        if not self._order or self._order[0] != second:
            return []
        heappop(self._order)
        entries = self._seconds.pop(second)
        self.size -= len(entries)
        self.bytes -= sum(len(entry[5]) for entry in entries)
        entries.sort()
        return entries

    def snapshot(self) -> list[str]:
        """The waiting values, second by second. Latin-1 carries any bytes and gives them back."""
        return [
            entry.value.decode("latin-1")
            for second in sorted(self._seconds)
            for entry in self._seconds[second]
        ]

    @classmethod
    def restored(cls, state: list[str], watermark: int) -> "Pending":
        """Raises `Corrupt` where a record lies before the watermark: it was folded already."""
        pending = cls()
        for text in state:
            value = text.encode("latin-1")
            record = decode_record(value)
            if record.at < watermark:
                raise Corrupt(f"restoring a pending record at {record.at}: before {watermark}")
            pending.add(entry_of(record, value))
        return pending
