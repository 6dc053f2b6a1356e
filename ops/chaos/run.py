"""One day, played twice on one broker: undisturbed, and under faults."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ops.chaos import check
from ops.chaos.faults import Scene, inflict
from ops.chaos.fleet import Fleet
from ops.chaos.plan import Fault
from ops.chaos.proxy import Proxy
from ops.kafka import LocalKafka
from schemas.channels import CHANNELS, POSTS
from streams.adapters.faust_app import GROUP
from streams.adapters.kafka_log import KafkaLog
from streams.adapters.log import Log

PATIENCE = 900.0
"""Seconds after which a run that gets nowhere is given up."""
FEEDER = "intake"


class Day(NamedTuple):
    """What is played: a file, its layout, and so many of its seconds a second (0: at once)."""

    file: Path
    layout: str
    speed: float


class Recovered(NamedTuple):
    """A fault, and the seconds from its end to progress on every shard that had work to do.

    `seconds` is None where the day was over before or no shard had any work left.
    """

    kind: str
    seconds: float | None


class Outcome(NamedTuple):
    """What came of a run. `faults` is empty where everything holds."""

    seed: int
    records: int
    finals: int
    recovered: list[Recovered]
    restarts: dict[str, int]
    faults: list[str]


def undisturbed(broker: LocalKafka, day: Day, prefix: str, folder: Path) -> KafkaLog:
    """The log of a run with one worker that nobody disturbs."""
    log = _log(broker, prefix)
    with Fleet(_environment(broker.direct, prefix), _made(folder)) as fleet:
        fleet.start("worker-0", "worker")
        fleet.start(FEEDER, *_feeding(day, folder))
        _until(lambda: fleet.done(FEEDER), "the undisturbed run")
        fleet.stop("worker-0")
    return log


def disturbed(
    broker: LocalKafka, proxy: Proxy, day: Day, plan: list[Fault], *, prefix: str, folder: Path
) -> tuple[KafkaLog, list[Recovered], dict[str, int]]:
    """The log of a run under these faults, how each was recovered from, and who ended itself."""
    log = _log(broker, prefix)
    recovered: list[Recovered] = []
    with Fleet(_environment(broker.url, prefix), _made(folder)) as fleet:
        for number in range(2):
            fleet.start(f"worker-{number}", "worker")
        fleet.start(FEEDER, *_feeding(day, folder))
        scene = Scene(broker, proxy, fleet, FEEDER)
        _until(lambda: any(_committed(log).values()), "the first progress")
        for fault in plan:
            time.sleep(fault.pause)
            inflict(scene, fault)
            recovered.append(Recovered(fault.kind, _progress(log)))
        _until(lambda: fleet.done(FEEDER), "the final digests")
        restarts = dict(fleet.restarts)
        for name in fleet.names("worker"):
            fleet.stop(name)
    return log, recovered, restarts


def outcome(
    seed: int, logs: tuple[Log, Log], recovered: list[Recovered], restarts: dict[str, int]
) -> Outcome:
    """Compare a disturbed log, the second, with the undisturbed one."""
    expected, got = logs
    faults = check.differences(expected, got) + check.broken_chains(got) + check.unmirrored(got)
    records = sum(_ends(got).values())
    return Outcome(seed, records, len(check.finals(got)), recovered, restarts, faults)


def _log(broker: LocalKafka, prefix: str) -> KafkaLog:
    log = KafkaLog.open(broker.direct, prefix=prefix)
    log.create(CHANNELS)
    return log


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _environment(url: str, prefix: str) -> dict[str, str]:
    return {
        "BOUCLAGE_BROKER": url,
        "BOUCLAGE_PREFIX": prefix,
        "BOUCLAGE_SNAPSHOT_SECONDS": "1",
    }


def _feeding(day: Day, folder: Path) -> list[str]:
    out = ["--out", str(folder / "digests"), "--speed", str(day.speed)]
    return ["replay", str(day.file), "--format", day.layout, "--no-worker", *out]


def _ends(log: Log) -> dict[int, int]:
    return {p: log.end(POSTS.name, p) for p in range(log.partitions(POSTS.name))}


def _committed(log: Log) -> dict[int, int]:
    return {p: log.committed(GROUP, POSTS.name, p) or 0 for p in _ends(log)}


def _progress(log: Log) -> float | None:
    """Seconds until every shard that is behind has kept more than it had."""
    began, before, ends = time.monotonic(), _committed(log), _ends(log)
    behind = {p for p, end in ends.items() if before[p] < end}
    if not behind:
        return None

    def moved() -> bool:
        now = _committed(log)
        return all(now[p] > before[p] for p in behind)

    _until(moved, "progress after a fault")
    return time.monotonic() - began


def _until(condition: Callable[[], bool], what: str) -> None:
    give_up = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > give_up:
            raise TimeoutError(f"waited {PATIENCE:.0f} s in vain for {what}")
        time.sleep(0.05)
