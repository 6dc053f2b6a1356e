"""What sharing costs: four desks on Kafka, folded by one worker and by two.

Each time fresh channels are folded by workers in processes of their own. Counted is their CPU
time, summed, from when all of them share the work and have folded the first seconds, to the last
commit; the stream is written meanwhile. What is refused costs nothing: there must be next to none.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from ops.bench.feed import feed
from ops.bench.synthetic import Synthetic
from ops.waiting import until
from schemas.channels import CHANNELS, DEAD_LETTERS, HANDOVERS, POSTS
from schemas.editions import Settings
from streams.adapters.kafka_connect import connect
from streams.adapters.kafka_errors import patiently
from streams.adapters.kafka_settings import KafkaSettings
from streams.adapters.log import GROUP, Log
from streams.adapters.open import open_log
from streams.editions import shipped
from streams.settings import read_process
from streams.sources.source import Draft

RATE = 2_000
FIRST = 3 * RATE
"""Records before the count begins: three seconds of the stream."""
DESKS = ("north", "east", "south", "west")
_until = partial(until, every=0.5)
TICKS = os.sysconf("SC_CLK_TCK")


def settings() -> Settings:
    """The desk that admits everything, four times, with an edition each."""
    one = shipped("everything")
    return Settings(
        desks=tuple(msgspec.structs.replace(one.desks[0], name=name) for name in DESKS),
        editions=tuple(
            msgspec.structs.replace(one.editions[-1], name=f"{name}-page", desk=name)
            for name in DESKS
        ),
    )


def measured(url: str, prefix: str, mix: str, records: int) -> dict[str, Any]:
    """CPU seconds of one worker, of two together, and their ratio; more than `FIRST` records."""
    spent = [_spent(url, f"{prefix}{n}.", mix, records, workers=n) for n in (1, 2)]
    return {"mix": mix, "records": records, "cpu": spent, "ratio": spent[1] / spent[0]}


def told(figures: dict[str, Any]) -> str:
    """One line."""
    one, two = figures["cpu"]
    return (
        f"four desks, {figures['records']:,} records ({figures['mix']}): "
        f"one worker {one:.1f} CPU s, two together {two:.1f}: {figures['ratio']:.2f} times as much"
    )


def _spent(url: str, prefix: str, mix: str, records: int, *, workers: int) -> float:
    log = open_log(url, prefix=prefix)
    log.create(CHANNELS)
    drafts = Synthetic(mix, rate=RATE).drafts(records)
    with _started(url, prefix, workers) as pids:
        before: list[float] = []

        def begun() -> None:
            _until(lambda: _members(url, prefix) == workers, "the workers")
            _until(lambda: _done(log), "the first seconds")
            before.extend(map(_cpu, pids))

        feed(log, _noticed(drafts, begun), settings())
        _until(lambda: _done(log), "the workers")
        spent = sum(map(_cpu, pids)) - sum(before)
    refused = sum(log.end(DEAD_LETTERS.name, p) for p in range(log.partitions(DEAD_LETTERS.name)))
    log.close()
    if refused > records / 100:  # a stream has its edits of what was deleted
        raise RuntimeError(f"{refused} records were refused: nothing was measured")
    return spent


def _noticed(drafts: Iterable[Draft], begun: Callable[[], None]) -> Iterator[Draft]:
    """The same drafts; `begun` is called when the first of them have been promised."""
    for number, draft in enumerate(drafts):
        if number == FIRST:
            begun()
        yield draft


def _members(url: str, prefix: str) -> int:
    """How many workers share the work; -1 while they are about it."""
    admin = connect(KafkaSettings.of(url, read_process(broker=url).security))
    try:
        told = patiently(lambda: admin.describe_groups([prefix + GROUP])[prefix + GROUP])
    finally:
        admin.close()
    return len(told["members"]) if told["group_state"] == "Stable" else -1


@contextmanager
def _started(url: str, prefix: str, workers: int) -> Iterator[list[int]]:
    environment = {**os.environ, "BOUCLAGE_BROKER": url, "BOUCLAGE_PREFIX": prefix}
    command = [sys.executable, "-m", "streams", "worker"]
    running = [
        subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(workers)
    ]
    try:
        yield [process.pid for process in running]
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait()


def _cpu(pid: int) -> float:
    """User and system seconds of a process (proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _done(log: Log) -> bool:
    """Whether all that was written has been folded and committed, on both hops."""
    return all(
        (log.committed(GROUP, channel, p) or 0) == log.end(channel, p)
        for channel in (POSTS.name, HANDOVERS.name)
        for p in range(log.partitions(channel))
    )
