"""Laws of a replay: every record once, in the order of the file, however often it is killed."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.channels import ORDERS, POSTS
from schemas.codec import encode
from schemas.control import IntakeEnded, IntakeIdle, Tick
from schemas.orders import SettingsOrder
from schemas.records import InputRefused
from streams.adapters.log import Row
from streams.core.calendar import window
from streams.editions import shipped
from streams.sources.epoch import Refused
from streams.sources.flat import FlatFile
from streams.sources.orders import settings_order
from streams.sources.records import RecordFile
from streams.sources.replay import Replay, Time
from streams.sources.writer import Writer
from tests.sources.logs import RUSH, Killed, Mortal, folded, heard, new_log, records

NOON = 1_772_000_000_000


def author(event: str, at: int) -> bytes:
    return json.dumps(
        {"kind": "author_hidden", "author": event, "source": "x", "id": event, "event_time": at}
    ).encode()


def post(number: int, at: int, **more: object) -> bytes:
    name = f"p{number}"
    fields = {"kind": "post_created", "source": "x", "id": name, "event_time": at, "post": name}
    fields |= {"root": name, "author": {"id": "a"}, "text": f"text {number}"} | more
    return json.dumps(fields).encode()


def day(folder: Path, count: int = 60) -> Path:
    """A file with equal times, times that go back, an author, a duplicate, and bytes of no kind."""
    lines = []
    for i in range(count):
        lines.append(post(i, NOON + (i // 4) * 700 - (900 if i % 7 == 3 else 0)))
        if i % 11 == 5:
            lines.append(author(f"h{i}", NOON + (i // 4) * 700))
    lines[9] = lines[4]
    lines.insert(20, b"\xff\xfe no record")
    path = folder / "day.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def order_settings(log: object) -> None:
    order = settings_order(shipped(), key="s", now=0)
    log.append([Row(ORDERS.name, b"settings", encode(order))])  # type: ignore[attr-defined]


def test_a_file_lies_in_the_log_once_in_its_order(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    Replay(log, "r", [RecordFile(day(tmp_path))], RUSH).run()
    everything = [r for p in range(3) for r in heard(log, p)]
    once = {(r.source, r.id, r.number): r for r in everything}
    in_order = [once[key] for key in sorted(once, key=lambda key: key[2])]
    ids = [r.id for r in in_order]
    assert ids.count("p4") == 2
    assert len(ids) == 66
    assert [r.at for r in in_order] == sorted(r.at for r in in_order)
    assert all(r.at - 86_400_000 <= r.event_time <= r.at for r in in_order)


def test_what_concerns_all_shards_goes_to_each_and_the_rest_to_its_own(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    order_settings(log)
    Replay(log, "r", [RecordFile(day(tmp_path))], RUSH).run()
    parts = [{r.id for r in heard(log, p)} for p in range(3)]
    shared = parts[0] & parts[1] & parts[2]
    assert shared == {"s", *(f"h{i}" for i in range(5, 60, 11))}
    assert all(len(parts[a] & parts[b]) == len(shared) for a, b in [(0, 1), (0, 2), (1, 2)])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(deaths=st.lists(st.integers(0, 70), min_size=1, max_size=6))
def test_killed_between_any_two_writes_it_loses_and_doubles_nothing(
    tmp_path_factory: pytest.TempPathFactory, deaths: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("killed")
    whole = new_log(folder)
    order_settings(whole)
    Replay(whole, "r", [RecordFile(day(folder))], fast(5)).run()
    other = folder / "other"
    other.mkdir()
    log = new_log(other)
    order_settings(log)
    for rows in deaths:
        with suppress(Killed):
            Replay(Mortal(log, rows), "r", [RecordFile(folder / "day.jsonl")], fast(5)).run()
    Replay(log, "r", [RecordFile(folder / "day.jsonl")], fast(5)).run()
    assert folded(log) == folded(whole)


def fast(speed: float) -> Time:
    """A pace, so that there is a tick at every second."""
    return Time(now=RUSH.now, sleep=RUSH.sleep, speed=speed)


def test_a_replay_that_ended_feeds_nothing_when_it_is_started_again(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    path = day(tmp_path)
    until = Replay(log, "r", [RecordFile(path)], RUSH).run()
    ends = [log.end(POSTS.name, p) for p in range(3)]
    assert Replay(log, "r", [RecordFile(path)], RUSH).run() == until
    assert [log.end(POSTS.name, p) for p in range(3)] == ends


def test_it_promises_on_beyond_the_close_and_grace_of_every_open_day(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    order_settings(log)
    Replay(log, "r", [RecordFile(day(tmp_path))], RUSH).run()
    ticks = [r for r in records(log, 1) if isinstance(r, Tick)]
    assert ticks[-1].until == window("UTC", "24:00", "2026-02-25")[1] + 121_000
    assert isinstance(records(log, 1)[-1], IntakeEnded)
    assert [t.until for t in ticks] == sorted(t.until for t in ticks)


def test_settings_hold_from_the_first_second_of_the_file(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    order_settings(log)
    Replay(log, "r", [RecordFile(day(tmp_path))], RUSH).run()
    first = heard(log, 2)[0]
    assert isinstance(first, SettingsOrder)
    assert first.from_second == first.at == NOON - NOON % 1000


def test_what_is_no_record_is_kept_whole_with_its_reason(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    Replay(log, "r", [RecordFile(day(tmp_path))], RUSH).run()
    refused = [r for p in range(3) for r in heard(log, p) if isinstance(r, InputRefused)]
    assert [(r.reason, r.length, r.id) for r in refused] == [("malformed", 12, "file:day.jsonl:21")]
    assert refused[0].head == "//4gbm8gcmVjb3Jk"


def test_channels_promised_beyond_its_times_are_refused(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    Writer(log, "live", epoch=0, position=0).join(NOON + 5_000)
    with pytest.raises(Refused, match="intake live has promised"):
        Replay(log, "r", [RecordFile(day(tmp_path))], RUSH).run()
    assert log.end(POSTS.name, 0) == 1


def test_nothing_to_replay_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"\n\n")
    with pytest.raises(Refused, match="nothing to replay in file:empty"):
        Replay(new_log(tmp_path), "r", [FlatFile(tmp_path / "empty.jsonl")], RUSH).run()


def test_two_files_are_told_in_the_order_of_their_times(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    paths = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for n, path in enumerate(paths):
        path.write_bytes(b"\n".join(post(10 * n + i, NOON + i * 1000) for i in range(5)))
    Replay(log, "r", [RecordFile(path) for path in paths], RUSH).run()
    told = sorted((r.number, r.id) for p in range(3) for r in heard(log, p))
    assert [name for _, name in told] == [
        f"p{n}{i}".replace("p0", "p") for i in range(5) for n in (0, 1)
    ]


def test_a_silent_intake_is_declared_idle_before_the_replay_leaves(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    Writer(log, "gone", epoch=3, position=0).join(NOON - 60_000)
    clock = [NOON]

    def sleep(seconds: float) -> None:
        clock[0] += round(seconds * 1000)

    Replay(log, "r", [RecordFile(day(tmp_path))], Time(now=lambda: clock[0], sleep=sleep)).run()
    idle = [r for r in records(log, 0) if isinstance(r, IntakeIdle)]
    assert [(r.silent, r.epoch) for r in idle] == [("gone", 3)]
    assert clock[0] - NOON >= 60_000


def test_a_paced_replay_ticks_once_a_minute_of_silence(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    path = tmp_path / "quiet.jsonl"
    path.write_bytes(post(1, NOON) + b"\n" + post(2, NOON + 600_000))
    waits: list[float] = []
    Replay(log, "r", [RecordFile(path)], Time(now=lambda: NOON, sleep=waits.append, speed=60)).run()
    ticks = [r.until for r in records(log, 0) if isinstance(r, Tick)]
    assert len(ticks) == 12
    assert max(waits) == pytest.approx(10.0, abs=0.01)
