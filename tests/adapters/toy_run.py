"""Toy workers on a real Kafka, what is fed to them, and whether it was folded once, in order."""

import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event, Thread
from typing import IO, Self

import msgspec
from kafka import KafkaAdminClient

from schemas.channels import CHANNELS
from streams.adapters.kafka_errors import patiently
from streams.adapters.kafka_log import KafkaLog
from streams.adapters.kafka_settings import servers
from streams.adapters.log import GROUP
from streams.adapters.snapshots import Snapshots
from streams.core.fold import VERSION
from tests.adapters.contract_log import PARTITIONS
from tests.adapters.contract_transport import FOLDS, TransportContract, fill
from tests.adapters.toy_worker import Orders
from tests.kafka_fixture import SESSION

DEADLINE = 120.0
"""Seconds for anything to come about. Generous: it fails where something hangs, not on a rush."""
BATCH, PAUSE = 50, 0.1
"""So many records after so many seconds: enough to see, little to fold."""


def until(what: str, condition: Callable[[], bool]) -> None:
    """Wait for a condition; fails with its name where it doesn't come about."""
    give_up = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < give_up, f"waited {DEADLINE:.0f} s in vain: {what}"
        time.sleep(0.1)


class Group:
    """The group of workers, as the broker sees it."""

    def __init__(self, url: str, prefix: str) -> None:
        self._name = prefix + GROUP
        self._admin = KafkaAdminClient(bootstrap_servers=list(servers(url)))

    def members(self) -> int:
        """How many workers the broker counts once the group is settled; -1 before."""
        told = patiently(lambda: self._admin.describe_groups([self._name]))[self._name]
        return len(told["members"]) if told["group_state"] in {"Stable", "Empty"} else -1

    def close(self) -> None:
        """Close the connection."""
        self._admin.close()


class ToyRun:
    """One installation under `prefix`, fed from its beginning on.

    `direct` is how this test reaches the broker, `url` how workers do where that differs.
    """

    def __init__(
        self,
        direct: str,
        prefix: str,
        folder: Path,
        *,
        url: str = "",
        security: Mapping[str, str] | None = None,
    ) -> None:
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        self._orders = Orders(
            url=url or direct,
            prefix=prefix,
            seconds=0.5,
            security=dict(security or {}),
        )
        self._folder = folder
        self._log = KafkaLog.open(direct, prefix=prefix)
        self._log.create(CHANNELS, PARTITIONS)
        self._snapshots = Snapshots(self._log, version=VERSION)
        self._group = Group(direct, prefix)
        self.members = self._group.members
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
        self._group.close()
        self._log.close()

    def start(self, name: str, *, client: str = "", session: float = SESSION) -> None:
        """Start a worker; what it says goes to a file of its name."""
        output = (self._folder / f"{name}.log").open("ab")
        self._output.append(output)
        orders = msgspec.structs.replace(self._orders, client=client, session=session)
        told = msgspec.json.encode(orders).decode()
        command = [sys.executable, "-m", "tests.adapters.toy_worker", told]
        self.workers[name] = subprocess.Popen(command, stdout=output, stderr=output)

    def progress(self) -> None:
        """Wait until every fold is in a snapshot beyond what was in the log at the call."""
        ends = {place: self._log.end(*place) + 1 for place in FOLDS}
        until("progress of all", lambda: all(self._kept(*p) >= e for p, e in ends.items()))

    def settle(self) -> None:
        """Feed no more, and wait until everything is folded and every offset mirrored."""
        self._stop.set()
        self._feeder.join()
        ends = {place: self._log.end(*place) for place in FOLDS}
        until("snapshots of all", lambda: all(self._kept(*p) == e for p, e in ends.items()))
        until("offsets of all", lambda: all(self._mirrored(*p) == e for p, e in ends.items()))

    def folded_once_in_order(self) -> None:
        """Compare every state, and every output, with what a plain read says."""
        TransportContract().same(self._log)

    def said(self) -> str:
        """All that the workers said."""
        return "".join(path.read_text() for path in sorted(self._folder.glob("*.log")))

    def _kept(self, channel: str, partition: int) -> int:
        found = next(self._snapshots.find(channel, partition), None)
        return 0 if found is None else found.next

    def _mirrored(self, channel: str, partition: int) -> int | None:
        return self._log.committed(GROUP, channel, partition)

    def _feed(self) -> None:
        count = 0
        while not self._stop.wait(PAUSE):
            fill(self._log, BATCH, count)
            count += BATCH
