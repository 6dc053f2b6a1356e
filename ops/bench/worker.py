"""A worker that folds what lies in a log, looks at its own clock on the way, and ends.

`python -m ops.bench.worker` is started by `ops.bench.pipeline`, with `BOUCLAGE_*` as a worker has
it. It prints one line of JSON: samples of (CPU seconds, wall seconds, records folded), taken until
nothing is left, pages included; and a line of progress for each million on its error output.
`--stock` counts the same records in Faust's own way: one event a record, acknowledged, an agent
that only counts.
"""

import asyncio
import json
import sys
import time
from typing import Any

from ops.bench.memory import held
from ops.bench.stock import counting_app
from schemas.channels import HANDOVERS, POSTS
from streams.adapters.log import Log
from streams.adapters.open import open_log
from streams.adapters.worker import work
from streams.commands.folding import worker_of
from streams.settings import Process, read_process

LOOK = 0.1
MILLION = 1_000_000
STILL = 5
"""Looks without a change after which everything has been folded."""
Sample = tuple[float, float, int]


class Watch:
    """Samples what a worker has folded until nothing is left."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.samples: list[Sample] = []
        self._told: Sample = (time.process_time(), time.monotonic(), 0)

    def note(self, folded: int) -> None:
        """Sample both clocks."""
        self.samples.append((time.process_time(), time.monotonic(), folded))
        if folded >= (self._told[2] // MILLION + 1) * MILLION:
            self._tell(self.samples[-1])

    def _tell(self, now: Sample) -> None:
        cpu, _, folded = (after - before for after, before in zip(now, self._told, strict=True))
        memory = held()
        told = f"{now[2]:,} records: {folded / cpu:,.0f} a CPU second"
        print(f"{told}, {memory.own} + {memory.files} MB", file=sys.stderr, flush=True)
        self._told = now

    def trimmed(self, still: int = 0) -> list[Sample]:
        """From the last sample before the first record to the first at which all was done."""
        first = next((n for n, s in enumerate(self.samples) if s[2]), 1)
        return self.samples[max(first - 1, 0) : len(self.samples) - max(still - 1, 0)]


async def ours(process: Process, log: Log) -> Watch:
    """Fold posts into hand-overs and those into pages, to the end of both channels."""
    app, stop, watch = worker_of(process, log), asyncio.Event(), Watch(log)
    working = asyncio.create_task(work(app, stop))
    ends = {p: log.end(POSTS.name, p) for p in range(log.partitions(POSTS.name))}
    still = 0
    while still < STILL and not working.done():
        await asyncio.sleep(LOOK)
        folded = _folded(app, POSTS.name, ends)
        watch.note(sum(folded.values()))
        idle = folded == ends and await _desks_done(app, log)
        still = still + 1 if idle else 0
    stop.set()
    await working
    return watch


def _folded(app: Any, channel: str, ends: dict[int, int]) -> dict[int, int]:
    folds = app.folding[app.prefix + channel]
    return {partition: folds.next(partition) or 0 for partition in ends}


async def _desks_done(app: Any, log: Log) -> bool:
    ends = {}
    for partition in range(log.partitions(HANDOVERS.name)):
        ends[partition] = await asyncio.to_thread(log.end, HANDOVERS.name, partition)
    return _folded(app, HANDOVERS.name, ends) == ends


async def stock(process: Process, log: Log) -> Watch:
    """Count the records of `posts` as Faust does it."""
    app, counted = counting_app(process, log)
    watch = Watch(log)
    total = sum(log.end(POSTS.name, p) for p in range(log.partitions(POSTS.name)))
    app.loop = asyncio.get_running_loop()
    await app.start()
    while counted() < total:
        await asyncio.sleep(LOOK)
        watch.note(counted())
    await app.stop()
    return watch


def main() -> None:
    """Fold or count, and tell."""
    process = read_process()
    log = open_log(process.broker, prefix=process.prefix, security=process.security)
    watch = asyncio.run((stock if "--stock" in sys.argv else ours)(process, log))
    samples = watch.trimmed(0 if "--stock" in sys.argv else STILL)
    print(json.dumps({"samples": samples}))


if __name__ == "__main__":
    main()
