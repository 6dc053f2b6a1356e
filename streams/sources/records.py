"""Files of our own records, one a line; their place in time may be missing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import orjson

from schemas.channels import RECORD_BYTES
from schemas.codec import Record, decode_record
from schemas.control import IntakeEnded, IntakeIdle, IntakeJoined, Tick
from streams.sources.lines import Line, lines, name_of
from streams.sources.source import NOWHERE, SOON, Draft, refused
from streams.sources.times import in_time

CONTROL = (Tick, IntakeJoined, IntakeEnded, IntakeIdle)
"""What other intakes said when the file was recorded: promises about another log."""


class RecordFile:
    """A file of records: one JSON object of `schemas.records` or an order a line.

    A record's own time is its `at` where it has one (it was recorded at an intake), else its
    `event_time`.
    """

    def __init__(self, path: Path, name: str = "") -> None:
        self.path = path
        self.name = name or f"file:{name_of(path)}"

    def read(self, cursor: str) -> Iterator[Draft]:
        """Drafts behind the line that the cursor names."""
        return in_time(self._drafts(int(cursor or 0)))

    def _drafts(self, after: int) -> Iterator[Draft]:
        for line in lines(self.path, after):
            record = read_record(line, self.name)
            if not isinstance(record, CONTROL):
                yield Draft(record, own_time(record), str(line.number))


def read_record(line: Line, source: str) -> Record:
    """The record in a line, or an `InputRefused` that keeps what stood there."""
    key = f"{source}:{line.number}"
    if line.tail or len(line.raw) > RECORD_BYTES:
        detail = f"expected at most {RECORD_BYTES} bytes"
        return refused(source, key, line.raw, "too_large", detail, more=line.tail)
    try:
        return parse(line.raw)
    except (msgspec.MsgspecError, orjson.JSONDecodeError, UnicodeError, TypeError) as error:
        return refused(source, key, line.raw, "malformed", str(error))


def parse(raw: bytes) -> Record:
    """Bytes of one record, with or without a place; raises what the decoders raise."""
    try:
        return decode_record(raw)
    except msgspec.ValidationError:
        fields: dict[str, Any] = orjson.loads(raw)
        if not isinstance(fields, dict):
            raise
        return msgspec.convert(NOWHERE | fields, Record)  # type: ignore[no-any-return]


def own_time(record: Record) -> int:
    """A draft's own time in milliseconds; 0 for what could not be read."""
    return record.at or (0 if record.event_time == SOON else record.event_time)
