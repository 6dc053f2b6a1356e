"""What folding keeps on every log. A transport joins by a class with `url` and `open_again`."""

import contextlib
import random
import signal
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest

from schemas.channels import CHANNELS
from streams.adapters.log import Log, Row
from streams.adapters.snapshots import Snapshots
from streams.core.fold import VERSION
from tests.adapters.contract_log import PARTITIONS, Open, everything
from tests.adapters.toy_worker import OUT, Orders

PREFIX = "mine-"
FOLDS = [("posts", p) for p in range(4)] + [("handovers", p) for p in range(3)]
Start = Callable[..., "subprocess.Popen[str]"]


def fill(log: Log, count: int, first: int = 0) -> None:
    """Append records to both folded channels."""
    numbers = range(first, first + count)
    log.append([Row("posts", b"%d" % (i % 97), b"post %d" % i) for i in numbers])
    log.append([Row("handovers", b"%d" % (i % 7), b"hand-over %d" % i) for i in numbers[::4]])


def plain(log: Log, place: tuple[str, int]) -> dict[str, int]:
    """What a fold must know that has read everything once, in order."""
    total = 0
    read = everything(log, *place)
    for entry in read:
        total = zlib.crc32(entry.value or b"", total)
    return {"count": len(read), "sum": total, "lost": 0}


def folded(log: Log, place: tuple[str, int]) -> dict[str, int]:
    """What the newest snapshot of a fold knows."""
    saved = next(Snapshots(log, version=VERSION).find(*place), None)
    return saved.state if saved else {"count": 0, "sum": 0, "lost": 0}


def finish(log: Log, worker: "subprocess.Popen[str]", timeouts: int = 60) -> None:
    """Wait until every fold is committed to its end, then stop the worker cleanly."""
    ends = {place: log.end(*place) for place in FOLDS}
    for _ in range(timeouts * 20):
        done = [
            place for place, end in ends.items() if (log.committed("bouclage", *place) or 0) >= end
        ]
        if len(done) == len(FOLDS) or worker.poll() is not None:
            break
        log.wait({("snapshots", p): log.end("snapshots", p) for p in range(7)}, 0.05)
    stop(worker)


def stop(worker: "subprocess.Popen[str]") -> None:
    """Stop a worker as a supervisor would; it must end well."""
    worker.send_signal(signal.SIGTERM)
    _, told = worker.communicate(timeout=60)
    assert worker.returncode == 0, told


def until_said(log: Log, channel: str, count: int) -> None:
    """Wait until the folds have said so much."""
    assert log.wait({(channel, 0): count - 1}, 60), f"{channel} ends at {log.end(channel, 0)}"


