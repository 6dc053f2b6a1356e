"""Orders on their way from `orders` to every shard: whichever intake runs copies them in."""

import msgspec

from schemas.channels import ORDERS
from schemas.codec import Record, decode_record, fingerprint
from schemas.editions import Settings
from schemas.orders import SettingsOrder
from streams.adapters.log import Log
from streams.core.calendar import closing, day_of
from streams.sources import places
from streams.sources.source import NOWHERE, refused

SECOND = 1000
PLACE = "orders"
"""Name of the cursor, and the source of orders in dead letters."""


class Orders:
    """Reads the orders channel from an offset on; remembers every edition that it has read of."""

    def __init__(self, log: Log, cursor: str) -> None:
        self.log = log
        self.offset = 0
        self.settings: list[Settings] = []
        # Whoever resumes must know the editions of orders that were copied long ago.
        while self.offset < int(cursor or 0) and self._read(int(cursor)):
            pass

    @property
    def cursor(self) -> str:
        """Where to resume once all that was read is in the log."""
        return str(self.offset)

    def read(self, at: int) -> list[Record]:
        """New orders, ready to be put at `at`. Settings hold from a whole second not before it."""
        found: list[Record] = []
        while records := self._read(self.log.end(ORDERS.name, 0)):
            found += [_from(record, at) for record in records]
        return found

    def _read(self, stop: int) -> list[Record]:
        if self.offset >= stop:
            return []
        entries = self.log.read(ORDERS.name, 0, self.offset, limit=min(500, stop - self.offset))
        if not entries:
            return []
        self.offset = entries[-1].offset + 1
        records = [_decoded(entry.offset, entry.value or b"") for entry in entries]
        self.settings += [r.settings for r in records if isinstance(r, SettingsOrder)]
        return records

    def last_close(self, at: int) -> int:
        """The second by which every edition's day that holds `at` has closed, grace and all."""
        ends = [
            closing(e.zone, e.close, day_of(e.zone, e.close, at)) + e.grace * SECOND
            for settings in self.settings
            for e in settings.editions
        ]
        return max(ends, default=at - at % SECOND) + SECOND


def _decoded(offset: int, value: bytes) -> Record:
    key = f"{PLACE}:{offset}"
    try:
        record = decode_record(value)
    except (msgspec.MsgspecError, UnicodeError) as error:
        return refused(PLACE, key, value, "undecodable", str(error))
    if isinstance(record, places.ORDERS):
        return record
    return refused(PLACE, key, value, "malformed", "expected an order")


def _from(record: Record, at: int) -> Record:
    if not isinstance(record, SettingsOrder):
        return record
    second = max(record.from_second, at + -at % SECOND)
    return msgspec.structs.replace(record, from_second=second)


def settings_order(
    settings: Settings, *, key: str, now: int, from_second: int = 0
) -> SettingsOrder:
    """An order that puts these settings in force, from `from_second` (ms) or as soon as it may."""
    return SettingsOrder(
        **NOWHERE | {"at": now, "intake": PLACE},  # type: ignore[arg-type]
        source=PLACE,
        id=key,
        event_time=now,
        from_second=from_second,
        settings=settings,
        fingerprint=fingerprint(settings),
    )
