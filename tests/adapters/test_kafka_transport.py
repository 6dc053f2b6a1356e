"""Folding on a real Kafka keeps the contract, and what is its own."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kafka import KafkaAdminClient, TopicPartition

from streams.adapters.kafka_log import KafkaLog
from streams.adapters.kafka_settings import servers
from streams.adapters.log import Log
from streams.adapters.snapshots import Snapshots
from streams.core.fold import VERSION
from tests.adapters.contract_transport import (
    FOLDS,
    Start,
    TransportContract,
    fill,
    finish,
    folded,
    running,
    stop,
    until_said,
)
from tests.adapters.toy_run import Group, until
from tests.adapters.toy_worker import Orders
from tests.kafka_fixture import SESSION

pytestmark = pytest.mark.kafka


@pytest.fixture
def open_again(kafka: str, prefix: str) -> Iterator[Callable[..., KafkaLog]]:
    opened: list[KafkaLog] = []

    def open_one(**_: Any) -> KafkaLog:
        opened.append(KafkaLog.open(kafka, prefix=prefix))
        return opened[-1]

    yield open_one
    for log in opened:
        log.close()


class TestKafkaTransport(TransportContract):
    kills = 2
    dropped = 8_000

    @pytest.fixture
    def start(self, kafka: str, prefix: str) -> Iterator[Start]:
        with contextlib.ExitStack() as stack:
            yield lambda **orders: stack.enter_context(
                running(Orders(kafka, prefix, session=SESSION, **orders))
            )

    def test_what_retention_took_before_it_was_folded_is_a_gap_with_its_number(
        self, log: Log, start: Start, kafka: str, prefix: str
    ) -> None:
        fill(log, 1_000)
        finish(log, start())
        before = folded(log, ("posts", 0))["count"]
        fill(log, 1_000, 1_000)
        admin = KafkaAdminClient(bootstrap_servers=list(servers(kafka)))
        admin.delete_records({TopicPartition(f"{prefix}posts", 0): before + 30})
        admin.close()
        finish(log, start())
        after = folded(log, ("posts", 0))
        assert (after["count"], after["lost"]) == (log.end("posts", 0) - 30, 30)

    def test_a_snapshot_from_beyond_the_end_of_the_log_is_never_read_on_from(
        self, log: Log, start: Start
    ) -> None:
        fill(log, 100)
        store = Snapshots(log, version=VERSION)
        store.save("posts", 0, 10_000, {"count": 10_000, "sum": 0, "lost": 0})
        worker = start()
        _, told = worker.communicate(timeout=120)
        assert worker.returncode == 1
        assert "the log lost records" in told

    def test_the_groups_offsets_say_what_snapshots_say_even_of_who_leaves_in_a_rebalance(
        self, log: Log, start: Start, kafka: str, prefix: str
    ) -> None:
        group = Group(kafka, prefix)
        first, second = start(seconds=3600.0), start(seconds=3600.0)
        until("two members", lambda: group.members() == 2)
        fill(log, 2_000)
        until_said(log, "topics.live", 2_000)
        until_said(log, "corrections", 500)
        stop(first)
        until("the rebalance", lambda: group.members() != 2)
        stop(second)
        group.close()
        store = Snapshots(log, version=VERSION)
        for place in FOLDS:
            saved = next(store.find(*place), None)
            assert log.committed("bouclage", *place) == (saved and saved.next)
