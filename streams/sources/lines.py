"""Lines of a file, one at a time, however long: a giant is hashed, not held."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from streams.sources.source import HEAD, Tail

LONGEST = 16 << 20
"""Bytes of a line that is read whole."""


class Line(NamedTuple):
    """A line without its line feed, counted from 1. `tail` is set where only its head is held."""

    number: int
    raw: bytes
    tail: Tail | None


def lines(path: Path, after: int = 0) -> Iterator[Line]:
    """The lines behind the first `after` ones; blank ones are counted but not given."""
    with path.open("rb") as file:
        number = 0
        while True:
            raw = file.readline(LONGEST)
            if not raw:
                return
            number += 1
            tail = None
            if len(raw) == LONGEST and not raw.endswith(b"\n"):
                tail = _rest(file, raw)
                raw = raw[:HEAD]
            if number > after and raw.strip():
                yield Line(number, raw.rstrip(b"\r\n") if tail is None else raw, tail)


def name_of(path: Path) -> str:
    """A file's name as text that every record can carry; a name may be any bytes."""
    return path.name.encode(errors="surrogateescape").decode(errors="backslashreplace")


def _rest(file: BinaryIO, raw: bytes) -> Tail:
    digest, length = hashlib.sha256(raw), len(raw)
    while raw and not raw.endswith(b"\n"):
        raw = file.readline(LONGEST)
        digest.update(raw.removesuffix(b"\n"))
        length += len(raw.removesuffix(b"\n"))
    return Tail(length, digest.hexdigest())
