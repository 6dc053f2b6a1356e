"""An installation on a Kafka: `bouclage` commands in processes of their own, ended with it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Self

from schemas.channels import POSTS
from streams.adapters.kafka_log import KafkaLog
from streams.adapters.log import GROUP
from tests.e2e.stage import DEADLINE, ROOT


class Installation:
    """Runs commands on the broker at `url` under `prefix`; what they say lies in `folder`."""

    def __init__(self, url: str, prefix: str, folder: Path) -> None:
        self.log = KafkaLog.open(url, prefix=prefix)
        self._folder = folder
        self._environment = {
            "BOUCLAGE_BROKER": url,
            "BOUCLAGE_PREFIX": prefix,
            "BOUCLAGE_SNAPSHOT_SECONDS": "1",
        }
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for name in list(self._running):
            self.kill(name)
        self.log.close()

    def start(self, name: str, *arguments: object, more: Mapping[str, str] | None = None) -> None:
        """Start `bouclage ARGUMENTS` under a name, with more environment than all have."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("BOUCLAGE_")}
        command = [sys.executable, "-m", "streams", *map(str, arguments)]
        environment = kept | self._environment | dict(more or {})
        with (self._folder / name).open("ab") as told:
            self._running[name] = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=told, stderr=told
            )

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for a condition; fails where it doesn't come about, or a command ends badly."""
        give_up = monotonic() + DEADLINE
        while not condition():
            assert monotonic() < give_up, f"waited {DEADLINE:.0f} s in vain: {what}"
            for name in self._running:
                self.done(name)
            sleep(0.1)

    def told(self, name: str) -> str:
        """What a command has said."""
        return (self._folder / name).read_text(errors="replace")

    def done(self, name: str) -> bool:
        """Whether a command has ended; it must have ended well."""
        code = self._running[name].poll()
        assert code in (None, 0), self.told(name)[-2000:]
        return code == 0

    def run(self, name: str, *arguments: object, more: Mapping[str, str] | None = None) -> str:
        """Run a command to its end, which must be a good one; what it said."""
        self.start(name, *arguments, more=more)
        self.until(lambda: self.done(name), name)
        return self.told(name)

    def stop(self, name: str) -> None:
        """Stop a command as a supervisor would; it must end well, and without a trace.

        A publisher holds nothing back that it would have to keep: the signal simply ends it.
        """
        process = self._running.pop(name)
        process.send_signal(signal.SIGTERM)
        well = (0, -signal.SIGTERM) if name.startswith("publisher") else (0,)
        assert process.wait(DEADLINE) in well, self.told(name)[-2000:]
        assert "Traceback" not in self.told(name)

    def kill(self, name: str) -> None:
        """End a command in the middle of whatever it does."""
        process = self._running.pop(name)
        process.kill()
        process.wait()

    def ends(self, channel: str) -> int:
        """How many records were ever written to a channel."""
        return sum(self.log.end(channel, p) for p in range(self.log.partitions(channel)))

    def committed(self) -> int:
        """How many records of `posts` are in snapshots, as the group's offsets tell."""
        partitions = range(self.log.partitions(POSTS.name))
        return sum(self.log.committed(GROUP, POSTS.name, p) or 0 for p in partitions)
