"""Where folds are kept, and how often."""

from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol


class Saved(Protocol):
    """A snapshot as it was read back."""

    @property
    def next(self) -> int: ...
    @property
    def state(self) -> dict[str, Any]: ...


class Store(Protocol):
    """Where snapshots are kept; calls block, and use up the states that they save."""

    def save(self, channel: str, partition: int, offset: int, state: dict[str, Any]) -> int: ...
    def find(self, channel: str, partition: int) -> Iterator[Saved]: ...
    def pass_over(self, reason: Any, channel: str, partition: int, detail: str) -> None: ...


class Every(NamedTuple):
    """How often a fold is kept: after so many seconds, or so many records; large states less often,
    but after `patience` seconds whatever it costs."""

    seconds: float = 5.0
    records: int = 200_000
    patience: float = 60.0


EVERY = Every()
