"""Which partitions of `posts` a record goes to, and what it looks like in its place in time."""

import msgspec

from schemas.channels import RECORD_BYTES
from schemas.codec import Order, Record, encode
from schemas.control import IntakeEnded, IntakeIdle, IntakeJoined, Tick
from schemas.records import AuthorHidden, AuthorRestored
from streams.core.partition import often
from streams.sources.source import refused

DAY = 86_400_000
CONTROL = (IntakeJoined, IntakeEnded, IntakeIdle, Tick)
AUTHORS = (AuthorHidden, AuthorRestored)
ORDERS: tuple[type, ...] = Order.__args__
BROADCAST = (*CONTROL, *AUTHORS, *ORDERS)
"""What concerns every shard, and goes to each partition."""


def key_of(record: Record) -> bytes:
    """The key of a record: its root post, or who speaks where all are spoken to."""
    root = getattr(record, "root", None)
    return record.intake.encode() if root is None else root.encode("utf-8", "surrogatepass")


def partitions_for(record: Record, partitions: int) -> range | tuple[int]:
    """All partitions for what concerns all shards, else the one of the record's root."""
    if isinstance(record, BROADCAST):
        return range(partitions)
    return (often(key_of(record), partitions),)


def placed(record: Record, at: int, intake: str, number: int) -> Record:
    """The record in its place; `event_time` is brought into [at - 24 h, at]."""
    told = max(min(record.event_time, at), at - DAY, 0)
    return msgspec.structs.replace(record, at=at, intake=intake, number=number, event_time=told)


def value_of(record: Record) -> bytes | None:
    """The bytes of a placed record; None where there are none or too many for the log."""
    try:
        value = encode(record)
    except (TypeError, UnicodeError):
        # Lone surrogates: JSON can say them, UTF-8 cannot.
        return None
    return value if len(value) <= RECORD_BYTES else None


def unfit(record: Record) -> Record:
    """What stands for a record that cannot be written: refused, with what it was made of."""
    raw = repr(record).encode("utf-8", "backslashreplace")
    large = len(raw) > RECORD_BYTES
    reason = "too_large" if large else "malformed"
    detail = f"expected at most {RECORD_BYTES} bytes" if large else "the text is no Unicode"
    return refused(record.source, record.id[:400] + ":refused", raw, reason, detail)
