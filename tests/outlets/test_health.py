"""Laws of status: what holds a desk back is named, and the judgement is a function of figures."""

from pathlib import Path

from schemas.channels import CHANNELS, HANDOVERS, POSTS
from schemas.codec import encode
from schemas.handovers import Handover
from streams.adapters.log import Row
from streams.adapters.sqlite_log import SqliteLog
from streams.outlets.figures import Figures, Intake, Lag, Shard, read_figures
from streams.outlets.health import complaints, held_back
from streams.sources.writer import Writer

T = 1_773_705_600_000


def figures(**changes: object) -> Figures:
    """A desk of two shards, all of them where the one intake is."""
    found = Figures(now=T + 2_000)
    found.intakes = [Intake("live", 0, T, T + 1_000, "live")]
    found.shards = [Shard(0, "ai", T, T + 1_000), Shard(1, "ai", T, T + 1_000)]
    found.lags = [Lag(POSTS.name, 0, 3, 1)]
    for name, value in changes.items():
        setattr(found, name, value)
    return found


def test_all_is_well_when_everybody_was_heard_lately() -> None:
    assert complaints(figures(), late=60) == []


def test_a_silent_intake_is_named_with_the_time_it_was_heard() -> None:
    silent = Intake("old", 0, T - 90_000, T - 90_000, "live")
    (line,) = complaints(figures(intakes=[silent]), late=60)
    assert "intake old has been silent since 2026-03-16 23:58:30 UTC" in line


def test_who_ended_or_is_idle_holds_nobody_back() -> None:
    gone = [Intake(state, 0, T - 90_000, T - 90_000, state) for state in ("ended", "idle")]
    now = figures(intakes=[*gone, *figures().intakes])
    assert complaints(now, late=60) == []
    assert now.promised == T


def test_a_shard_that_is_behind_is_named() -> None:
    slow = [Shard(0, "ai", T, T), Shard(1, "ai", T - 5_000, T - 4_000)]
    (line,) = held_back(figures(shards=slow))
    assert "held back by shard 1 (last heard 2026-03-16 23:59:56 UTC)" in line


def test_a_desk_that_is_up_to_date_waits_for_the_slowest_intake() -> None:
    intakes = [Intake("a", 0, T, T, "live"), Intake("b", 0, T + 9_000, T, "live")]
    (line,) = held_back(figures(intakes=intakes))
    assert "waits for intake a" in line
    assert "intake b" not in line


def test_a_lag_in_seconds_is_red_and_one_in_records_is_not() -> None:
    many = Lag(POSTS.name, 1, 1_000_000, 5)
    old = Lag(HANDOVERS.name, 2, 1, 61)
    (line,) = complaints(figures(lags=[many, old]), late=60)
    assert "desks of partition 2 of handovers is 1 records behind" in line


def test_figures_are_read_from_the_log_alone(tmp_path: Path) -> None:
    log = SqliteLog.open(f"sqlite:///{tmp_path / 'log.db'}")
    log.create(CHANNELS, {POSTS.name: 2})
    lived, ended = Writer(log, "a", epoch=1, position=0), Writer(log, "b", epoch=0, position=0)
    for each in (lived, ended):
        each.join(T - 1)
        each.tick(T + 1_000, T + 1_000, {})
    ended.end(T + 1_000)
    lived.declare_idle("c", 4, T)
    for shard, until in ((0, T), (1, T + 1_000)):
        common = {"desk": "ai", "shards": 2, "number": 0, "before": "", "fingerprint": ""}
        value = encode(Handover(**common, shard=shard, until=until))
        log.append([Row(HANDOVERS.name, b"ai", value)])
    now = read_figures(log, T)
    assert [(i.name, i.epoch, i.until, i.state) for i in now.intakes] == [
        ("a", 1, T + 1_000, "live"),
        ("b", 0, T + 1_000, "ended"),
    ]
    assert [(s.shard, s.until) for s in now.shards] == [(0, T), (1, T + 1_000)]
    assert now.desk_times() == {"ai": T}
    assert [lag.records for lag in now.lags if lag.channel == POSTS.name] == [6, 6]
