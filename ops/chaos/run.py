"""One day, played twice on one broker: undisturbed, and under faults."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ops.chaos import check
from ops.chaos.day import Day
from ops.chaos.faults import Scene, inflict
from ops.chaos.fleet import Fleet
from ops.chaos.place import Place
from ops.chaos.plan import Fault
from ops.chaos.progress import say
from ops.waiting import until
from schemas.channels import POSTS
from streams.adapters.kafka_log import KafkaLog
from streams.adapters.log import GROUP, Log

_until = partial(until, every=0.05)
HASTE = 4.0
"""The undisturbed run is so many times as fast: the pace is no part of the log."""
INTAKES = ("intake-0", "intake-1")


class Recovered(NamedTuple):
    """A fault, and the seconds from its end until every shard has kept, and committed, something
    that was written after it: a second of these passes until a snapshot is due.

    `seconds` is None where the day was over before.
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


def undisturbed(place: Place, day: Day, prefix: str, folder: Path) -> KafkaLog:
    """The log of a run with one worker that nobody disturbs."""
    log = place.log(prefix)
    with Fleet(_environment(place.direct, prefix), _made(folder)) as fleet:
        fleet.start("worker-0", "worker")
        for number, name in enumerate(INTAKES):
            fleet.start(name, *day.feeding(number, place.direct, folder / name, haste=HASTE))
            _until(lambda: all(_ends(log).values()), "the first intake")
        _until(partial(_fed, fleet), "the undisturbed run")
        fleet.stop("worker-0")
    return log


def disturbed(
    place: Place, day: Day, plan: list[Fault], *, prefix: str, folder: Path
) -> tuple[KafkaLog, list[Recovered], dict[str, int]]:
    """The log of a run under these faults, how each was recovered from, and who ended itself."""
    log = place.log(prefix)
    recovered: list[Recovered] = []
    with Fleet(_environment(place.url, prefix), _made(folder)) as fleet:
        for number in range(2):
            fleet.start(f"worker-{number}", "worker")
        for number, name in enumerate(INTAKES):
            fleet.start(name, *day.feeding(number, place.url, folder / name))
            _until(lambda: all(_ends(log).values()), "the first intake")
        _until(lambda: all(_committed(log).values()), "the first progress")
        for fault in plan:
            time.sleep(fault.pause)
            inflict(Scene(place, fleet), fault)
            recovered.append(Recovered(fault.kind, _progress(log, partial(_fed, fleet))))
            say(len(recovered), len(plan), *recovered[-1])
        _until(partial(_fed, fleet), "the final digests")
        restarts = dict(fleet.restarts)
        for name in fleet.names("worker"):
            fleet.stop(name)
    return log, recovered, restarts


def _fed(fleet: Fleet) -> bool:
    """Whether every intake has told all that it had, and seen the final digests."""
    return all(map(fleet.done, INTAKES))


def outcome(
    seed: int, logs: tuple[Log, Log], recovered: list[Recovered], restarts: dict[str, int]
) -> Outcome:
    """Compare a disturbed log, the second, with the undisturbed one."""
    expected, got = logs
    faults = check.differences(expected, got) + check.broken_chains(got) + check.unmirrored(got)
    records = sum(_ends(got).values())
    return Outcome(seed, records, len(check.finals(got)), recovered, restarts, faults)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _environment(url: str, prefix: str) -> dict[str, str]:
    return {
        "BOUCLAGE_BROKER": url,
        "BOUCLAGE_PREFIX": prefix,
        "BOUCLAGE_SNAPSHOT_SECONDS": "1",
    }


def _ends(log: Log) -> dict[int, int]:
    return {p: log.end(POSTS.name, p) for p in range(log.partitions(POSTS.name))}


def _committed(log: Log) -> dict[int, int]:
    return {p: log.committed(GROUP, POSTS.name, p) or 0 for p in _ends(log)}


def _progress(log: Log, over: Callable[[], bool]) -> float | None:
    """Seconds until something written from now on is kept and committed, on every shard."""
    began, ends = time.monotonic(), _ends(log)
    _until(
        lambda: over() or all(at > ends[p] for p, at in _committed(log).items()),
        "progress after a fault",
    )
    return None if over() else time.monotonic() - began
