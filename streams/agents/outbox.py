"""What was sent and is not yet acknowledged. One failure closes it for good.

After a failed send a later one may still be accepted, which would leave a hole in a chain. So
nothing more is sent, and the worker stops: its successor sends the same again.
"""

from asyncio import FIRST_EXCEPTION, Future, wait
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from streams.core.fold import Output

Send = Callable[[Output], Awaitable[Future[Any]]]
"""Hands a record over; the future is done when it is acknowledged."""

MOST = 20_000
"""So many records may be on their way; then folding waits for them."""
PATIENCE = 60.0
"""Seconds in which a record must be acknowledged."""
STEP = 1.0
"""Seconds between two looks that count: a process that stood still could hear nothing."""


class Unsent(Exception):
    """A record was not acknowledged: stop the worker, and start it again."""


class Outbox:
    """Sends the outputs of all folds of a worker, and knows which are safe."""

    def __init__(self, send: Send, *, clock: Callable[[], float]) -> None:
        self._send = send
        self._clock = clock
        self._waiting: deque[tuple[float, Future[Any]]] = deque()
        self._failed: str | None = None
        self._looked, self._lived = clock(), 0.0

    async def send(self, outputs: Iterable[Output]) -> None:
        """Send in this order. Raises `Unsent` if this or any earlier record failed."""
        for output in outputs:
            self.check()
            try:
                future = await self._send(output)
            except Exception as error:  # noqa: BLE001 - whatever it is, it ends the sending
                self._failed = repr(error)
                break
            future.add_done_callback(self._acknowledged)
            self._waiting.append((self._age(), future))
        self.check()
        if len(self._waiting) > MOST:
            await self.settle()

    async def settle(self) -> None:
        """Wait until everything sent so far is acknowledged; raises `Unsent`."""
        futures = [future for _, future in self._waiting]
        while late := [future for future in futures if not future.done()]:
            await wait(late, timeout=STEP, return_when=FIRST_EXCEPTION)
            self.check()
        self.check()

    def check(self) -> None:
        """Forget what is acknowledged; raises `Unsent` after a failure or too long a wait."""
        while self._waiting and self._waiting[0][1].done():
            self._waiting.popleft()
        waited = self._age() - self._waiting[0][0] if self._waiting else 0.0
        if waited > PATIENCE and self._failed is None:
            self._failed = f"the oldest waits for {waited:.0f} s"
        if self._failed is not None:
            raise Unsent(f"a record was not acknowledged ({self._failed}): nothing more is sent")

    def _age(self) -> float:
        """Seconds for which this outbox could hear acknowledgements."""
        now = self._clock()
        self._lived += min(now - self._looked, STEP)
        self._looked = now
        return self._lived

    def _acknowledged(self, future: Future[Any]) -> None:
        error = "cancelled" if future.cancelled() else future.exception()
        if error is not None and self._failed is None:
            self._failed = repr(error)
