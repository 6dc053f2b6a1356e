"""Whatever happens to workers, lines and brokers: each record is folded once, in order."""

import os
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from ops.chaos.proxy import Proxy
from ops.kafka import LocalKafka
from streams.adapters.kafka_log import KafkaLog
from streams.adapters.log import Row
from tests.adapters.contract_log import everything
from tests.adapters.toy_run import ToyRun, until
from tests.kafka_fixture import started

pytestmark = pytest.mark.kafka


@pytest.fixture
def run(kafka: str, prefix: str, tmp_path: Path) -> Iterator[ToyRun]:
    with ToyRun(kafka, prefix, tmp_path) as run:
        yield run


class Line(NamedTuple):
    """A broker, and the only way in which workers reach it."""

    broker: LocalKafka
    proxy: Proxy


@pytest.fixture(scope="module")
def line(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Line]:
    with Proxy() as proxy:
        folder = tmp_path_factory.mktemp("proxied")
        with started(folder, request, advertised=proxy.port) as broker:
            proxy.target = broker.port
            yield Line(broker, proxy)


@pytest.fixture
def far(line: Line, prefix: str, tmp_path: Path) -> Iterator[ToyRun]:
    with ToyRun(line.broker.direct, prefix, tmp_path, url=line.broker.url) as run:
        yield run


def two_workers(run: ToyRun) -> None:
    run.start("a")
    run.start("b")
    until("two members", lambda: run.members() == 2)
    run.progress()


def all_run_on(run: ToyRun) -> None:
    ended = {name: w.returncode for name, w in run.workers.items() if w.poll() is not None}
    assert not ended, run.said()[-5000:]


def test_a_killed_worker_is_replaced(run: ToyRun) -> None:
    two_workers(run)
    run.workers.pop("a").kill()
    run.progress()
    run.start("c")
    until("two members", lambda: run.members() == 2)
    run.progress()
    run.settle()
    run.folded_once_in_order()
    all_run_on(run)


def test_a_frozen_worker_that_wakes_up_does_no_harm(run: ToyRun) -> None:
    two_workers(run)
    zombie = run.workers["a"].pid
    os.kill(zombie, signal.SIGSTOP)
    until("the frozen one is out", lambda: run.members() == 1)
    run.progress()
    os.kill(zombie, signal.SIGCONT)
    until("it is back", lambda: run.members() == 2)
    run.progress()
    run.settle()
    run.folded_once_in_order()
    all_run_on(run)


def test_workers_come_and_go_in_the_middle_of_a_stream(run: ToyRun) -> None:
    run.start("a")
    run.progress()
    run.start("b")
    run.start("c")
    until("three members", lambda: run.members() == 3)
    run.progress()
    leaving = run.workers.pop("a")
    leaving.terminate()
    assert leaving.wait(60.0) == 0, run.said()[-5000:]
    until("two members", lambda: run.members() == 2)
    run.progress()
    run.settle()
    run.folded_once_in_order()
    all_run_on(run)


def test_a_line_that_fell_silent_is_joined_again_once_and_for_all(line: Line, far: ToyRun) -> None:
    two_workers(far)
    line.proxy.silence()
    until("both are out", lambda: far.members() == 0)
    line.proxy.restore()
    until("both are back", lambda: far.members() == 2)
    far.progress()
    far.settle()
    far.folded_once_in_order()
    all_run_on(far)


def test_a_killed_broker_that_comes_back_finds_everybody_where_they_were_and_every_append_once(
    line: Line, far: ToyRun, prefix: str
) -> None:
    two_workers(far)
    with closing(KafkaLog.open(line.broker.direct, prefix=prefix)) as log:
        sent = [log.append([Row("orders", b"k", b"%d" % i)]) for i in range(3)]
        log.read("orders", 0, 0)
        line.broker.kill()
        line.broker.start()
        sent += [log.append([Row("orders", b"k", b"%d" % i)]) for i in range(3, 6)]
        assert sent == [[i] for i in range(6)]
        read = [entry.value for entry in everything(log, "orders", 0)]
        assert read == [b"%d" % i for i in range(6)]
    far.progress()
    far.settle()
    far.folded_once_in_order()
    all_run_on(far)
