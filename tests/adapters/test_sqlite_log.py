"""The embedded log keeps the contract, and what is its own."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.channels import CHANNELS, POSTS
from streams.adapters.errors import LogBusy, LogError, LogUnusable
from streams.adapters.lock import FileLock
from streams.adapters.log import Row
from streams.adapters.open import open_log
from streams.adapters.sqlite_care import CHUNK, SETTLED
from streams.adapters.sqlite_file import SqliteFile
from streams.adapters.sqlite_log import SqliteLog
from tests.adapters.contract_log import LogContract, Open, everything
from tests.adapters.contract_snapshots import SnapshotsContract


@pytest.fixture
def open_again(tmp_path: Path) -> Iterator[Callable[..., SqliteLog]]:
    opened: list[SqliteLog] = []

    def open_one(prefix: str = "mine-") -> SqliteLog:
        opened.append(SqliteLog.open(f"sqlite:///{tmp_path}/folder/log.db", prefix=prefix))
        return opened[-1]

    yield open_one
    for log in opened:
        log.close()


class TestSqliteLog(LogContract):
    pass


class TestSqliteSnapshots(SnapshotsContract):
    pass


class Clock:
    """A clock that is set by hand, in milliseconds."""

    now = 1_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log(tmp_path: Path, clock: Clock) -> Iterator[SqliteLog]:
    log = SqliteLog(SqliteFile(tmp_path / "log.db"), clock=clock)
    log.create(CHANNELS, {"posts": 1})
    yield log
    log.close()


def test_the_end_outlives_retention_and_a_read_starts_at_the_start(
    log: SqliteLog, clock: Clock
) -> None:
    log.append([Row("posts", b"k", b"old", 0)] * 3)
    clock.now += POSTS.retention + 1
    assert log.care() == 1
    assert (log.start("posts", 0), log.end("posts", 0)) == (3, 3)
    assert log.append([Row("posts", b"k", b"new", 0)]) == [3]
    assert [(e.offset, e.value) for e in log.read("posts", 0, 0)] == [(3, b"new")]


def test_retention_goes_in_small_chunks_and_appending_drives_it(
    log: SqliteLog, clock: Clock
) -> None:
    for _ in range(CHUNK + 1):
        log.append([Row("posts", b"k", b"", 0)])
    clock.now += POSTS.retention + 1
    assert (log.care(), log.care(), log.care()) == (CHUNK, 1, 0)


def test_what_has_no_retention_stays(log: SqliteLog, clock: Clock) -> None:
    log.append([Row("orders", b"k", b"")])
    clock.now += 100 * POSTS.retention
    log.care()
    assert len(everything(log, "orders", 0)) == 1


def test_compaction_keeps_the_newest_of_each_key_at_its_offset(
    log: SqliteLog, clock: Clock
) -> None:
    for _ in range(3):
        log.append([Row("digests.final", key, b"", 0) for key in (b"a", b"b")])
        clock.now += SETTLED + 1
    log.append([Row("digests.final", b"b", b"last", 0)])
    kept = [(e.offset, e.key) for e in log.read("digests.final", 0, 0)]
    assert kept == [(4, b"a"), (6, b"b")]
    assert log.end("digests.final", 0) == 7


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 1_200), max_size=8), st.integers(0, 3_000), st.integers(1, 2_000))
def test_any_appends_are_read_alike_from_any_offset(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], offset: int, limit: int
) -> None:
    log = SqliteLog(SqliteFile(tmp_path_factory.mktemp("log") / "log.db"))
    log.create(CHANNELS)
    count = 0
    for size in sizes:
        log.append([Row("posts", b"k", b"%d" % i, 0) for i in range(count, count + size)])
        count += size
    read = log.read("posts", 0, offset, limit=limit)
    assert [(e.offset, e.value) for e in read] == [
        (i, b"%d" % i) for i in range(offset, min(count, offset + limit))
    ]
    log.close()


def test_a_lock_is_held_by_one_and_given_back(tmp_path: Path) -> None:
    first, second = (FileLock(tmp_path / "l", what="fold") for _ in range(2))
    first.take()
    with pytest.raises(LogBusy, match="only one may"):
        second.take()
    first.release()
    second.take()
    second.release()


def test_an_error_of_sqlite_ends_the_use_of_the_file_and_leaves_no_trace(
    log: SqliteLog, tmp_path: Path
) -> None:
    log.append([Row("posts", b"k", b"kept", 0)])

    def half(file: object) -> None:
        file.execute("UPDATE edge SET next = next + 1")  # type: ignore[attr-defined]
        file.execute("INSERT INTO nonsense VALUES (1)")  # type: ignore[attr-defined]

    with pytest.raises(LogUnusable, match="start again"):
        log.file.write("try", half)
    with pytest.raises(LogUnusable, match="no more use"):
        log.append([Row("posts", b"k", b"", 0)])
    again = SqliteLog(SqliteFile(tmp_path / "log.db"))
    assert again.end("posts", 0) == 1
    assert again.append([Row("posts", b"k", b"", 0)]) == [1]
    again.close()


def test_a_full_disk_is_told_and_loses_nothing(log: SqliteLog, tmp_path: Path) -> None:
    log.append([Row("posts", b"k", b"kept", 0)])
    log.file.write("shrink", lambda file: file.execute("PRAGMA max_page_count = 1") and None)
    with pytest.raises(LogUnusable, match="free space"):
        log.append([Row("posts", b"k", b"x" * 800_000, 0) for _ in range(50)])
    again = SqliteLog(SqliteFile(tmp_path / "log.db"))
    assert [e.value for e in everything(again, "posts", 0)] == [b"kept"]
    again.close()


def test_a_read_only_file_is_told(log: SqliteLog) -> None:
    log.file.write("forbid", lambda file: file.execute("PRAGMA query_only = ON") and None)
    with pytest.raises(LogUnusable, match="read-only: give"):
        log.append([Row("posts", b"k", b"")])


def test_a_file_of_another_kind_and_one_of_the_future_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database" * 1000)
    with pytest.raises(LogUnusable, match="another kind"):
        open_log(f"sqlite:///{tmp_path}/text.db")
    file = SqliteFile(tmp_path / "future.db")
    file.write("age", lambda writer: writer.execute("PRAGMA user_version=99") and None)
    file.close()
    with pytest.raises(LogUnusable, match="format 99"):
        open_log(f"sqlite:///{tmp_path}/future.db")


def test_a_log_that_must_be_there_is_not_created(tmp_path: Path, log: SqliteLog) -> None:
    assert open_log(f"sqlite:///{tmp_path}/log.db", create=False).partitions("posts") == 1
    (tmp_path / "empty.db").touch()
    (tmp_path / "folder").mkdir()
    names = {"empty.db": "an empty file", "folder": "a folder", "no/log.db": "no file there"}
    for name, got in names.items():
        with pytest.raises(LogError, match=f"expected a log, got {got}; name the right one"):
            open_log(f"sqlite:///{tmp_path}/{name}", create=False)
    assert (tmp_path / "empty.db").read_bytes() == b""
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize("create", [True, False])
def test_another_programs_database_stays_as_it_is(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "bookmarks.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmark (url)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(LogError, match="got a database of another program"):
        open_log(f"sqlite:///{path}", create=create)
    assert path.read_bytes() == before


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "redis://x", "log.db"])
def test_a_url_that_names_no_log_is_refused(url: str) -> None:
    with pytest.raises(LogError, match="expected"):
        open_log(url)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LogUnusable, match="file"):
        open_log(f"sqlite:///{tmp_path}/file/log.db")


def test_a_folder_and_a_file_in_the_way_are_told(tmp_path: Path, open_again: Open) -> None:
    (tmp_path / "log.db").mkdir()
    with pytest.raises(LogUnusable, match="cannot be opened"):
        open_log(f"sqlite:///{tmp_path}/log.db")
