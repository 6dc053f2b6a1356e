"""The short form of chaos on the embedded log: every kind of fault, and nothing comes of it."""

import json
import os
import struct
import subprocess
import sys
from pathlib import Path

from ops.chaos.embedded import KINDS
from ops.chaos.wal import torn
from tests.e2e.stage import DEADLINE, ROOT, mini_day

EDITIONS = """
[[desks]]
name = "all"
[[editions]]
name = "all-utc-en"
desk = "all"
zone = "UTC"
language = "en"
rolling = 3600
motto = "Nothing lost."
signature = "Nobody"
"""
HALF = 900


def test_no_fault_of_an_embedded_log_shows_in_any_digest(tmp_path: Path) -> None:
    day, editions, out = tmp_path / "day.jsonl", tmp_path / "one.toml", tmp_path / "table.json"
    day.write_bytes(b"\n".join(mini_day()[:HALF]) + b"\n")
    editions.write_text(EDITIONS)
    command = [sys.executable, "-m", "ops.chaos", "embedded", str(day), "--seed", "3"]
    command += ["--faults", str(len(KINDS)), "--pause", "0.5", "--editions", str(editions)]
    command += ["--folder", str(tmp_path / "chaos"), "--out", str(out)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BOUCLAGE_")}
    ran = subprocess.run(
        command,
        cwd=ROOT,
        env=kept,
        capture_output=True,
        text=True,
        timeout=2 * DEADLINE,
        check=False,
    )
    assert ran.returncode == 0, (ran.stdout + ran.stderr)[-3000:]
    (run,) = json.loads(out.read_text())["runs"]
    assert run["faults"] == []
    assert "everything holds" in ran.stdout
    told = {
        fault["kind"].replace("kill, torn write", "kill in write") for fault in run["recovered"]
    }
    assert told == set(KINDS)


def wal(path: Path, *commits: int) -> Path:
    """A write-ahead log of pages of 512 bytes; each frame commits, or does not (0)."""
    header = struct.pack(">IIII", 0x377F0682, 3_007_000, 512, 0) + b"saltsalt" + bytes(8)
    frames = [
        struct.pack(">II", page, commit) + b"saltsalt" + bytes(8 + 512)
        for page, commit in enumerate(commits, 1)
    ]
    path.write_bytes(header + b"".join(frames))
    return path


def test_a_write_that_was_cut_is_told_from_one_that_was_not(tmp_path: Path) -> None:
    path = tmp_path / "log.db-wal"
    assert not torn(path)
    assert not torn(wal(path, 0, 0, 7))
    assert torn(wal(path, 0, 0, 7, 0))
    whole = wal(path, 0, 7, 0, 9).read_bytes()
    path.write_bytes(whole[:-100])
    assert torn(path)
    path.write_bytes(whole.replace(b"saltsalt", b"newsalts", 1))
    assert not torn(path), "frames of an earlier round do not count"
