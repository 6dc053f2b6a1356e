"""The live intake: runs sources, gives what they read its place in time, ticks every second."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Protocol

from schemas.control import EPOCH
from streams.adapters.errors import LogError
from streams.adapters.log import Log
from streams.sources.epoch import Refused, open_epoch
from streams.sources.orders import PLACE, SECOND, Orders
from streams.sources.others import Others
from streams.sources.past import read_past
from streams.sources.source import Draft

WAITING = 2_000
"""Drafts that wait for the intake; sources read no further while so many do."""
LONGEST_PAUSE = 60.0
logger = logging.getLogger(__name__)


class Live(Protocol):
    """A source that is read as it comes."""

    @property
    def name(self) -> str:
        """Names its cursor among those of the other sources of an intake."""

    async def begin(self) -> str:
        """The cursor of this moment, for a source that has none yet."""

    def read(self, cursor: str) -> AsyncIterator[Draft]:
        """The drafts behind a cursor, for ever. May raise: it is read again from its cursor."""


class Pen:
    """One epoch of a live intake, step by step; `now` is the clock (ms) and may step back."""

    def __init__(self, log: Log, name: str, now: int, cursors: dict[str, str]) -> None:
        """Announce the epoch, promise the present, complete what an earlier epoch left torn.

        `cursors` are those of sources that have none in the last tick.
        """
        past = read_past(log, name)
        promised = past.tick.until if past.tick else now - now % SECOND
        self.cursors = cursors | (dict(past.tick.cursors) if past.tick else {})
        self.writer, since = open_epoch(log, name, past, floor=promised - 1, now=now)
        self.at = max(now, since.latest, promised)
        self.until = promised
        self.others = Others(log, name)
        self.orders = Orders(log, self.cursors.setdefault(PLACE, "0"))
        for record, _ in since.torn:
            self.writer.position = record.number % EPOCH - 1
            self.writer.put(record, record.at)
            for seen in self.writer.seen:
                seen[record.source, record.id] += 1
        self.writer.position = max(self.writer.position, since.position)
        if past.tick is None:
            self.writer.tick(promised, self.at, self.cursors)

    def put(self, name: str, draft: Draft, now: int) -> None:
        """Write a draft at the present."""
        self.at = max(self.at, now)
        self.writer.put(draft.record, self.at)
        self.cursors[name] = draft.cursor

    def tick(self, now: int) -> None:
        """Copy orders, promise the second that has begun, and speak for those who fell silent.

        Raises `Refused` where a newer epoch of this intake has joined, `Forgotten` where another
        intake declared this one idle.
        """
        self.at = max(self.at, now)
        for record in self.orders.read(self.at):
            self.writer.put(record, self.at)
        self.cursors[PLACE] = self.orders.cursor
        self.until = max(self.until, self.at - self.at % SECOND)
        self.writer.tick(self.until, self.at, self.cursors)
        self.others.listen(now)
        for name, epoch in self.others.ticked(now):
            self.writer.declare_idle(name, epoch, self.at)
        self._still_ours()

    def _still_ours(self) -> None:
        if self.others.own_epoch > self.writer.epoch:
            raise Refused(
                f"intake {self.writer.name} was started again elsewhere (epoch "
                f"{self.others.own_epoch}); this one (epoch {self.writer.epoch}) stops"
            )
        if self.others.own_idle >= self.writer.epoch:
            raise Forgotten


class Forgotten(Exception):
    """Others waited in vain for this intake; it has to join again."""


class Intake:
    """Runs sources until it is cancelled. `now` gives milliseconds UTC."""

    def __init__(
        self, log: Log, name: str, sources: Sequence[Live], now: Callable[[], int]
    ) -> None:
        self.log = log
        self.name = name
        self.sources = sources
        self.now = now

    async def run(self) -> None:
        """Epoch after epoch; a new one begins where others have forgotten the last."""
        while True:
            cursors = {source.name: await source.begin() for source in self.sources}
            pen = await asyncio.to_thread(Pen, self.log, self.name, self.now(), cursors)
            drafts: asyncio.Queue[tuple[str, Draft]] = asyncio.Queue(WAITING)
            pumps = [asyncio.create_task(self._pump(s, pen, drafts)) for s in self.sources]
            try:
                await self._write(pen, drafts)
            except Forgotten:
                logger.warning("intake %s was declared idle: it joins again", self.name)
            finally:
                for pump in pumps:
                    pump.cancel()
                await asyncio.gather(*pumps, return_exceptions=True)

    async def _pump(self, source: Live, pen: Pen, drafts: asyncio.Queue[tuple[str, Draft]]) -> None:
        pause, cursor = 1.0, pen.cursors[source.name]
        while True:
            try:
                async for draft in source.read(cursor):
                    await drafts.put((source.name, draft))
                    pause, cursor = 1.0, draft.cursor
            except (OSError, ValueError, LogError) as error:
                logger.warning("source %s: %s; again in %.0f s", source.name, error, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return

    async def _write(self, pen: Pen, drafts: asyncio.Queue[tuple[str, Draft]]) -> None:
        due = self.now()
        while True:
            now = self.now()
            if now >= due:
                await asyncio.to_thread(pen.tick, now)
                due = now - now % SECOND + SECOND
            try:
                wait = max(0.0, (due - self.now()) / 1000)
                name, draft = await asyncio.wait_for(drafts.get(), wait)
            except TimeoutError:
                continue
            pen.put(name, draft, self.now())
            while not drafts.empty() and pen.writer.held < WAITING:
                pen.put(*drafts.get_nowait(), self.now())
            await asyncio.to_thread(pen.writer.flush)
