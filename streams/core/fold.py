"""What a fold is to the flow: a state behind one partition of one channel."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol, Self

VERSION = 1
"""Of all folds together: another version reads no snapshot of this one, and folds the log again."""


class Output(NamedTuple):
    """A record to be sent. `partition` is None where the channel's partitioner decides by key."""

    channel: str
    key: str
    value: bytes
    partition: int | None = None


class Fold(Protocol):
    """A state that is a function of the records it has folded (law 1).

    `fold` takes the records of one partition in the order of the log and returns what is to be
    sent; the same records give the same outputs, byte for byte, however they are batched.
    """

    def fold(self, key: bytes | None, value: bytes | None) -> Iterable[Output]:
        """Fold the next record of the log. What comes out is to be taken to its end: a record may
        close a day, and others get their turn between two pages."""

    def gap(self, records: int) -> Iterable[Output]:
        """Note that the log had lost this many records before the next one (retention)."""

    def snapshot(self) -> dict[str, Any]:
        """The whole state as builtins that MessagePack can carry. It shares nothing that changes:
        it is written, and used up, while the fold goes on."""

    def restore(self, state: dict[str, Any]) -> Self:
        """This fold in that state; raises `Corrupt` where the state is none of ours."""


class Corrupt(Exception):
    """A state that contradicts itself: the worker must stop, loudly."""
