"""Snapshots of full states: bytes, the pause that a fold makes, the time that a restore takes.

A shard is full with 200,000 tracked posts and as many remembered ids, a desk with 60,000 posts and
all that the learner holds. A fold stands still for `snapshot`; encoding, compressing and writing
happen beside it. Times are CPU time of this process, which collects garbage as a worker does.
"""

import gc
from collections.abc import Callable
from time import process_time
from typing import Any

import msgspec
import zstandard

from ops.bench.feed import lines
from ops.bench.synthetic import Synthetic
from schemas.channels import HANDOVERS
from streams.adapters.pieces import pieces
from streams.adapters.snapshots import LEVEL
from streams.adapters.worker import YOUNG
from streams.core.desk import Desks
from streams.core.shard import Shard
from streams.editions import shipped

POSTS, LIKES, RATE = 70_000, 560_000, 2_000


def measured(posts: int = POSTS, likes: int = LIKES) -> dict[str, dict[str, float]]:
    """Fill one fold of each kind, then write and restore it."""
    gc.set_threshold(YOUNG, 20, 50)
    shard, desks = Shard(0, 1), Desks(0)
    settings = shipped("everything")
    (log,) = lines(Synthetic("posts", rate=RATE).drafts(posts), settings)
    for key, value in log[:-2]:  # the last lines close the day
        for output in shard.fold(key, value):
            if output.channel == HANDOVERS.name:
                list(desks.fold(output.key.encode(), output.value))
    busy = Shard(0, 1)
    (log,) = lines(Synthetic("bluesky", rate=RATE).drafts(likes), settings)
    for key, value in log[:-2]:
        busy.fold(key, value)
    return {
        "shard (posts)": _times(shard, lambda state: Shard(0, 1).restore(state)),
        "shard (likes)": _times(busy, lambda state: Shard(0, 1).restore(state)),
        "desk": _times(desks, lambda state: Desks(0).restore(state)),
    }


def _times(fold: Any, restore: Callable[[Any], object]) -> dict[str, float]:
    gc.collect()
    gc.freeze()
    began = process_time()
    state = fold.snapshot()
    taken = process_time()
    encoded = b"".join(pieces(state))
    paused = process_time()
    del state
    data = zstandard.compress(encoded, LEVEL)
    written = process_time()
    restore(msgspec.msgpack.decode(zstandard.decompress(data)))
    restored = process_time()
    return {
        "snapshot_ms": 1e3 * (taken - began),
        "encode_ms": 1e3 * (paused - taken),
        "compress_ms": 1e3 * (written - paused),
        "restore_ms": 1e3 * (restored - written),
        "encoded_bytes": len(encoded),
        "bytes": len(data),
    }


def told(figures: dict[str, dict[str, float]]) -> str:
    """The table."""
    columns = ("taking ms", "encoding", "compress", "restore", "MB", "in log")
    rows = ["full state    " + "".join(f"{column:>10}" for column in columns)]
    for name, f in figures.items():
        rows.append(
            f"{name:14}{f['snapshot_ms']:>10.0f}{f['encode_ms']:>10.0f}{f['compress_ms']:>10.0f}"
            f"{f['restore_ms']:>10.0f}"
            f"{f['encoded_bytes'] / 1e6:>10.1f}{f['bytes'] / 1e6:>10.1f}"
        )
    return "\n".join(rows)


if __name__ == "__main__":
    print(told(measured()))
