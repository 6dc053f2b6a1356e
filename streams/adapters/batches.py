"""Faust's consumer, delivering one event a fetched batch and losing none.

Faust makes four tasks a record, and drops what it has fetched around rebalances. So this mixin
replaces the loop between driver and agents, keeps the offset that must come next, and goes back
whenever something was dropped: seen at the next batch, or, at the very end of a log where no
next batch shows the hole, by a fold that stands still behind what was fetched.
"""

import asyncio
import logging
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple, Protocol

from faust.transport.consumer import Consumer
from faust.types import TP

logger = logging.getLogger(__name__)

POLL, SHORT = 0.1, 0.01
LOOK = 1.0
FEW, GATHER = 500, 0.025
"""After a fetch of fewer records, wait so many seconds for more: a fetch costs as much as a hundred
records, and each worker that shares a live stream would pay for as many fetches as one alone."""
READ_AHEAD = 4_000
"""Records of one partition delivered and not yet folded; beyond it, fetching waits."""
INSIST = 10
"""So often a hole is fetched again before it is taken for one of the log itself."""


class Batch(NamedTuple):
    """What was fetched of one partition at once.

    `start` is where the log began when something before the first record was missing (so it is
    gone for good), else 0. `records` have `offset`, `key` and `value`.
    """

    channel: str
    partition: int
    start: int
    records: list[Any]


class Folding(Protocol):
    """The folds behind one channel, as the consumer sees them."""

    def next(self, partition: int) -> int | None:
        """The offset that this partition's fold needs next; None where there is none."""

    def idle(self) -> bool:
        """Whether everything delivered has been looked at."""


class FoldingApp(Protocol):
    """What the consumer needs of the application."""

    folding: dict[str, Folding]
    consumer_generation_id: int
    should_stop: bool

    async def restore(self, assigned: Collection[TP]) -> dict[TP, int]:
        """Restore aside and swap in the folds of all these; the next offset of each."""

    def channel_of(self, topic: str) -> str:
        """The channel behind a Kafka topic: its name without the prefix."""


class Batches(Consumer):
    """Put before a driver's Consumer: `class Consumer(Batches, driver.Consumer)`."""

    app: Any  # a FoldingApp, which Faust's own type cannot say

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.expected: dict[TP, int] = {}
        self._holes: dict[TP, tuple[int, int, int]] = {}
        self._stood: dict[TP, int] = {}
        self._look_at = 0.0
        super().__init__(*args, **kwargs)

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Restore every fold and go to its own offset. Faust calls this at each assignment."""
        restored = await self.app.restore(self.assignment())
        assigned = self.assignment()
        self.expected = {tp: offset for tp, offset in restored.items() if tp in assigned}
        self._holes.clear()
        self._stood.clear()
        for tp, offset in self.expected.items():
            await self._seek(tp, offset)
        return self.expected

    async def mirror(self, tp: TP, offset: int) -> None:
        """Commit the offset of an acknowledged snapshot, for lag tools; no fold reads it."""
        if tp in self.assignment():
            await self._commit({tp: offset})

    async def settle(self) -> None:
        """Wait until everything that was to be mirrored is; where it is done at once: nothing."""

    async def _drain_messages(self, fetcher: Any) -> None:
        try:
            while not (self.should_stop or fetcher.should_stop):
                await asyncio.sleep(0)
                await self._round()
        except self.consumer_stopped_errors:
            if not self.app.should_stop:
                raise
        except asyncio.CancelledError:
            if not self.app.should_stop:
                raise

    async def _round(self) -> None:
        if not self.flow_active:
            await self.wait(self.can_resume_flow)
        generation = self.app.consumer_generation_id
        active = self._get_active_partitions()
        wanted = {tp for tp in active if self._has_room(tp)}
        if not wanted:
            await asyncio.sleep(SHORT)
            await self._look_back()  # all that is ahead may have been dropped
            return
        # Where somebody waits for room, look again soon.
        timeout = POLL if len(wanted) == len(active) else SHORT
        fetched = await self._getmany(active_partitions=wanted, timeout=timeout)
        order = list(self.app.folding)
        for at in sorted(fetched, key=lambda tp: (order.index(tp.topic), tp.partition)):
            await self._deliver(TP(at.topic, at.partition), fetched[at], generation)
        await self._look_back()
        if 0 < sum(map(len, fetched.values())) < FEW:
            await asyncio.sleep(GATHER)

    def _has_room(self, tp: TP) -> bool:
        folded = self.app.folding[tp.topic].next(tp.partition)
        expected = self.expected.get(tp)
        return folded is not None and expected is not None and expected - folded < READ_AHEAD

    async def _deliver(self, tp: TP, fetched: list[Any], generation: int) -> None:
        want = self.expected.get(tp)
        records = [] if want is None else fetched
        if records and records[0].offset < want:
            records = [record for record in records if record.offset >= want]
        if not records or want is None:
            return
        start = 0
        if records[0].offset > want:
            start = await self._beyond(tp, want, records[0].offset)
            if not start:
                return
        if not self._current(generation):
            return
        message = self._to_message(tp, records[-1])
        message.value = Batch(self.app.channel_of(tp.topic), tp.partition, start, records)
        await self.wait_first(self.callback(message), self.suspend_flow.wait())
        if self._current(generation):
            self.expected[tp] = records[-1].offset + 1

    def _current(self, generation: int) -> bool:
        return self.flow_active and generation == self.app.consumer_generation_id

    async def _beyond(self, tp: TP, want: int, first: int) -> int:
        """Where the log starts if what is wanted is gone; 0 after going back for it."""
        start = (await self.earliest_offsets(tp))[tp]
        if start > want:
            return first
        before = self._holes.get(tp, (want, first, 0))
        times = before[2] + 1 if before[:2] == (want, first) else 1
        self._holes[tp] = (want, first, times)
        if times > INSIST:
            logger.error("%s has no records %d to %d: taken for a gap", tp, want, first - 1)
            return first
        await self._go_back(tp, want)
        return 0

    async def _look_back(self) -> None:
        """Go back where a fold stands still, idle, behind what was fetched for it.

        However much more is fetched meanwhile: it can't be folded before what was dropped.
        """
        now = asyncio.get_running_loop().time()
        if now < self._look_at:
            return
        self._look_at = now + LOOK
        stood, self._stood = self._stood, {}
        for tp in list(self.expected):
            folding = self.app.folding[tp.topic]
            folded = folding.next(tp.partition)
            if folded is None or tp not in self.assignment() or not folding.idle():
                continue
            reached = max(self.expected[tp], await self.position(tp) or 0)
            if folded < reached and stood.get(tp) == folded:
                await self._go_back(tp, folded)
            elif folded < reached:
                self._stood[tp] = folded

    async def _go_back(self, tp: TP, offset: int) -> None:
        if tp in self.assignment():
            logger.info("%s: back to %d for what was dropped", tp, offset)
            self.expected[tp] = offset
            await self._seek(tp, offset)
