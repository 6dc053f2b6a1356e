"""Laws of the commands that run until they are stopped: they say so, work, and end cleanly."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from schemas.channels import CHANNELS, DIGESTS_FINAL, HANDOVERS, POSTS
from schemas.codec import decode_record, encode
from schemas.control import EPOCH, IntakeJoined
from streams.adapters.log import Log, Row
from streams.adapters.sqlite_log import SqliteLog
from streams.outlets.publisher import Publisher
from tests.outlets.pages import digest

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
POST = '{"id":"p%d","text":"An open model for all","author":"a%d"}\n'


@contextmanager
def started(*args: object) -> Iterator["subprocess.Popen[str]"]:
    """A command in a process of its own, killed at the end if it is still there."""
    command = [sys.executable, "-m", "streams", *map(str, args)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def stopped(process: "subprocess.Popen[str]", by: signal.Signals) -> tuple[int, str]:
    process.send_signal(by)
    told, _ = process.communicate(timeout=PATIENCE)
    return process.returncode, told


def grown(log: Log, channel: str, beyond: int) -> bool:
    return log.wait({(channel, 0): beyond}, PATIENCE)


@pytest.fixture
def log(tmp_path: Path) -> SqliteLog:
    log = SqliteLog.open(f"sqlite:///{tmp_path / 'log.db'}")
    log.create(CHANNELS)
    return log


def test_run_reads_folds_and_ends_when_it_is_told_to(tmp_path: Path, log: SqliteLog) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_text("".join(POST % (n, n) for n in range(20)))
    on = ["--broker", f"sqlite:///{tmp_path / 'log.db'}", "--out", tmp_path / "out"]
    editions = ["--editions", ROOT / "streams" / "everything.toml"]
    with started("run", f"flat:{file}", *on, *editions) as process:
        assert handed(log)
        code, told = stopped(process, signal.SIGTERM)
    assert code == 0, told
    assert "running on sqlite://" in told
    assert "Traceback" not in told


def handed(log: SqliteLog) -> bool:
    positions = {(HANDOVERS.name, p): 0 for p in range(log.partitions(HANDOVERS.name))}
    return log.wait(positions, PATIENCE)


def test_a_killed_intake_goes_on_as_its_next_epoch(tmp_path: Path, log: SqliteLog) -> None:
    on = ["--broker", f"sqlite:///{tmp_path / 'log.db'}", "--name", "one"]
    for how in (signal.SIGKILL, signal.SIGTERM):
        before = log.end(POSTS.name, 0)
        with started("intake", *on) as process:
            assert grown(log, POSTS.name, before + 1)
            code, told = stopped(process, how)
        assert code == (-how if how is signal.SIGKILL else 0), told
    found = [decode_record(entry.value or b"") for entry in log.read(POSTS.name, 0, 0)]
    joins = [r.number // EPOCH for r in found if isinstance(r, IntakeJoined)]
    assert joins == [0, 1]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_publisher_ends_with_its_place_kept(
    tmp_path: Path, log: SqliteLog, how: signal.Signals
) -> None:
    days = [f"2026-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    log.append([Row(DIGESTS_FINAL.name, b"k", encode(digest(day=day))) for day in days])
    on = ["--broker", f"sqlite:///{tmp_path / 'log.db'}", "--out", tmp_path / "out"]
    with started("publish", *on) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("publishing from sqlite://")
        code, told = stopped(process, how)
    assert code == 0, told
    publisher = Publisher(log, tmp_path / "out")
    kept = log.committed(publisher.group, DIGESTS_FINAL.name, 0) or 0
    assert len(list((tmp_path / "out").rglob("digest.json"))) == kept
    assert publisher.step(0) == len(days) - kept


def test_a_worker_ends_when_it_is_told_to(tmp_path: Path, log: SqliteLog) -> None:
    with started("worker", "--broker", f"sqlite:///{tmp_path / 'log.db'}") as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("folding sqlite://")
        code, told = stopped(process, signal.SIGTERM)
    # Before its handlers stand the signal simply ends it, which is as good: it had begun nothing.
    assert code in (0, -signal.SIGTERM), told
    assert "Traceback" not in told


def test_a_second_worker_on_the_embedded_log_is_told_why_not(
    tmp_path: Path, log: SqliteLog
) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    file = tmp_path / "posts.jsonl"
    file.write_text(POST % (1, 1))
    with started("run", f"flat:{file}", "--broker", url, "--out", tmp_path / "out"):
        assert handed(log)
        with started("worker", "--broker", url) as second:
            told, _ = second.communicate(timeout=PATIENCE)
    assert second.returncode == 2
    assert "only one may" in told
    assert "Traceback" not in told
