"""The folds of this program, behind the channels of a log."""

from threading import Timer
from typing import TYPE_CHECKING

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


def compiled() -> None:
    """Have the inner loops compiled, and say so where that takes a while."""
    from streams.core import stories, topics

    notice = Timer(2.0, click.echo, [NOTICE], {"err": True})
    notice.start()
    topics.ready()
    stories.ready()
    notice.cancel()


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
