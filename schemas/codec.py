"""Bytes to structs and back. Bytes are canonical: sorted keys, no blanks, UTF-8."""

import hashlib
from typing import Any

import msgspec
import orjson

from schemas import control, orders, records

Record = (
    records.PostCreated
    | records.PostEdited
    | records.PostDeleted
    | records.PostWithheld
    | records.PostRestored
    | records.EngagementAdded
    | records.EngagementRemoved
    | records.EngagementCounted
    | records.AuthorHidden
    | records.AuthorRestored
    | records.InputRefused
    | control.IntakeJoined
    | control.IntakeEnded
    | control.IntakeIdle
    | control.Tick
    | orders.SettingsOrder
    | orders.HidePost
    | orders.RestorePost
    | orders.PinPost
    | orders.HideTopic
    | orders.RenameTopic
    | orders.ReleaseShard
)
Order = (
    orders.SettingsOrder
    | orders.HidePost
    | orders.RestorePost
    | orders.PinPost
    | orders.HideTopic
    | orders.RenameTopic
    | orders.ReleaseShard
)

_record = msgspec.json.Decoder(Record)


def decode_record(value: bytes) -> Record:
    """Read one record of `posts` or `orders`; raises `msgspec.MsgspecError` on anything else."""
    decoded: Record = _record.decode(value)
    return decoded


def encode(value: msgspec.Struct) -> bytes:
    """Write any struct of this room as canonical JSON."""
    return canonical(msgspec.to_builtins(value))


def canonical(value: Any) -> bytes:
    """Write builtins as canonical JSON."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def fingerprint(value: msgspec.Struct) -> str:
    """Sixteen hexadecimal digits of the sha256 of a struct's canonical bytes."""
    return hashlib.sha256(encode(value)).hexdigest()[:16]
