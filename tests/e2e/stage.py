"""A small day of everything, and the command that plays it, in processes of its own."""

import hashlib
import os
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from schemas.channels import CHANNELS, SNAPSHOTS
from streams.adapters.errors import UnknownChannel
from streams.adapters.log import Entry, Log
from streams.adapters.sqlite_log import SqliteLog
from streams.sources.demo import demo_day

ROOT = Path(__file__).parents[2]
DEADLINE = 300.0
"""Seconds for anything to come about. Generous: it fails where something hangs, not on a rush."""
STORIES = ("outage-en", "verdict-en", "garance-fr", "amendes-fr", "hostile")
DAY, EVE, MORROW = "2026-03-17", "2026-03-16", "2026-03-18"


class Played(NamedTuple):
    """A day that was played to its end: what was read, where its log and its pages lie."""

    file: Path
    editions: Path
    broker: str
    out: Path

    def log(self) -> SqliteLog:
        """Its log."""
        return SqliteLog.open(self.broker)


def mini_day() -> list[bytes]:
    """A sixth of the demo day: five of its stories, an eighth of its chatter, all that is none."""
    day = demo_day()

    def kept(line: bytes) -> bool:
        fields = fields_of(line)
        slug = day.truth.get(fields.get("root", ""), "hostile")
        chatter = slug == "-" and zlib.crc32(fields["root"].encode()) % 8 == 0
        return chatter or slug in STORIES

    return [line for line in day.lines if kept(line)]


def fields_of(line: bytes) -> dict[str, Any]:
    """The fields of a line; empty where it is no object."""
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError:
        return {}
    return fields if isinstance(fields, dict) else {}


def written(folder: Path) -> tuple[Path, Path]:
    """The small day as a file, and editions that print a rolling page an hour."""
    file, editions = folder / "day.jsonl", folder / "editions.toml"
    file.write_bytes(b"\n".join(mini_day()) + b"\n")
    shipped = (ROOT / "streams" / "editions.toml").read_text(encoding="utf-8")
    editions.write_text(shipped.replace("grace = 120", "grace = 120\nrolling = 3600"), "utf-8")
    return file, editions


def begin(*arguments: object, told: Path, hashseed: int = 0) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own; what it says is added to `told`."""
    command = [sys.executable, "-m", "streams", *map(str, arguments)]
    ours = {"PYTHONHASHSEED": str(hashseed), "BOUCLAGE_SNAPSHOT_SECONDS": "1"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BOUCLAGE_")}
    with told.open("ab") as output:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=kept | ours,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def end(process: subprocess.Popen[bytes], told: Path) -> None:
    """Wait for a command to do its work."""
    try:
        code = process.wait(DEADLINE)
    finally:
        kill(process)
    assert code == 0, told.read_text(errors="replace")[-2000:]


def kill(process: subprocess.Popen[bytes]) -> bool:
    """End a whole process group in the middle of whatever it does; False where it had ended."""
    alive = process.poll() is None
    if alive:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(DEADLINE)
    return alive


def pages(out: Path) -> dict[str, str]:
    """The sha256 of each digest.json in a folder."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("digest.json"))
    }


def entries(log: Log, channel: str) -> Iterator[Entry]:
    """Everything that a channel holds, partition by partition."""
    for partition in range(log.partitions(channel)):
        offset = log.start(channel, partition)
        while found := log.read(channel, partition, offset):
            yield from found
            offset = found[-1].offset + 1


def work_done(log: Log) -> int:
    """How much was ever written to a log: grows with everything that intake and folds do."""
    return sum(_ends(log, channel.name) for channel in CHANNELS)


def snapshots_written(log: Log) -> int:
    """How much was ever written to snapshots."""
    return _ends(log, SNAPSHOTS.name)


def _ends(log: Log, channel: str) -> int:
    try:
        return sum(log.end(channel, p) for p in range(log.partitions(channel)))
    except UnknownChannel:
        return 0
