"""What sharing costs: four desks on Kafka, folded by one worker and by two.

Each time fresh channels are folded by workers in processes of their own. Counted is their CPU
time from their first hand-over to the last commit, summed; the stream is written meanwhile.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from ops.bench.feed import feed
from ops.bench.synthetic import Synthetic
from ops.waiting import until
from schemas.channels import CHANNELS, HANDOVERS, POSTS
from schemas.editions import Settings
from streams.adapters.log import GROUP, Log
from streams.adapters.open import open_log
from streams.editions import shipped

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
    """CPU seconds of one worker, of two together, and their ratio."""
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
    stream = Synthetic(mix, rate=2_000)
    chosen = settings()
    with _started(url, prefix, workers) as pids:
        feed(log, stream.drafts(1), chosen, close=False)
        _until(lambda: _done(log), "the workers")
        before = sum(map(_cpu, pids))
        feed(log, stream.drafts(records), chosen)
        _until(lambda: _done(log), "the workers")
        spent = sum(map(_cpu, pids)) - before
    log.close()
    return spent


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
