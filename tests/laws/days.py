"""Days: one world folded calmly and wildly, for tests to compare."""

import os
from functools import partial
from random import Random

from hypothesis import settings

from streams.core.fold import Output
from streams.core.shard import Shard
from tests.laws.arrival import Line, calm, wild, written
from tests.laws.owners import Bad, Make, Partition, undisturbed
from tests.laws.world import World

DAYS = int(os.environ.get("BOUCLAGE_TEST_DAYS", "150"))
"""Simulated days a law that is cheap to test; others take a share."""


def days(share: float = 1.0) -> settings:
    """Hypothesis settings for a share of the days."""
    return settings(max_examples=max(5, int(DAYS * share)), derandomize=True, deadline=None)


def maker(partition: int, shards: int) -> Make:
    """Makes the fold of one shard."""
    return partial(Shard, partition, shards)


def calm_lines(world: World, shards: int) -> list[list[Line]]:
    """Each partition when nothing happens."""
    items = written(world)
    return [calm(items, p, shards) for p in range(shards)]


def calm_day(world: World, shards: int = 1) -> list[list[Output]]:
    """What each shard writes when nothing happens."""
    lines = calm_lines(world, shards)
    return [undisturbed(maker(p, shards), lines[p]) for p in range(shards)]


def wild_lines(world: World, shards: int, luck: int) -> list[list[Line]]:
    """Each partition as it lies after a bad day."""
    items = written(world)
    return [wild(Random(f"{luck}/{p}"), items, p, shards) for p in range(shards)]


def wild_day(world: World, shards: int, luck: int, bad: Bad | None = None) -> list[list[Output]]:
    """What each shard's owners write on a bad day; `luck` seeds what goes wrong."""
    return [
        Partition(Random(f"{luck}:{p}"), maker(p, shards), lines, bad or Bad()).run()
        for p, lines in enumerate(wild_lines(world, shards, luck))
    ]
