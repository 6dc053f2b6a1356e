"""The hop: what is fetched of a partition goes into its fold, what comes out is sent."""

from collections.abc import AsyncIterable, AsyncIterator, Sequence
from typing import Protocol


class Record(Protocol):
    """A record of the log."""

    @property
    def offset(self) -> int: ...
    @property
    def key(self) -> bytes | None: ...
    @property
    def value(self) -> bytes | None: ...


class Batch(Protocol):
    """What was fetched of one partition at once, in the order of the log.

    `start` is where the log began when something before the first record was gone, else 0.
    """

    @property
    def partition(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def records(self) -> Sequence[Record]: ...


class Folds(Protocol):
    """The folds behind a channel."""

    async def fold(self, batch: Batch) -> None:
        """Fold what is new in a batch, and send what comes out."""

    def rest(self) -> None:
        """Note that everything delivered has been looked at."""


async def fold_agent(batches: AsyncIterable[Batch], *, folds: Folds) -> AsyncIterator[None]:
    """Fold batch by batch; yields after each. Whatever goes wrong ends the agent."""
    folds.rest()
    async for batch in batches:
        await folds.fold(batch)
        folds.rest()
        yield
