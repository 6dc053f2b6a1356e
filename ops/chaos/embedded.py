"""One day on the embedded log, played undisturbed, and again and again under faults."""

import shutil
import time
from collections import deque
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ops.chaos import check
from ops.chaos.disk import Disk
from ops.chaos.file_faults import DO, Scene, Wrong, inflict
from ops.chaos.fleet import Fleet
from ops.chaos.plan import Fault
from ops.chaos.progress import say
from ops.chaos.run import Outcome, Recovered
from ops.waiting import until
from schemas.channels import HANDOVERS, POSTS
from streams.adapters.errors import UnknownChannel
from streams.adapters.log import GROUP, Log
from streams.adapters.sqlite_log import SqliteLog

KINDS = tuple(DO)
_until = partial(until, every=0.02)
NAME = "replay"


class Day(NamedTuple):
    """What is played: a file, its layout, and the editions that are printed (None: shipped)."""

    file: Path
    layout: str
    editions: Path | None

    def command(self, path: Path, out: Path) -> tuple[str, ...]:
        """What plays it on the log at `path`, or goes on with it."""
        editions = ("--editions", str(self.editions)) if self.editions else ()
        on = ("--broker", f"sqlite:///{path}", "--out", str(out))
        return "replay", str(self.file), "--format", self.layout, *editions, *on


class Totals:
    """What is gathered over the days of one seed."""

    def __init__(self) -> None:
        self.recovered: list[Recovered] = []
        self.restarts = self.records = self.finals = 0
        self.faults: list[str] = []


def undisturbed(day: Day, folder: Path) -> SqliteLog:
    """The log of a day that nobody disturbs."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "log.db"
    with Fleet({"BOUCLAGE_SNAPSHOT_SECONDS": "1"}, folder) as fleet:
        fleet.start(NAME, *day.command(path, folder / "out"))
        _until(lambda: fleet.done(NAME), "the undisturbed day")
    return SqliteLog.open(f"sqlite:///{path}")


def disturbed(
    day: Day, expected: Log, faults: Iterable[Fault], *, seed: int, folder: Path
) -> Outcome:
    """Play the day under these faults, as often as they need, and compare each time."""
    waiting, totals, turn = deque(faults), Totals(), 0
    while waiting:
        turn += 1
        place = folder / f"day{turn}"
        with Disk(place / "disk") as disk:
            path = disk.folder / "log.db"
            _one_day(day, waiting, totals, disk)
            log = SqliteLog.open(f"sqlite:///{path}")
            told = check.differences(expected, log) + check.broken_chains(log)
            totals.faults += [f"day {turn}: {each}" for each in told + check.unmirrored(log)]
            if told:
                shutil.copytree(disk.folder, place / "kept")
            totals.records += sum(_ends(log))
            totals.finals += len(check.finals(log))
            log.close()
    return Outcome(
        seed,
        totals.records,
        totals.finals,
        totals.recovered,
        {NAME: totals.restarts},
        totals.faults,
    )


def _one_day(day: Day, waiting: deque[Fault], totals: Totals, disk: Disk) -> None:
    path, place = disk.folder / "log.db", disk.folder.parent
    command = day.command(path, place / "out")
    log = SqliteLog.open(f"sqlite:///{path}")
    with Fleet({"BOUCLAGE_SNAPSHOT_SECONDS": "1"}, place) as fleet:
        fleet.start(NAME, *command)
        scene = Scene(fleet, disk, path, NAME, command)
        while waiting and not scene.over():
            fault = waiting.popleft()
            time.sleep(fault.pause)
            try:
                kind = inflict(scene, fault)
            except Wrong as wrong:
                kind = fault.kind
                totals.faults.append(f"{kind}: {wrong}")
            # One in four is followed by the next at once: in a start, or a restore.
            seconds = _progress(log, scene) if fault.pick % 4 else None
            totals.recovered.append(Recovered(kind, seconds))
            done = len(totals.recovered)
            say(done, done + len(waiting), kind, seconds)
        _until(scene.over, "the final digests")
        totals.restarts += sum(fleet.restarts.values())
    log.close()


def _progress(log: Log, scene: Scene) -> float | None:
    """Seconds until more is kept, and committed, than was; None where the day is over before."""
    began, before = time.monotonic(), _committed(log)
    _until(lambda: scene.over() or _committed(log) > before, "progress after a fault")
    return None if scene.over() else time.monotonic() - began


def _committed(log: Log) -> int:
    try:
        return sum(
            log.committed(GROUP, channel, partition) or 0
            for channel in (POSTS.name, HANDOVERS.name)
            for partition in range(log.partitions(channel))
        )
    except UnknownChannel:
        return 0


def _ends(log: Log) -> list[int]:
    return [log.end(POSTS.name, partition) for partition in range(log.partitions(POSTS.name))]
