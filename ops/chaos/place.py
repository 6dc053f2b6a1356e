"""Where runs take place: on a broker of our own behind a line that we hold, or on a given one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ops.chaos.proxy import Proxy
from ops.kafka import LocalKafka
from schemas.channels import CHANNELS
from streams.adapters.kafka_log import KafkaLog
from streams.settings import read_process


class Place(NamedTuple):
    """`url` is how disturbed processes reach the broker, `direct` how everybody else does.

    `broker` and `proxy` are None where the broker is not ours to harm.
    """

    url: str
    direct: str
    broker: LocalKafka | None = None
    proxy: Proxy | None = None

    def log(self, prefix: str) -> KafkaLog:
        """The log of a fresh installation, with its channels."""
        security = read_process(broker=self.direct).security
        log = KafkaLog.open(self.direct, prefix=prefix, security=security)
        log.create(CHANNELS)
        return log


@contextmanager
def own(folder: Path) -> Iterator[Place]:
    """A broker in this folder, ended with the runs."""
    with Proxy() as proxy, LocalKafka(folder, advertised=proxy.port) as broker:
        proxy.target = broker.port
        yield Place(broker.url, broker.direct, broker, proxy)
