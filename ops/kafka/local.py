"""One Kafka node on loopback: format, start, wait until it answers, freeze, kill, stop."""

import base64
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from string import Template
from types import TracebackType
from typing import Self

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from ops.kafka import process
from ops.kafka.jars import HERE, jars, java
from ops.kafka.security import Security, certify

OPEN = Security()
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Half the CPU time to start: one node on one machine needs no more."""


class LocalKafka:
    """A broker whose files all lie in `folder`; used as a context, it is stopped at the end.

    `port` 0 takes a free one, and keeps it over restarts. `advertised` is the port that clients
    are told to come back to, where a proxy stands before the broker.
    """

    def __init__(
        self, folder: Path, *, port: int = 0, advertised: int = 0, security: Security = OPEN
    ) -> None:
        self.folder = folder.resolve()
        self.security = security
        self._free = _free_ports(3)
        self.port = port or self._free[0]
        self.advertised = advertised or self.port
        self.folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Where clients find it: `kafka://127.0.0.1:PORT`."""
        return f"kafka://127.0.0.1:{self.advertised}"

    @property
    def direct(self) -> str:
        """Where it is found without guards, and past any proxy."""
        return f"kafka://{self._internal()}"

    @property
    def certificate(self) -> Path:
        """The certificate that clients are to trust, where the listener speaks TLS."""
        return self.folder / "ca.pem"

    @property
    def pid(self) -> int | None:
        """The broker's process id, or None while it doesn't run."""
        return process.running(self.folder)

    def start(self, *, patience: float = 120.0) -> None:
        """Start the broker and return when it answers; formats its storage the first time.

        Raises `RuntimeError` with the end of its log where it doesn't within `patience` seconds.
        """
        if self.pid is None:
            if not self._properties.exists():
                self._format()
            log4j = f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}"
            java_options = [*QUICK, "-Xmx512m", log4j]
            command = [java(), *java_options, "-cp", f"{jars()}/*", "kafka.Kafka"]
            process.start(self.folder, [*command, str(self._properties)])
        self._wait(time.monotonic() + patience)

    def stop(self, *, patience: float = 30.0) -> None:
        """End the broker as an operator would, by SIGTERM; by SIGKILL when that takes too long."""
        if self.pid is None:
            return
        self.thaw()
        process.send(self.folder, signal.SIGTERM)
        if not process.gone(self.folder, patience):
            self.kill()

    def kill(self) -> None:
        """End the broker in the middle of whatever it does."""
        process.send(self.folder, signal.SIGKILL)
        process.gone(self.folder, 30.0)

    def freeze(self) -> None:
        """Stop the broker's clock: connections stay open, and nothing answers."""
        process.send(self.folder, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen broker go on."""
        process.send(self.folder, signal.SIGCONT)

    @property
    def _properties(self) -> Path:
        return self.folder / "server.properties"

    def _format(self) -> None:
        """Write the properties and format the storage under a new random id."""
        if self.security.tls:
            certify(self.folder)
        fresh = self.folder / "server.properties.new"
        fresh.write_text(self._render() + self.security.properties(self.folder))
        tool = [java(), *QUICK, "-cp", f"{jars()}/*"]
        tool += [f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}"]
        tool += ["kafka.tools.StorageTool", "format", "-t", _random_id(), "-c", str(fresh)]
        tool += self.security.format_arguments()
        done = subprocess.run(tool, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"formatting {self.folder} failed: {done.stdout}{done.stderr}")
        fresh.rename(self._properties)

    def _render(self) -> str:
        template = Template((HERE / "server.properties").read_text())
        return template.substitute(
            port=self.port,
            advertised=self.advertised,
            internal=self._free[1],
            controller=self._free[2],
            security=self.security.protocol,
            data=self.folder / "data",
        )

    def _internal(self) -> str:
        listeners = self._properties.read_text().split("INTERNAL://")[1]
        return listeners.split(",")[0]

    def _wait(self, until: float) -> None:
        """Ask for the cluster until it answers: an open port alone promises nothing."""
        while time.monotonic() < until:
            if self.pid is None:
                break
            if _answers(self._internal()):
                return
            time.sleep(0.1)
        raise RuntimeError(f"no Kafka at {self.url}; its log ends:\n{process.log_end(self.folder)}")


def _answers(address: str) -> bool:
    """Whether a broker tells about its cluster; an open port comes long before that."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1.0).close()
    except OSError:
        return False
    try:
        admin = KafkaAdminClient(bootstrap_servers=address, bootstrap_timeout_ms=2000)
    except KafkaError:
        return False
    try:
        return bool(admin.describe_cluster()["brokers"])
    except KafkaError:
        return False
    finally:
        admin.close()


def _free_ports(count: int) -> list[int]:
    """Ports that nobody listens at; held all at once so that they differ."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [int(each.getsockname()[1]) for each in sockets]
    for each in sockets:
        each.close()
    return ports


def _random_id() -> str:
    """Sixteen random bytes as Kafka writes its ids: base64 for URLs, without padding."""
    return base64.urlsafe_b64encode(os.urandom(16)).decode().rstrip("=").replace("-", "A")
