"""Laws under hostile input: the process lives, and each piece is a dead letter or was valid."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from schemas.channels import CHANNELS, DEAD_LETTERS, HANDOVERS, POSTS
from schemas.codec import Record, decode_record
from schemas.control import IntakeEnded, IntakeJoined, Tick
from schemas.dead_letters import DeadLetter
from schemas.handovers import Handover
from schemas.orders import SettingsOrder
from schemas.reasons import REASONS
from streams.adapters.errors import TooLarge
from streams.adapters.log import Log, Row
from streams.adapters.sqlite_log import SqliteLog
from tests.e2e.hostile import Input, flat, lines, record
from tests.e2e.stage import ROOT, begin, end, entries
from tests.e2e.stranger import LATE, NAME, Stranger

MANY = int(os.environ.get("BOUCLAGE_TEST_HOSTILE", "2000"))
"""Pieces of input; 100,000 in the long form."""
CONTROL = (IntakeJoined, IntakeEnded, Tick, SettingsOrder)
OF_LIFE = {"duplicate", "stale_revision", "deleted_before"}
"""What a sound record may be refused for, by what was said of its post before."""


def replayed(folder: Path, name: str, inputs: Iterable[Input], *more: str) -> SqliteLog:
    """The log on which a file of these lines was replayed to its end."""
    file, broker, told = folder / name, f"sqlite:///{folder / 'log.db'}", folder / "told"
    with file.open("wb") as sink:
        sink.writelines(line.value + b"\n" for line in inputs)
    editions = folder / "editions.toml"
    shipped = (ROOT / "streams" / "everything.toml").read_text(encoding="utf-8")
    editions.write_text(shipped.replace("rolling = 900", "rolling = 3600"), "utf-8")
    common = ("--broker", broker, "--editions", editions, "--out", folder / "out")
    end(begin("replay", file, *common, *more, told=told), told)
    assert "Traceback" not in told.read_text(errors="replace")
    return SqliteLog.open(broker)


def letters(log: Log) -> list[DeadLetter]:
    return [
        msgspec.json.decode(entry.value or b"", type=DeadLetter)
        for entry in entries(log, DEAD_LETTERS.name)
    ]


def tallies(log: Log) -> Counter[str]:
    """What the shards told the desk, summed; every hand-over once."""
    links = [
        msgspec.json.decode(entry.value or b"", type=Handover)
        for entry in entries(log, HANDOVERS.name)
    ]
    total: Counter[str] = Counter()
    for link in {(link.shard, link.number): link for link in links}.values():
        for second in link.seconds:
            total.update(second.tallies)
    return total


def refused(told: Counter[str]) -> int:
    return sum(count for name, count in told.items() if name.startswith("refused:"))


def ours(log: Log) -> list[Record]:
    """The records that the replay put into the log, but for what it says of itself."""
    values = (entry.value or b"" for entry in entries(log, POSTS.name))
    records = (decode_record(value) for value in values if b'"intake":"replay-' in value)
    return [record for record in records if not isinstance(record, CONTROL)]


def check_fates(inputs: Sequence[Input], dead: Sequence[DeadLetter]) -> None:
    reasons: dict[str, set[str]] = {}
    for letter in dead:
        reasons.setdefault(letter.sha256, set()).add(letter.reason)
    for each in inputs:
        got = reasons.get(sha256(each.value).hexdigest(), set())
        told = f"{each.value[:300]!r} of {len(each.value)} bytes: {got or 'no dead letter'}"
        if each.fate == "refused":
            assert each.reason in got, told
        elif each.fate != "any":
            assert got <= OF_LIFE, told


@pytest.mark.parametrize("layout", ["records", "flat"])
def test_each_line_of_a_hostile_file_is_a_dead_letter_with_its_reason_or_was_valid(
    tmp_path: Path, layout: str
) -> None:
    inputs = list(lines(record if layout == "records" else flat, MANY * 2 // 5, seed=3))
    log = replayed(tmp_path, "hostile.jsonl", inputs, "--format", layout)
    dead, told, records = letters(log), tallies(log), ours(log)
    check_fates(inputs, dead)
    assert {letter.reason for letter in dead} <= REASONS.keys()
    assert len({(r.source, r.id, r.number) for r in records}) == len(records) == len(inputs)
    assert told["read"] == len(inputs)
    assert refused(told) == len(dead)
    if layout == "flat":
        assert told["posts"] == told["admitted"] == len(inputs) - refused(told)


def test_what_a_stranger_writes_is_a_dead_letter_with_its_reason_or_was_valid(
    tmp_path: Path,
) -> None:
    log = SqliteLog.open(f"sqlite:///{tmp_path / 'log.db'}")
    log.create(CHANNELS)
    sent = Stranger(log, MANY // 5, seed=4).sent
    inputs = list(lines(record, 100, seed=5))
    log = replayed(tmp_path, "day.jsonl", inputs)
    dead, told = letters(log), tallies(log)
    check_fates(sent, dead)
    check_fates(inputs, dead)
    arrived = [letter for letter in dead if letter.reason in LATE]
    aside = sum(each.fate in ("resent", "waits") for each in sent)
    assert told["read"] == len(inputs) + len(sent) - len(arrived) - aside
    assert refused(told) == len(dead) - len(arrived)


def test_ten_megabytes_do_not_fit_into_the_log(tmp_path: Path) -> None:
    log = SqliteLog.open(f"sqlite:///{tmp_path / 'log.db'}")
    log.create(CHANNELS)
    with pytest.raises(TooLarge, match="nothing was appended"):
        log.append([Row(POSTS.name, NAME.encode(), b"x" * 10_000_000)])
    assert log.end(POSTS.name, 0) == 0
