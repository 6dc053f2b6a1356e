"""What the folds of a worker share: one loop, in which hand-overs go first, and its time."""

from asyncio import Event, sleep
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SLICE = 0.05
"""Seconds of folding after which the loop gets its turn, for sockets and acknowledgements."""
ROUNDS = 4
"""Rounds of the loop that an event needs from the consumer to its agent."""


class Turns:
    """Shards wait while a desk folds, or new hand-overs would pile up behind a backlog of posts."""

    def __init__(self, *, clock: Callable[[], float], work: Callable[[], float]) -> None:
        self.clock = clock
        self.work = work
        """CPU seconds of the thread that asks: what a log makes one wait for is no work."""
        self.worked: dict[tuple[str, int], float] = {}
        """CPU seconds that the last snapshot of each fold was, by channel and partition."""
        self._free = Event()
        self._free.set()

    @contextmanager
    def first(self) -> Iterator[None]:
        """Within this, those who wait stay waiting."""
        self._free.clear()
        try:
            yield
        finally:
            self._free.set()

    async def give(self, *, wait: bool) -> None:
        """Let the loop run; with `wait`, until nobody who goes first is at it."""
        for _ in range(ROUNDS):
            await sleep(0)
        if wait:
            await self._free.wait()
