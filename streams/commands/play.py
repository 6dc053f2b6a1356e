"""Plays files through the system to their final digests: what `demo` and `replay` share."""

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from schemas.channels import DIGESTS_FINAL, DIGESTS_ROLLING
from schemas.digests import Digest
from schemas.editions import Settings
from streams.adapters.log import Log
from streams.adapters.worker import stopped_by_signals, work
from streams.commands.common import Failed
from streams.core.calendar import after, closing, day_of
from streams.outlets.reading import Tail
from streams.sources.replay import Replay

if TYPE_CHECKING:
    from streams.adapters.faust_app import FoldingApp

LOOK = 0.3
"""Seconds that one look at the outputs waits."""
Finals = dict[tuple[str, str], Digest]


class Watching(Protocol):
    """Who is told how it goes."""

    def moved(self, put: int, second: int) -> None: ...
    def changed(self, digest: Digest) -> None: ...


class Stopped(Exception):
    """Somebody wants it to end here."""


def closed_days(settings: Settings, first: int, until: int) -> set[tuple[str, str]]:
    """(edition, day) of all days that hold or follow `first` and are due before `until` (ms)."""
    found = set()
    for e in settings.editions:
        day = day_of(e.zone, e.close, first)
        while closing(e.zone, e.close, day) + e.grace * 1000 <= until:
            found.add((e.name, day))
            day = after(day)
    return found


class Play:
    """Feeds a replay, folds it here where `app` is given, and waits for its final digests."""

    def __init__(
        self, log: Log, replay: Replay, settings: Settings, watch: Watching, first: int
    ) -> None:
        """`first` is the time of the first record (ms): the days from then on are waited for."""
        self.log = log
        self.replay = replay
        self.settings = settings
        self.watch = watch
        self.first = first
        self.finals: Finals = {}
        self._stopping = False
        self._told = replay.progress
        replay.progress = self._progress

    def _progress(self, put: int, second: int) -> None:
        if self._stopping:
            raise Stopped
        self.watch.moved(put, second)

    async def run(self, app: "FoldingApp | None") -> Finals:
        """The final digests of every day that the files close; raises `Stopped` on a signal."""
        with stopped_by_signals() as stop:
            working = asyncio.create_task(work(app, stop)) if app else None
            feeding = asyncio.create_task(asyncio.to_thread(self.replay.run))
            try:
                await self._follow(feeding, working, stop)
            finally:
                self._stopping = True
                stop.set()
                await asyncio.gather(feeding, return_exceptions=True)
                if working:
                    await working
        return self.finals

    async def _follow(
        self,
        feeding: "asyncio.Task[int]",
        working: "asyncio.Task[None] | None",
        stop: asyncio.Event,
    ) -> None:
        rolling, final = Tail(self.log, DIGESTS_ROLLING.name), Tail(self.log, DIGESTS_FINAL.name)
        while not self._complete(feeding):
            if working and working.done():
                await working
                raise Stopped
            if stop.is_set():
                raise Stopped
            await asyncio.to_thread(self.log.wait, rolling.position | final.position, LOOK)
            self._note(await asyncio.to_thread(lambda: [*rolling.read(), *final.read()]))

    def _note(self, digests: Iterable[Digest]) -> None:
        for digest in digests:
            if digest.kind != "rolling":
                self.finals[digest.edition, digest.day] = digest
            self.watch.changed(digest)

    def _complete(self, feeding: "asyncio.Task[int]") -> bool:
        if not feeding.done():
            return False
        expected = closed_days(self.settings, self.first, feeding.result())
        return expected <= self.finals.keys()


def played(play: Play, app: "Callable[[], FoldingApp] | None") -> Finals:
    """Run a play to its end; a signal or a failed worker ends the command with a clear word."""
    from streams.adapters.worker import WorkerFailed

    async def main() -> Finals:
        return await play.run(app() if app else None)

    try:
        return asyncio.run(main())
    except Stopped:
        raise Failed("stopped before the end; the same command goes on from here") from None
    except WorkerFailed as error:
        raise Failed(str(error)) from error
