"""A fold that shows whatever is lost, doubled or out of order, and the worker that runs it.

Run as `python -m tests.adapters.toy URL PREFIX`; what guards the broker comes as JSON on stdin.
"""

import json
import logging
import sys
import zlib
from collections.abc import Sequence
from typing import Any

from schemas.channels import HANDOVERS, POSTS
from streams.adapters.open import open_log
from streams.adapters.worker import run_worker
from streams.agents.folds import Every
from streams.core.fold import Fold, Output
from streams.topology import build

EVERY = 100
"""A shard hands over once in so many records."""


class Shard:
    """Counts its records and keeps their running checksum; hands both over, numbered."""

    def __init__(self, partition: int, count: int = 0, checksum: int = 0) -> None:
        self.partition = partition
        self.count = count
        self.checksum = checksum

    def fold(self, key: bytes | None, value: bytes | None) -> Sequence[Output]:
        self.count += 1
        self.checksum = zlib.crc32(value or b"", self.checksum)
        if self.count % EVERY:
            return ()
        told = {"number": self.count, "checksum": self.checksum}
        return [Output(HANDOVERS.name, f"shard{self.partition}", json.dumps(told).encode())]

    def gap(self, records: int) -> Sequence[Output]:
        raise AssertionError(f"{records} records are gone")

    def snapshot(self) -> dict[str, Any]:
        return {"count": self.count, "checksum": self.checksum}

    def restore(self, state: dict[str, Any]) -> "Shard":
        return Shard(self.partition, state["count"], state["checksum"])


class Desk:
    """Follows the hand-overs of each shard: the next number, or one that it has, the same."""

    def __init__(self, seen: dict[str, int] | None = None, checks: int = 0) -> None:
        self.seen = seen or {}
        self.checks = checks

    def fold(self, key: bytes | None, value: bytes | None) -> Sequence[Output]:
        told = json.loads(value or b"")
        shard = (key or b"").decode()
        known = self.seen.get(shard, 0)
        if told["number"] <= known:
            return ()
        assert told["number"] == known + EVERY, f"{shard}: {told['number']} follows {known}"
        self.seen[shard] = told["number"]
        self.checks = zlib.crc32(value or b"", self.checks)
        return ()

    def gap(self, records: int) -> Sequence[Output]:
        raise AssertionError(f"{records} records are gone")

    def snapshot(self) -> dict[str, Any]:
        return {"seen": self.seen, "checks": self.checks}

    def restore(self, state: dict[str, Any]) -> "Desk":
        return Desk(state["seen"], state["checks"])


def make_fold(channel: str, partition: int) -> Fold:
    """A toy in its first state."""
    return Shard(partition) if channel == POSTS.name else Desk()  # type: ignore[return-value]


def main(url: str, prefix: str) -> None:
    """Fold until told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    security = json.loads(sys.stdin.readline() or "{}")
    log = open_log(url, prefix=prefix, security=security)

    run_worker(
        build(url, log, make_fold, prefix=prefix, security=security, every=Every(0.5, 5_000))
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
