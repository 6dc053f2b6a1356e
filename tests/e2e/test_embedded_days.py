"""Laws of a day on the embedded log, held by real processes: however it is cut, and killed."""

import os
import subprocess
import time
from pathlib import Path
from random import Random

import msgspec
import pytest

from ops.chaos import check
from schemas.channels import CORRECTIONS, DIGESTS_FINAL, DIGESTS_ROLLING
from schemas.digests import Correction, Digest
from streams.adapters.sqlite_log import SqliteLog
from streams.core.desk.archive import supports
from tests.e2e.oracle import Oracle
from tests.e2e.stage import (
    DAY,
    DEADLINE,
    EVE,
    MORROW,
    Played,
    begin,
    end,
    entries,
    kill,
    pages,
    snapshots_written,
    work_done,
    written,
)

KILLS = int(os.environ.get("BOUCLAGE_TEST_KILLS", "3"))
"""How often the process group is killed; 50 in the long form."""
EDITIONS = ("ai-paris-fr", "ai-utc-en")
EVERY = {f"{edition}/{day}/digest.json" for edition in EDITIONS for day in (EVE, DAY, MORROW)}


def replay(day: Played, *more: object, told: Path, hashseed: int = 0) -> subprocess.Popen[bytes]:
    common = ("replay", day.file, "--editions", day.editions, "--out", day.out)
    return begin(*common, *more, told=told, hashseed=hashseed)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The day on four shards, that nobody disturbed."""
    folder = tmp_path_factory.mktemp("calm")
    day = Played(*written(folder), f"sqlite:///{folder / 'log.db'}", folder / "out")
    told = folder / "told"
    end(replay(day, "--broker", day.broker, "--shards", 4, told=told), told)
    assert pages(day.out).keys() == EVERY
    return day


@pytest.mark.parametrize(("shards", "hashseed"), [(1, 1), (8, 20_260)])
def test_shards_and_hash_seeds_do_not_show_in_any_digest(
    calm: Played, tmp_path: Path, shards: int, hashseed: int
) -> None:
    day, told = calm._replace(out=tmp_path / "out"), tmp_path / "told"
    end(replay(day, "--shards", shards, told=told, hashseed=hashseed), told)
    assert pages(day.out) == pages(calm.out)


def test_a_day_killed_at_any_moment_ends_in_the_same_bytes_and_counts_nothing_twice(
    calm: Played, tmp_path: Path
) -> None:
    chance, left, turn = Random(2026), KILLS, 0
    while left > 0:
        turn += 1
        folder = tmp_path / str(turn)
        folder.mkdir()
        day = calm._replace(broker=f"sqlite:///{folder / 'log.db'}", out=folder / "out")
        left -= _killed(day, chance, left, work_done(calm.log()))
        assert pages(day.out) == pages(calm.out)
        assert check.differences(calm.log(), day.log()) == []
        assert check.broken_chains(day.log()) == []
        assert check.unmirrored(day.log()) == []


def _killed(day: Played, chance: Random, most: int, work: int) -> int:
    """Play a day under kills, at most so many; how often it was killed before it was done."""
    told, log, kills = day.out.parent / "told", SqliteLog.open(day.broker), 0
    while kills < most:
        process = replay(day, "--broker", day.broker, "--shards", 4, told=told)
        # Mostly after a snapshot, so that the next one restores it; else anywhere in its work.
        seen = work_done if kills % 4 == 3 else snapshots_written
        due = seen(log) + (chance.randrange(work // 2) if kills % 4 == 3 else 1)
        give_up = time.monotonic() + DEADLINE
        while seen(log) < due and process.poll() is None and time.monotonic() < give_up:
            time.sleep(0.005)
        time.sleep(chance.uniform(0.0, 0.3))
        if not kill(process):
            break
        kills += 1
    end(replay(day, "--broker", day.broker, told=told), told)
    log.close()
    return kills


def test_a_deletion_after_the_close_amends_the_page_and_leaves_a_correction(calm: Played) -> None:
    log = calm.log()
    said = [entry for entry in entries(log, DIGESTS_FINAL.name) if entry.value]
    amended = [msgspec.json.decode(e.value or b"", type=Digest) for e in said]
    amended = [digest for digest in amended if digest.kind == "amended"]
    told = [
        msgspec.json.decode(entry.value or b"", type=Correction)
        for entry in entries(log, CORRECTIONS.name)
    ]
    assert [(d.edition, d.day, d.revision) for d in amended] == [
        (c.edition, c.day, c.revision) for c in told
    ]
    assert told
    for correction in told:
        folder = calm.out / correction.edition / correction.day
        kept = (folder / f"correction-{correction.revision}.json").read_bytes()
        assert msgspec.json.decode(kept, type=Correction) == correction
    newest = {entry.key: entry.value for entry in said}
    for digest in amended:
        page = (calm.out / digest.edition / digest.day / "digest.json").read_bytes()
        assert page == newest[f"{digest.edition}/{digest.day}".encode()]
        gone = {post for note in digest.corrections for post in note.posts}
        assert gone
        assert not gone & {support.post for support in supports(digest)}


def test_what_a_page_says_of_posts_is_what_the_posts_say_at_that_time(calm: Played) -> None:
    log, oracle = calm.log(), Oracle(calm.file)
    printed = [
        msgspec.json.decode(entry.value or b"", type=Digest)
        for channel in (DIGESTS_ROLLING, DIGESTS_FINAL)
        for entry in entries(log, channel.name)
    ]
    assert any(digest.stories for digest in printed)
    for digest in printed:
        oracle.check(digest)


def test_the_publisher_writes_once_and_goes_on_where_it_was(calm: Played, tmp_path: Path) -> None:
    site, told = tmp_path / "site", tmp_path / "told"

    def publish(*more: str) -> str:
        before = told.stat().st_size if told.exists() else 0
        publishing = begin(
            "publish", "--once", "--out", site, "--broker", calm.broker, *more, told=told
        )
        end(publishing, told)
        return told.read_bytes()[before:].decode()

    assert not publish().startswith("0 files")
    assert pages(site) == pages(calm.out)
    stamps = {path: path.stat().st_mtime_ns for path in site.rglob("*.json")}
    assert publish().startswith("0 files")
    (site / "ai-utc-en" / DAY / "digest.json").unlink()
    assert publish().startswith("0 files"), "without --again it goes on where it was"
    assert publish("--again").startswith("1 files")
    assert pages(site) == pages(calm.out)
    untouched = {path for path in stamps if path.parent != site / "ai-utc-en" / DAY}
    assert all(path.stat().st_mtime_ns == stamps[path] for path in untouched)


def test_the_demo_ends_well_where_there_is_no_terminal(tmp_path: Path) -> None:
    out, told = tmp_path / "out", tmp_path / "told"
    end(begin("demo", "--out", out, told=told), told)
    assert {f"{edition}/{DAY}/digest.json" for edition in EDITIONS} <= pages(out).keys()
    said = told.read_text(encoding="utf-8")
    assert "\x1b" not in said
    for edition in EDITIONS:
        page = msgspec.json.decode((out / edition / DAY / "digest.json").read_bytes(), type=Digest)
        assert page.closing.motto.split()[0] in said
