"""Prints one hash over what folds write on some days, for runs under other hash seeds."""

import hashlib
import sys

import msgspec

from streams.core.shard import Shard
from tests.laws.days import wild_day, wild_lines
from tests.laws.presses import calm_print
from tests.laws.world import World


def main(days: int) -> None:
    """Fold this many days; the hash covers every write and every last state."""
    total = hashlib.sha256()
    for seed in range(days):
        world = World(seed, 150, busy=seed % 3 == 0)
        shards = wild_day(world, 1 + seed % 3, seed)
        outputs = [output for writes in shards for output in writes]
        outputs += calm_print(shards) if world.busy else []
        for output in outputs:
            total.update(repr(output).encode())
        fold = Shard(0, 3)
        for key, value in wild_lines(world, 3, seed)[0]:
            fold.fold(key, value)
        total.update(msgspec.json.encode(fold.snapshot()))
    sys.stdout.write(total.hexdigest() + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
