"""Prints one hash over what shards write on some days, for runs under other hash seeds."""

import hashlib
import sys

import msgspec

from streams.core.shard import Shard
from tests.laws.days import wild_day, wild_lines
from tests.laws.world import World


def main(days: int) -> None:
    """Fold this many days; the hash covers every write and every last state."""
    total = hashlib.sha256()
    for seed in range(days):
        world = World(seed)
        for writes in wild_day(world, 3, seed):
            for output in writes:
                total.update(repr(output).encode())
        fold = Shard(0, 3)
        for key, value in wild_lines(world, 3, seed)[0]:
            fold.fold(key, value)
        total.update(msgspec.json.encode(fold.snapshot()))
    sys.stdout.write(total.hexdigest() + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
