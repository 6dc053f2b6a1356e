"""A worker beside other work of one program, as an embedded run has it."""

import asyncio
from pathlib import Path

import pytest

from schemas.channels import CHANNELS
from streams.adapters.errors import LogBusy
from streams.adapters.lock import FileLock
from streams.adapters.log import Row
from streams.adapters.open import open_log
from streams.adapters.sqlite_log import SqliteLog
from streams.adapters.worker import WorkerFailed, work
from tests.adapters.toy_worker import Orders, toy_app


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/log.db"
    log = open_log(url)
    log.create(CHANNELS)
    log.close()
    return url


def test_a_worker_runs_beside_a_writer_and_a_reader_of_one_loop(url: str) -> None:
    async def run() -> tuple[list[bytes | None], int | None]:
        log = open_log(url)
        stop = asyncio.Event()
        working = asyncio.create_task(work(toy_app(Orders(url), open_log(url)), stop))
        rows = [Row("posts", b"k", b"%d" % i, 0) for i in range(3)]
        await asyncio.to_thread(log.append, rows)
        assert await asyncio.to_thread(log.wait, {("topics.live", 0): 2}, 60)
        stop.set()
        await working
        said = [e.value for e in log.read("topics.live", 0, 0)]
        return said, log.committed("bouclage", "posts", 0)

    said, committed = asyncio.run(run())
    assert [(value or b"").split()[0] for value in said] == [b"1", b"2", b"3"]
    assert committed == 3


def test_a_worker_that_cannot_start_says_why_and_ends(url: str) -> None:
    async def run() -> None:
        log = SqliteLog.open(url)
        other = FileLock(log.file.path.with_name("log.db.bouclage.lock"), what="fold")
        other.take()
        with pytest.raises(WorkerFailed, match="only one may") as failed:
            await work(toy_app(Orders(url), log), asyncio.Event())
        assert isinstance(failed.value.__cause__, LogBusy)
        other.release()

    asyncio.run(run())
