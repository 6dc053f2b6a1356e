"""Presses: from hand-overs to digests, by desks that are killed and raced as shards are."""

from functools import partial
from random import Random

import msgspec

from schemas.digests import Digest
from streams.core.desk import Desks
from streams.core.fold import Output
from streams.core.partition import partition_of
from tests.laws.arrival import Line
from tests.laws.owners import Bad, Partition, undisturbed

Printed = dict[tuple[str, str], set[bytes]]
"""What readers of our channels ever get: values by channel and key."""


def merged(rng: Random, shards: list[list[Output]]) -> list[Output]:
    """Hand-overs of all shards in one log, each shard's in its own order."""
    queues = [[o for o in writes if o.channel == "handovers"] for writes in shards]
    log: list[Output] = []
    while queues := [queue for queue in queues if queue]:
        queue = rng.choice(queues)
        run = rng.choice((1, 2, 10, 100))
        log += queue[:run]
        del queue[:run]
    return log


def lines(log: list[Output], partition: int, partitions: int) -> list[Line]:
    """One partition of `handovers`."""
    keyed = [(output.key.encode(), output.value) for output in log]
    return [line for line in keyed if partition_of(line[0], partitions) == partition]


def printed(outputs: list[Output]) -> Printed:
    """Values by channel and key: what was written twice is the same value."""
    found: Printed = {}
    for output in outputs:
        found.setdefault((output.channel, output.key), set()).add(output.value)
    return found


def calm_print(shards: list[list[Output]]) -> list[Output]:
    """What one desk process prints when nothing happens."""
    log = [output for writes in shards for output in writes if output.channel == "handovers"]
    return undisturbed(partial(Desks, 0), lines(log, 0, 1))


def wild_print(shards: list[list[Output]], partitions: int, luck: int) -> list[Output]:
    """What desks print on a bad day, over this many partitions of `handovers`."""
    rng = Random(f"press {luck}")
    log = merged(rng, shards)
    bad = Bad(kill=0.02, rival=0.02, snapshot=0.5, batch=80)
    outputs: list[Output] = []
    for p in range(partitions):
        outputs += Partition(rng, partial(Desks, p), lines(log, p, partitions), bad).run()
    return outputs


def finals(outputs: list[Output]) -> dict[str, Digest]:
    """The last word on each edition and day: its highest revision."""
    last: dict[str, Digest] = {}
    for output in outputs:
        if output.channel == "digests.final":
            digest = msgspec.json.decode(output.value, type=Digest)
            if output.key not in last or digest.revision > last[output.key].revision:
                last[output.key] = digest
    return last
