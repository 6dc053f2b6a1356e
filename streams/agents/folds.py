"""The folds behind one channel: restored, fed, kept in snapshots."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from contextlib import nullcontext
from typing import Any

from streams.agents.fold_agent import Batch
from streams.agents.outbox import Outbox
from streams.agents.store import EVERY, Every, Store
from streams.agents.turns import SLICE, Turns
from streams.core.fold import Corrupt, Fold, Output

REST = 32
"""A snapshot rests for so many times the work that the last ones of all folds here were."""
MakeFold = Callable[[str, int], Fold]
"""A fold in its first state, for a channel and partition."""
AT_ONCE = 4
"""Snapshots looked for at once: it is mostly waiting for the log."""


class Slot:
    """One fold with the offset that it needs next, and how far its snapshots are."""

    def __init__(self, fold: Fold, offset: int, now: float) -> None:
        self.fold = fold
        self.next = offset
        self.kept = offset
        self.mirrored = 0  # who kept it may have died before the group's offset said so
        self.kept_at = now
        self.turn = asyncio.Lock()  # held while records are folded and what comes out is sent


class ChannelFolds:
    """All folds of this worker behind `channel`.

    Order of writing (law 2): outputs acknowledged, then the snapshot, then the group's offset.
    """

    def __init__(
        self,
        channel: str,
        make_fold: MakeFold,
        *,
        outbox: Outbox,
        store: Store,
        mirror: Callable[[str, int, int], Awaitable[None]],
        turns: Turns,
        goes_first: bool = False,
        every: Every = EVERY,
    ) -> None:
        self.channel = channel
        self._make_fold = make_fold
        self._outbox = outbox
        self._store = store
        self._mirror = mirror
        self._turns = turns
        self._goes_first = goes_first
        self._every = every
        self._slots: dict[int, Slot] = {}
        self._resting = True
        self._closed = False
        self._keeping = asyncio.Lock()  # one snapshot or restore at a time

    def next(self, partition: int) -> int | None:
        """The offset that the fold of this partition needs next; None where there is none."""
        slot = self._slots.get(partition)
        return None if slot is None else slot.next

    def idle(self) -> bool:
        """Whether everything delivered has been looked at."""
        return self._resting

    def rest(self) -> None:
        """Note that everything delivered has been looked at."""
        self._resting = True

    async def restore(self, partitions: Collection[int]) -> dict[int, int]:
        """Restore these aside, then swap them in for all others; the next offset of each.

        A restore that is given up on the way leaves everything as it was.
        """
        few = asyncio.Semaphore(AT_ONCE)

        async def restored(partition: int) -> Slot:
            async with few:
                return await self._restored(partition)

        async with self._keeping:
            wanted = sorted(partitions)
            found = await asyncio.gather(*map(restored, wanted))
            for lost in self._slots.keys() - set(wanted):
                self._turns.worked.pop((self.channel, lost), None)
            self._slots = aside = dict(zip(wanted, found, strict=True))
        return {partition: slot.next for partition, slot in aside.items()}

    async def fold(self, batch: Batch) -> None:
        """Fold what is new in a batch, slice by slice, and send what comes out."""
        self._resting = False
        slot = self._slots.get(batch.partition)
        with self._turns.first() if self._goes_first else nullcontext():
            done = 0
            while done < len(batch.records):
                if slot is None or self._closed or self._slots.get(batch.partition) is not slot:
                    return  # revoked, restored or stopping: it comes again
                done = await self._slice(slot, batch, done)
                await self._turns.give(wait=not self._goes_first)

    async def keep_due(self) -> None:
        """Write the snapshots whose time has come, beside the folding; to be called often.

        Raises what must stop the worker.
        """
        self._outbox.check()
        for partition in list(self._slots):
            await self._keep(partition)

    async def _keep(self, partition: int, *, at_once: bool = False) -> None:
        async with self._keeping:
            if (slot := self._slots.get(partition)) is None:
                return
            if slot.next != slot.kept and (at_once or self._due(slot)):
                await self._save(partition, slot)
            if slot.mirrored != slot.kept:
                await self._mirror(self.channel, partition, slot.kept)
                slot.mirrored = slot.kept

    async def _save(self, partition: int, slot: Slot) -> None:
        async with slot.turn:
            offset, slot.kept_at, begun = slot.next, self._turns.clock(), self._turns.work()
            state = slot.fold.snapshot()  # shares nothing that folding changes
            worked = self._turns.work() - begun
        await self._outbox.settle()
        worked += await asyncio.to_thread(self._write, partition, offset, state)
        slot.kept = offset
        self._turns.worked[self.channel, partition] = worked

    def _write(self, partition: int, offset: int, state: dict[str, Any]) -> float:
        begun = self._turns.work()
        self._store.save(self.channel, partition, offset, state)
        return self._turns.work() - begun

    async def close(self) -> None:
        """Fold nothing more, and keep everything."""
        self._closed = True
        for partition in list(self._slots):
            await self._keep(partition, at_once=True)

    def _due(self, slot: Slot) -> bool:
        moved, since = slot.next - slot.kept, self._turns.clock() - slot.kept_at
        if since < min(self._every.patience, REST * sum(self._turns.worked.values())):
            return False
        return moved >= self._every.records or (moved > 0 and since >= self._every.seconds)

    async def _slice(self, slot: Slot, batch: Batch, done: int) -> int:
        clock, records = self._turns.clock, batch.records
        async with slot.turn:
            until = clock() + SLICE
            outputs: list[Output] = []
            if records[done].offset > slot.next:
                if done == 0 and not batch.start > slot.next:
                    return len(records)  # something before it was dropped: both come again
                if done == 0:
                    outputs += slot.fold.gap(records[0].offset - slot.next)
            while done < len(records) and clock() < until:
                record = records[done]
                done += 1
                if record.offset >= slot.next:
                    if coming := slot.fold.fold(record.key, record.value):  # most give nothing
                        await self._one(coming, outputs)
                    slot.next = record.offset + 1
            await self._outbox.send(outputs)
        return done

    async def _one(self, coming: Iterable[Output], outputs: list[Output]) -> None:
        """Take what one record gives. A record may close days: the loop runs between pages."""
        until = self._turns.clock() + SLICE
        for output in coming:
            outputs.append(output)
            if self._turns.clock() >= until:
                await self._outbox.send(outputs)
                outputs.clear()
                await self._turns.give(wait=False)
                until = self._turns.clock() + SLICE

    async def _restored(self, partition: int) -> Slot:
        fold = self._make_fold(self.channel, partition)
        found = self._store.find(self.channel, partition)
        now = self._turns.clock()
        while (saved := await asyncio.to_thread(next, found, None)) is not None:
            try:
                return Slot(fold.restore(saved.state), saved.next, now)
            except Corrupt as error:
                self._store.pass_over("corrupt", self.channel, partition, str(error))
                fold = self._make_fold(self.channel, partition)
        return Slot(fold, 0, now)
