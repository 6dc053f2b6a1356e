"""Folding on the embedded log keeps the contract, and what is its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from streams.adapters.log import Log, Row
from streams.adapters.snapshots import Snapshots
from streams.adapters.sqlite_file import SqliteFile
from streams.adapters.sqlite_log import SqliteLog
from streams.adapters.sqlite_schema import path_of
from streams.core.fold import VERSION
from tests.adapters.contract_transport import PREFIX, Start, TransportContract, fill, finish, folded


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/log.db"


@pytest.fixture
def open_again(url: str) -> Iterator[Callable[..., SqliteLog]]:
    opened: list[SqliteLog] = []

    def open_one(prefix: str = PREFIX) -> SqliteLog:
        opened.append(SqliteLog.open(url, prefix=prefix))
        return opened[-1]

    yield open_one
    for log in opened:
        log.close()


class TestSqliteTransport(TransportContract):
    def test_dead_just_before_or_after_any_commit_nothing_is_lost_or_doubled(
        self, log: Log, start: Start
    ) -> None:
        """The commits of a worker: outputs, chunks, manifests, positions."""
        for turn, (die_at, die_after) in enumerate(
            [(1, True), (1, False), (2, True), (3, False), (4, True), (5, False)]
        ):
            fill(log, 1_000, turn * 1_000)
            worker = start(die_at=die_at, die_after=die_after, seconds=0.0)
            assert worker.wait(timeout=60) == -9
        finish(log, start())
        self.same(log)

    def test_a_second_worker_on_the_same_file_is_refused_and_says_why(
        self, log: Log, start: Start
    ) -> None:
        fill(log, 10)
        first = start()
        assert log.wait({("topics.live", 0): 0}, 60)
        second = start()
        _, told = second.communicate(timeout=60)
        assert second.returncode == 1
        assert "only one may" in told
        finish(log, first)
        self.same(log)

    def test_what_retention_took_before_it_was_folded_is_a_gap_with_its_number(
        self, url: str, log: Log, start: Start
    ) -> None:
        fill(log, 1_000)
        finish(log, start())
        before = folded(log, ("posts", 0))["count"]
        long_ago = SqliteLog(SqliteFile(path_of(url)), prefix=PREFIX, clock=lambda: 0)
        long_ago.append([Row("posts", b"k", b"lost", 0)] * 30)
        assert [log.care() for log in (SqliteLog.open(url, prefix=PREFIX),) * 2] == [1, 0]
        log.append([Row("posts", b"k", b"kept", 0)] * 5)
        finish(log, start())
        after = folded(log, ("posts", 0))
        assert (after["count"] - before, after["lost"]) == (5, 30)

    def test_a_snapshot_from_beyond_the_end_of_the_log_stops_the_worker(
        self, log: Log, start: Start
    ) -> None:
        store = Snapshots(log, version=VERSION)
        store.save("posts", 0, 77, {"count": 77, "sum": 0, "lost": 0})
        worker = start()
        _, told = worker.communicate(timeout=60)
        assert worker.returncode == 1
        assert "the log lost records" in told