class TransportContract:
    """Mixin: `url` names a fresh log, `open_again()` opens it with `PREFIX`.

    A log where everything takes longer may ask for fewer `kills` and `dropped` records.
    """

    kills = 3
    dropped = 20_000

    @pytest.fixture
    def log(self, open_again: Open) -> Log:
        log = open_again(prefix=PREFIX)
        log.create(CHANNELS, PARTITIONS)
        return log

    @pytest.fixture
    def start(self, url: str) -> Iterator[Start]:
        with contextlib.ExitStack() as stack:

            def start(**orders: Any) -> "subprocess.Popen[str]":
                return stack.enter_context(running(Orders(url, PREFIX, **orders)))

            yield start

    def same(self, log: Log) -> None:
        """Every record was folded once, in order; every output says what it must."""
        for place in FOLDS:
            assert folded(log, place) == plain(log, place), place
        for channel, out in OUT.items():
            said = {entry.value for entry in everything(log, out, 0)}
            assert said == {
                told for c, p in FOLDS if c == channel for told in progress(log, (c, p))
            }

    def test_a_clean_stop_keeps_everything_and_a_restart_folds_nothing_again(
        self, log: Log, start: Start
    ) -> None:
        fill(log, 3_000)
        worker = start(seconds=3600.0)
        until_said(log, "topics.live", 3_000)
        until_said(log, "corrections", 750)
        stop(worker)
        self.same(log)
        fill(log, 1_000, 3_000)
        finish(log, start())
        self.same(log)
        assert (log.end("topics.live", 0), log.end("corrections", 0)) == (4_000, 1_000)

    def test_killed_at_any_moment_every_record_is_folded_once_in_order(
        self, log: Log, start: Start
    ) -> None:
        chance = random.Random(3)
        for turn in range(self.kills):
            fill(log, 4_000, turn * 4_000)
            worker = start()
            log.wait({("topics.live", 0): log.end("topics.live", 0) + chance.randrange(3_000)}, 60)
            worker.kill()
            worker.wait()
        finish(log, start())
        self.same(log)

    def test_what_faust_drops_is_fetched_again_even_at_the_very_end(
        self, log: Log, start: Start
    ) -> None:
        fill(log, self.dropped)
        finish(log, start(drop=0.3))
        self.same(log)

    def test_when_all_that_was_read_ahead_is_dropped_it_is_fetched_again(
        self, log: Log, start: Start
    ) -> None:
        for channel, partition in FOLDS:
            log.append([Row(channel, b"k", b"%d" % i, partition) for i in range(4_200)])
        finish(log, start(drop_first=2 * len(FOLDS)))
        self.same(log)

    def test_what_is_dropped_is_fetched_again_while_news_keep_coming(
        self, log: Log, start: Start
    ) -> None:
        fill(log, 100)
        worker = start(drop_first=len(FOLDS))
        for turn in range(1, 400):
            if log.wait({("topics.live", 0): 0}, 0.3):
                break
            fill(log, 10, 90 + turn * 10)
        assert log.end("topics.live", 0) > 0
        finish(log, worker)
        self.same(log)

    def test_a_snapshot_that_claims_too_much_would_be_seen(self, log: Log, start: Start) -> None:
        """The negative control of the laws above."""
        fill(log, 1_000)
        finish(log, start(careless=True))
        fill(log, 1_000, 1_000)
        finish(log, start())
        assert folded(log, ("posts", 0)) != plain(log, ("posts", 0))

    def test_a_failed_send_stops_the_worker_and_nothing_follows_it(
        self, log: Log, start: Start
    ) -> None:
        log.append([Row("posts", b"k", b"%d" % i, 0) for i in range(5_000)])
        worker = start(too_large_at=700)
        _, told = worker.communicate(timeout=60)
        assert worker.returncode == 1
        assert "not acknowledged" in told
        assert log.end("topics.live", 0) < 700
        assert folded(log, ("posts", 0))["count"] < 700
        finish(log, start())
        self.same(log)

    def test_a_fold_that_raises_stops_the_worker_before_its_record_is_committed(
        self, log: Log, start: Start
    ) -> None:
        log.append([Row("posts", b"k", b"%d" % i, 0) for i in range(2_000)])
        worker = start(raise_at=900)
        _, told = worker.communicate(timeout=60)
        assert worker.returncode == 1
        assert "a fold of ours is broken" in told
        assert (log.committed("bouclage", "posts", 0) or 0) < 900
        finish(log, start())
        self.same(log)

    def test_news_arrive_while_the_worker_waits(self, log: Log, start: Start) -> None:
        worker = start()
        for turn in range(3):
            fill(log, 10, turn * 10)
            log.wait({("topics.live", 0): turn * 10 + 9}, 60)
        finish(log, worker)
        self.same(log)


def progress(log: Log, place: tuple[str, int]) -> Iterator[bytes]:
    """What each record of a fold must say."""
    total = 0
    for count, entry in enumerate(everything(log, *place), 1):
        total = zlib.crc32(entry.value or b"", total)
        yield f"{count} {total}".encode()


@contextmanager
def running(orders: Orders) -> "Iterator[subprocess.Popen[str]]":
    """A worker in a process of its own, killed at the end if it still lives."""
    command = [
        sys.executable,
        "-m",
        "tests.adapters.toy_worker",
        msgspec.json.encode(orders).decode(),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as worker:
        try:
            yield worker
        finally:
            if worker.poll() is None:
                worker.kill()
