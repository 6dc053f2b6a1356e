"""Laws of the live intake, step by step with a clock in hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.channels import ORDERS, POSTS
from schemas.codec import encode
from schemas.control import EPOCH, IntakeIdle, IntakeJoined, Tick
from schemas.orders import HidePost, SettingsOrder
from schemas.records import Author, AuthorHidden, PostCreated
from streams.adapters.log import Log, Row
from streams.editions import shipped
from streams.sources.epoch import Refused
from streams.sources.intake import Forgotten, Pen
from streams.sources.orders import settings_order
from streams.sources.others import Others
from streams.sources.source import NOWHERE, Draft
from streams.sources.writer import Writer
from tests.sources.logs import Killed, Mortal, heard, new_log, records

NOW = 1_772_000_000_000


def drafts(count: int, after: int = 0) -> Iterator[Draft]:
    """A source of posts, with an author hidden now and then; its cursor is the last number."""
    for i in range(after, count):
        common = {"source": "x", "id": f"r{i}", "event_time": NOW + i}
        if i % 5 == 4:
            yield Draft(AuthorHidden(**common, **NOWHERE, author=f"a{i}"), 0, str(i + 1))
        else:
            post = {"post": f"p{i}", "root": f"p{i}", "author": Author(id="a"), "text": "t"}
            yield Draft(PostCreated(**common, **NOWHERE, **post), 0, str(i + 1))


def live(log: Log, clock: list[int], count: int, name: str = "i") -> None:
    """Run an intake over a source of `count` drafts, three a tick."""
    pen = Pen(log, name, clock[0], {"x": "0"})
    for number, draft in enumerate(drafts(count, int(pen.cursors["x"]))):
        clock[0] += 130
        pen.put("x", draft, clock[0])
        pen.writer.flush()
        if number % 3 == 2:
            pen.tick(clock[0])
    pen.tick(clock[0] + 2000)


def told(log: Log, partition: int) -> list[str]:
    return [r.id for r in heard(log, partition) if isinstance(r, PostCreated | AuthorHidden)]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 60), max_size=6))
def test_killed_between_any_two_writes_it_loses_and_doubles_nothing(
    tmp_path_factory: pytest.TempPathFactory, deaths: list[int]
) -> None:
    log, clock = new_log(tmp_path_factory.mktemp("live")), [NOW]
    for rows in deaths:
        try:
            live(Mortal(log, rows), clock, 30)
        except Killed:
            clock[0] += 700
    live(log, clock, 30)
    hidden = {f"r{i}" for i in range(4, 30, 5)}
    everywhere = [told(log, p) for p in range(3)]
    assert all(sorted(set(ids) & hidden) == sorted(hidden) for ids in everywhere)
    assert all(len(ids) == len(set(ids)) for ids in everywhere)
    posts = [name for ids in everywhere for name in ids if name not in hidden]
    assert sorted(posts) == sorted({f"r{i}" for i in range(30)} - hidden)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=4))
def test_what_concerns_all_shards_has_one_place_in_time_in_all_of_them(
    tmp_path_factory: pytest.TempPathFactory, deaths: list[int]
) -> None:
    log, clock = new_log(tmp_path_factory.mktemp("torn")), [NOW]
    for rows in deaths:
        try:
            live(Mortal(log, rows), clock, 30)
        except Killed:
            clock[0] += 700
    live(log, clock, 30)
    places = [
        {r.id: (r.at, r.number % EPOCH) for r in heard(log, p) if isinstance(r, AuthorHidden)}
        for p in range(3)
    ]
    assert places[0] == places[1] == places[2]


def test_at_never_decreases_when_the_clock_does(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    pen = Pen(log, "i", NOW, {"x": "0"})
    for number, draft in enumerate(drafts(4)):
        pen.put("x", draft, NOW - 5_000 * number)
    pen.tick(NOW - 30_000)
    ats = [r.at for p in range(3) for r in records(log, p) if isinstance(r, PostCreated)]
    assert set(ats) == {NOW}


def test_orders_are_copied_once_and_settings_hold_from_a_whole_second(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    pen = Pen(log, "i", NOW, {})
    order = settings_order(shipped(), key="s", now=NOW)
    hide = HidePost(**NOWHERE, source="orders", id="h", event_time=NOW, post="p")
    log.append([Row(ORDERS.name, b"k", encode(each)) for each in (order, hide)])
    pen.tick(NOW + 300)
    Pen(log, "i", NOW + 900, {}).tick(NOW + 1_300)
    for partition in range(3):
        found = heard(log, partition)
        assert [r.id for r in found] == ["s", "h"]
        assert isinstance(found[0], SettingsOrder)
        assert found[0].from_second == NOW + 1_000


def test_an_order_that_cannot_be_read_is_kept(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    log.append([Row(ORDERS.name, b"k", b'{"kind":"post_created"}')])
    Pen(log, "i", NOW, {}).tick(NOW)
    refused = [r for p in range(3) for r in heard(log, p)]
    assert [(type(r).__name__, getattr(r, "reason", "")) for r in refused] == [
        ("InputRefused", "undecodable")
    ]


def test_a_sleeper_stops_when_its_successor_has_joined(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    sleeper = Pen(log, "i", NOW, {})
    Pen(log, "i", NOW + 60_000, {})
    with pytest.raises(Refused, match="was started again elsewhere"):
        sleeper.tick(NOW + 61_000)


def test_the_silent_are_declared_idle_after_sixty_ticks_and_join_again(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    silent, spare = Pen(log, "a", NOW, {}), Pen(log, "b", NOW, {})
    for second in range(1, 62):
        spare.tick(NOW + second * 1_000)
    idle = [r for r in records(log, 2) if isinstance(r, IntakeIdle)]
    assert [(r.silent, r.epoch, r.intake) for r in idle] == [("a", 0, "b")]
    with pytest.raises(Forgotten):
        silent.tick(NOW + 62_000)
    Pen(log, "a", NOW + 63_000, {}).tick(NOW + 63_000)
    last = [r for r in records(log, 0) if r.intake == "a"][-1]
    assert isinstance(last, Tick)
    assert last.number // EPOCH == 1


def test_what_a_sleeper_wrote_behind_its_successor_is_written_again(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    sleeper = Pen(log, "i", NOW, {"x": "0"})
    for draft in drafts(30):
        sleeper.put("x", draft, NOW + 10)
    Pen(log, "i", NOW + 20, {"x": "0"})  # it dies before it has written anything
    sleeper.writer.flush()
    live(log, [NOW + 500], 30)
    told_of = {name for p in range(3) for name in told(log, p)}
    assert told_of == {f"r{i}" for i in range(30)}


def test_a_replay_in_a_hurry_declares_nobody_idle_within_a_minute(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    Pen(log, "a", NOW, {})
    others = Others(log, "b")
    others.listen(NOW)
    assert [others.ticked(NOW + number) for number in range(100)] == [[]] * 100
    assert others.ticked(NOW + 60_000) == [("a", 0)]


def test_two_processes_of_one_name_are_told_apart(tmp_path: Path) -> None:
    log = new_log(tmp_path)

    class Rival:
        """Another process announces the same epoch just before this one does."""

        def append(self, rows: list[Row]) -> list[int]:
            if log.end(POSTS.name, 0) == 0:
                Writer(log, "i", epoch=0, position=0).join(NOW)
            return log.append(rows)

        def __getattr__(self, name: str) -> object:
            return getattr(log, name)

    with pytest.raises(Refused, match="started twice"):
        Pen(Rival(), "i", NOW, {})  # type: ignore[arg-type]


def test_it_joins_before_it_speaks_and_ticks_in_every_partition(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    Pen(log, "i", NOW, {"x": "0"})
    for partition in range(3):
        joined, tick = records(log, partition)
        assert isinstance(joined, IntakeJoined)
        assert isinstance(tick, Tick)
        assert tick.cursors == {"x": "0", "orders": "0"}
        assert tick.until == NOW
