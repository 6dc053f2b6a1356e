"""The MessagePack of a state in pieces, so that none of it need stand in memory twice.

Joined they are what `msgspec.msgpack.encode` gives (https://github.com/msgpack/msgpack, spec.md:
a map or an array is its length, then what is in it).
"""

from collections.abc import Iterator
from struct import pack
from typing import Any

import msgspec

LONG = 4_096
"""Elements of a list that are encoded at once."""
FEW = 64
"""A list of fewer elements is looked into: there may be large ones."""
PIECE = 256 * 1024
"""Bytes from which on a piece stands on its own."""

_encode = msgspec.msgpack.Encoder().encode


def pieces(state: dict[str, Any]) -> Iterator[bytes]:
    """The state's bytes in their order, pieces of `PIECE` bytes and more but for the last.

    The state is used up: what is encoded leaves its maps.
    """
    small: list[bytes] = []
    size = 0
    for part in _parts(state):
        small.append(part)
        size += len(part)
        if size >= PIECE:
            yield b"".join(small)
            small, size = [], 0
    yield b"".join(small)


def _parts(value: Any) -> Iterator[bytes]:
    if isinstance(value, dict):
        yield _head(len(value), few=0x80, short=0xDE)
        for name in list(value):
            yield _encode(name)
            yield from _parts(value.pop(name))
    elif isinstance(value, list | tuple) and len(value) < FEW:
        yield _head(len(value), few=0x90, short=0xDC)
        for each in value:
            yield from _parts(each)
    elif isinstance(value, list | tuple) and len(value) > LONG:
        yield _head(len(value), few=0x90, short=0xDC)
        for at in range(0, len(value), LONG):
            some = value[at : at + LONG]
            yield _encode(some)[len(_head(len(some), few=0x90, short=0xDC)) :]
    elif isinstance(value, bytes) and len(value) > PIECE:
        yield pack(">BI", 0xC6, len(value))
        for at in range(0, len(value), PIECE):
            yield value[at : at + PIECE]
    else:
        yield _encode(value)


def _head(length: int, *, few: int, short: int) -> bytes:
    """How a map or an array of this length begins."""
    if length < 16:
        return bytes((few | length,))
    return pack(">BH", short, length) if length < 1 << 16 else pack(">BI", short + 1, length)
