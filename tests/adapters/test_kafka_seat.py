"""Seats: a killed worker's shards need not wait for its session, and mistakes do no harm."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from kafka import KafkaAdminClient

from streams.adapters.kafka_seat import send_out, take_seat
from streams.adapters.kafka_settings import servers
from streams.adapters.log import GROUP
from tests.adapters.toy_run import ToyRun, until

pytestmark = pytest.mark.kafka
LONG = 85.0
"""Seconds: no session is over while a test looks."""
SITS = """
import sys
from streams.adapters.kafka_seat import take_seat
print(take_seat(*sys.argv[1:]), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def run(kafka: str, prefix: str, tmp_path: Path) -> Iterator[ToyRun]:
    with ToyRun(kafka, prefix, tmp_path) as run:
        for name in ("a", "b"):
            run.start(name, client=f"bouclage-here-{name}", session=LONG)
        until("two members", lambda: run.members() == 2)
        run.progress()
        yield run


@pytest.fixture
def admin(kafka: str) -> Iterator[KafkaAdminClient]:
    admin = KafkaAdminClient(bootstrap_servers=list(servers(kafka)))
    yield admin
    admin.close()


def test_the_shards_of_a_killed_worker_go_to_others_as_soon_as_its_seat_is_taken(
    run: ToyRun, admin: KafkaAdminClient, prefix: str
) -> None:
    dead = run.workers.pop("a")
    dead.kill()
    dead.wait()
    assert run.members() == 2  # for all that Kafka knows
    assert send_out(admin, prefix + GROUP, "bouclage-here-a") == 1
    assert run.members() != 2
    run.progress()
    run.settle()
    run.folded_once_in_order()


def test_a_living_worker_that_is_sent_out_by_mistake_joins_again(
    run: ToyRun, admin: KafkaAdminClient, prefix: str
) -> None:
    assert send_out(admin, prefix + GROUP, "bouclage-here-a") == 1
    run.progress()
    until("both are members again", lambda: run.members() == 2)
    run.progress()
    run.settle()
    run.folded_once_in_order()
    assert [name for name, worker in run.workers.items() if worker.poll() is not None] == []


def test_a_seat_is_free_again_when_its_holder_is_dead_and_not_before(
    kafka: str, prefix: str
) -> None:
    command = [sys.executable, "-c", SITS, kafka, prefix + GROUP]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        held = holder.stdout.readline().strip()
        assert take_seat(kafka, prefix + GROUP) != held
        holder.kill()
    assert take_seat(kafka, prefix + GROUP) == held != ""
