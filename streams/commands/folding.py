"""The folds of this program, behind the channels of a log."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from streams.adapters.faust_app import FoldingApp
    from streams.adapters.log import Log
    from streams.agents.folds import MakeFold
    from streams.settings import Process


def folds_of(log: "Log") -> "MakeFold":
    """Makes the fold in its first state for a partition of `posts` or `handovers`."""
    from schemas.channels import POSTS
    from streams.core.desk import Desks
    from streams.core.fold import Fold
    from streams.core.shard import Shard

    partitions = log.partitions(POSTS.name)

    def make(channel: str, partition: int) -> Fold:
        return Shard(partition, partitions) if channel == POSTS.name else Desks(partition)

    return make


NOTICE = "getting the inner loops ready: some 15 s at the first start on a machine"
READY = "from streams.commands.folding import ready; ready()"


def compiled() -> None:
    """Have the inner loops compiled, and say so where that takes a while.

    Another process compiles: the compiler keeps 120 MB for as long as its process lives, while
    reading what it made takes 10.
    """
    notice = Timer(2.0, click.echo, [NOTICE], {"err": True})
    notice.start()
    with _without("scipy"):
        if not _kept():
            subprocess.run([sys.executable, "-c", READY], check=False)
        ready()
    notice.cancel()


def ready() -> None:
    """Read the compiled inner loops where they are kept, and compile what is not."""
    from streams.core import stories, topics

    topics.ready()
    stories.ready()


def _kept() -> bool:
    """Whether the inner loops were compiled before, or there is nowhere to keep them."""
    from streams.core.stories import kernels
    from streams.core.topics import steps

    loops: tuple[Any, ...] = (kernels.multiplied, steps.learn)
    for loop in loops:
        folder = loop.stats.cache_path
        if folder and not [*Path(folder).glob(f"*.{loop.__name__}-*.nbi")]:
            return False
    return True


@contextmanager
def _without(name: str) -> Iterator[None]:
    """Within this a package cannot be imported, unless it was. The compiler reads scipy's linear
    algebra wherever it finds it: 9 MB for what no inner loop calls."""
    absent = name not in sys.modules
    if absent:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if absent:
            del sys.modules[name]


def worker_of(process: "Process", log: "Log") -> "FoldingApp":
    """The worker that folds this log; ready to fold before it asks for work."""
    client = _seat(process)  # first: meanwhile others fold what a killed predecessor had
    from streams.agents.store import Every
    from streams.topology import build

    compiled()
    return build(
        process.broker,
        log,
        folds_of(log),
        prefix=process.prefix,
        security=process.security,
        every=Every(seconds=process.snapshot_seconds),
        client=client,
    )


def _seat(process: "Process") -> str:
    if process.embedded:
        return ""
    from streams.adapters.kafka_seat import take_seat
    from streams.adapters.log import GROUP

    return take_seat(process.broker, process.prefix + GROUP, process.security)
