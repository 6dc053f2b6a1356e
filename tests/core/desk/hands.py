"""Hand-overs made by hand, for tests of the desk."""

import hashlib
from typing import Any

import msgspec

from schemas.codec import encode, fingerprint
from schemas.editions import Desk, Edition, Settings
from schemas.handovers import CountRow, GoneRow, Handover, PostRow, Row, Second, WordRow
from schemas.orders import SettingsOrder
from streams.core.desk.desk import Desk as DeskFold
from streams.core.desk.inbox import Inbox, read_link

DAY = 86_400_000
NOON = 1_773_748_800_000  # 2026-03-17 12:00 UTC
EDITION = Edition(name="ai-utc-en", desk="ai", zone="UTC", language="en", grace=60, motto="Read.")


def settings(*editions: Edition) -> Settings:
    return Settings(desks=(Desk(name="ai"),), editions=editions or (EDITION,))


class Shards:
    """The chains of a few shards, as their folds would write them."""

    def __init__(self, count: int = 1) -> None:
        self.count = count
        self.chains: dict[int, list[bytes]] = {shard: [] for shard in range(count)}

    def hand(self, shard: int, until: int, *seconds: Second, **more: Any) -> bytes:
        chain = self.chains[shard]
        handover = Handover(
            desk="ai",
            shard=shard,
            shards=self.count,
            number=len(chain),
            before=hashlib.sha256(chain[-1]).hexdigest() if chain else "",
            until=until,
            fingerprint="",
            seconds=seconds,
            **more,
        )
        chain.append(encode(handover))
        return chain[-1]


def second(at: int, *rows: Row, **tallies: int) -> Second:
    return Second(second=at - at % 1000, rows=rows, tallies=tallies)


def order(at: int, held: Settings | None = None, number: int = 0) -> WordRow:
    held = held or settings()
    record = SettingsOrder(
        source="orders",
        id=f"s{number}",
        event_time=at,
        at=at,
        intake="i",
        number=number,
        from_second=at,
        settings=held,
        fingerprint=fingerprint(held),
    )
    return WordRow((at, "i", number), msgspec.to_builtins(record))


def word(at: int, number: int, **record: Any) -> WordRow:
    return WordRow((at, "i", number), {"at": at, **record})


def post(at: int, number: int, text: str, author: str = "", **more: Any) -> PostRow:
    given: dict[str, Any] = {
        "stamp": (at, "i", number),
        "post": f"p{number}",
        "revision": 0,
        "author": author or f"a{number}",
        "handle": author or f"a{number}",
        "name": "",
        "account_created": 0,
        "text": text,
        "lang": "en",
        "tokens": tuple(text.lower().strip(".!?").split()),
        "voice": hashlib.sha256(text.encode()).hexdigest()[:16],
        "url": "",
        "event_time": at,
        "source": "x",
    }
    return PostRow(**{**given, **more})


def gone(at: int, number: int, post_id: str, why: str = "deleted") -> GoneRow:
    return GoneRow((at, "i", number), post_id, why)


def likes(post_id: str, count: int) -> CountRow:
    return CountRow(post_id, (count, 0, 0, 0, 0, 0))


def taken(taker: DeskFold | Inbox, value: bytes) -> Any:
    """What a desk, or its inbox, makes of a hand-over."""
    return taker.take(read_link(value), value)
