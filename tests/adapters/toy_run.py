"""Toy workers on a real Kafka, what is fed to them, and whether it was folded once and in order."""

import json
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event, Thread
from typing import IO, Any, Self

from kafka import KafkaAdminClient

from schemas.channels import CHANNELS, HANDOVERS, POSTS
from streams.adapters.faust_app import GROUP
from streams.adapters.kafka_log import KafkaLog
from streams.adapters.kafka_settings import servers
from streams.adapters.log import Row
from streams.adapters.snapshots import Snapshots
from streams.core.fold import VERSION
from tests.adapters.contract_log import everything
from tests.adapters.toy import EVERY

DEADLINE = 120.0
"""Seconds for anything to come about. Generous: it fails where something hangs, not on a rush."""
SHARDS = range(POSTS.partitions)
BATCH = 200


def until(what: str, condition: Callable[[], bool]) -> None:
    """Wait for a condition; fails with its name where it doesn't come about."""
    give_up = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < give_up, f"waited {DEADLINE:.0f} s in vain: {what}"
        time.sleep(0.1)


class ToyRun:
    """One installation under `prefix`. `direct` is how this test reaches the broker, and `url`
    how workers do."""

    def __init__(
        self, direct: str, prefix: str, folder: Path, *, url: str = "", security: Any = None
    ) -> None:
        self.url = url or direct
        self.prefix = prefix
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        self._folder = folder
        self._security: Mapping[str, str] = security or {}
        self._log = KafkaLog.open(direct, prefix=prefix)
        self._log.create(CHANNELS)
        self._snapshots = Snapshots(self._log, version=VERSION)
        self._admin = KafkaAdminClient(bootstrap_servers=list(servers(direct)))
        self._stop = Event()
        self._feeder = Thread(target=self._feed)
        self._output: list[IO[bytes]] = []

    def __enter__(self) -> Self:
        self._feeder.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._feeder.join()
        for worker in self.workers.values():
            worker.kill()
            worker.wait()
        for output in self._output:
            output.close()
        self._admin.close()
        self._log.close()

    def start(self, name: str) -> subprocess.Popen[bytes]:
        """Start a worker; what it says goes to a file of its name."""
        output = (self._folder / f"{name}.log").open("ab")
        self._output.append(output)
        command = [sys.executable, "-m", "tests.adapters.toy", self.url, self.prefix]
        worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=output)
        assert worker.stdin is not None
        worker.stdin.write(json.dumps(self._security).encode() + b"\n")
        worker.stdin.close()
        self.workers[name] = worker
        return worker

    def members(self) -> int:
        """How many workers the broker counts in a group that is settled; 0 while it is not."""
        group = self.prefix + GROUP
        told = self._admin.describe_groups([group])[group]
        return len(told["members"]) if told["group_state"] in {"Stable", "Empty"} else -1

    def progress(self) -> None:
        """Wait until every shard is in a snapshot beyond what was in the log at the call."""
        ends = {shard: self._log.end(POSTS.name, shard) + 1 for shard in SHARDS}
        until("progress of all shards", lambda: all(self._kept(s) >= e for s, e in ends.items()))

    def settle(self) -> None:
        """Feed no more, and wait until everything is folded and every offset mirrored."""
        self._stop.set()
        self._feeder.join()
        ends = {shard: self._log.end(POSTS.name, shard) for shard in SHARDS}
        until("snapshots of all", lambda: all(self._kept(s) == e for s, e in ends.items()))
        until("offsets of all", lambda: all(self._mirrored(s) == e for s, e in ends.items()))

    def folded_once_in_order(self) -> None:
        """Compare every state with a plain read, and look at the chain of hand-overs."""
        for shard in SHARDS:
            read = everything(self._log, POSTS.name, shard)
            checksum = 0
            for entry in read:
                checksum = zlib.crc32(entry.value or b"", checksum)
            state = next(self._snapshots.find(POSTS.name, shard)).state
            assert state == {"count": len(read), "checksum": checksum}, f"shard {shard}"
        self._handed_over_without_a_hole()

    def output(self) -> str:
        """All that the workers said."""
        return "".join(path.read_text() for path in sorted(self._folder.glob("*.log")))

    def _handed_over_without_a_hole(self) -> None:
        told: dict[bytes | None, dict[int, bytes | None]] = {}
        for partition in range(HANDOVERS.partitions):
            for entry in everything(self._log, HANDOVERS.name, partition):
                number = json.loads(entry.value or b"")["number"]
                chain = told.setdefault(entry.key, {})
                assert chain.setdefault(number, entry.value) == entry.value, "told differently"
                assert number in (len(chain) * EVERY, *chain), "a hole"
        assert len(told) == len(SHARDS)

    def _kept(self, shard: int) -> int:
        found = next(self._snapshots.find(POSTS.name, shard), None)
        return 0 if found is None else found.next

    def _mirrored(self, shard: int) -> int | None:
        return self._log.committed(GROUP, POSTS.name, shard)

    def _feed(self) -> None:
        count = 0
        while not self._stop.wait(0.05):
            keys = range(count, count + BATCH)
            self._log.append([Row(POSTS.name, b"%d" % i, b"post %d" % i) for i in keys])
            count += BATCH
