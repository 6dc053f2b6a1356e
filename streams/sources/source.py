"""What a source gives the intake: drafts of records, each with the cursor behind it."""

import base64
import hashlib
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from schemas.codec import Record
from schemas.records import InputRefused

SOON = (1 << 43) - 1
"""An event time beyond every clock: the intake brings it down to the record's `at`."""
NOWHERE = {"at": 0, "intake": "-", "number": 0}
"""The place of a draft: the intake gives the true one."""
HEAD = 65_536


class Draft(NamedTuple):
    """A record without its place. `time` (ms) is its own time in a replay, 0 where it has none.

    `cursor` says where the source is to resume once this draft is in the log.
    """

    record: Record
    time: int
    cursor: str


class Replayed(Protocol):
    """A source that can be read again from any cursor, and gives the same drafts each time."""

    @property
    def name(self) -> str:
        """Names its cursor among those of the other sources of an intake."""

    def read(self, cursor: str) -> Iterator[Draft]:
        """The drafts behind a cursor (empty: all), `time` never decreasing."""


def refused(
    source: str, key: str, raw: bytes, reason: str, detail: str, *, more: "Tail | None" = None
) -> InputRefused:
    """The record of input that is no record: nothing of it is lost but the middle of giants."""
    digest = more.sha256 if more else hashlib.sha256(raw).hexdigest()
    return InputRefused(
        source=source,
        id=key,
        event_time=SOON,
        **NOWHERE,  # type: ignore[arg-type]
        root=digest,
        reason=reason,
        detail=detail[:500].encode("utf-8", "replace").decode(),
        head=base64.b64encode(raw[:HEAD]).decode(),
        length=more.length if more else len(raw),
        sha256=digest,
    )


class Tail(NamedTuple):
    """What is known of a value that was too long to be held."""

    length: int
    sha256: str
