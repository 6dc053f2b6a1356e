"""Laws of net engagement: events, removals, snapshots, and what comes before its post."""

from schemas import records as r
from streams.core.shard.tracked import HOUR
from tests.core.shard.newsroom import Newsroom, T


def likes(count: int) -> tuple[int, ...]:
    return (count, 0, 0, 0, 0, 0)


def counts(room: Newsroom) -> list[tuple[str, tuple[int, ...]]]:
    return [(post, value) for name, post, value in room.told() if name == "count"]


def counted(room: Newsroom, at: int, root: str, count: int, as_of: int) -> None:
    counters = r.Counters(like=count)
    room.say(r.EngagementCounted, at, post=root, root=root, counters=counters, as_of=T + as_of)


def test_a_second_tells_each_changed_post_once_by_name_in_absolute_counts() -> None:
    room = Newsroom()
    room.post(0, "q")
    room.post(0, "p")
    for at in (100, 200, 1100):
        room.like(at, "p")
        room.like(at, "q")
    room.say(r.EngagementAdded, 1200, post="p", root="p", engagement="repost", actor="x")
    room.tick(2000)
    first = [("p", likes(2)), ("q", likes(2))]
    assert counts(room) == [*first, ("p", (3, 1, 0, 0, 0, 0)), ("q", likes(3))]


def test_an_engagement_event_counts_once_for_an_hour() -> None:
    room = Newsroom()
    room.post(0, "p")
    room.like(100, "p", id="like/1")
    room.like(HOUR - 1, "p", id="like/1")
    room.like(HOUR, "p", id="like/1")
    room.tick(HOUR + 1000)
    assert counts(room) == [("p", likes(1)), ("p", likes(2))]
    assert room.tally("refused:duplicate") == 1


def test_the_same_id_on_another_post_is_another_event() -> None:
    room = Newsroom()
    room.post(0, "p")
    room.post(0, "q")
    room.like(100, "p", id="1")
    room.like(100, "q", id="1")
    room.tick(1000)
    assert counts(room) == [("p", likes(1)), ("q", likes(1))]


def test_a_removal_takes_one_back_and_never_goes_below_nothing() -> None:
    room = Newsroom()
    room.post(0, "p")
    room.unlike(50, "p", removes="before/our/time")
    room.like(100, "p")
    room.like(1100, "p")
    room.unlike(2100, "p", removes="older than an hour")
    room.tick(3000)
    assert counts(room) == [("p", likes(1)), ("p", likes(2)), ("p", likes(1))]


def test_engagement_waits_two_minutes_for_its_post() -> None:
    room = Newsroom()
    room.like(500, "p")
    room.like(600, "q")
    room.unlike(700, "q")
    room.post(120_999, "p")
    room.post(121_000, "q")
    room.tick(122_000)
    assert counts(room) == [("p", likes(1))]
    assert room.tally("unattributed") == 2
    assert [s.second - T for s in room.seconds() if "unattributed" in s.tallies] == [121_000]


def test_what_waits_in_vain_is_tallied_in_its_own_second_though_nothing_else_happens() -> None:
    room = Newsroom()
    room.like(500, "p")
    room.like(1500, "p")
    room.tick(500_000)
    late = [(s.second - T, s.tallies) for s in room.seconds()[-2:]]
    assert late == [(121_000, {"unattributed": 1}), (122_000, {"unattributed": 1})]


def test_engagement_of_a_post_that_no_desk_admits_ends_as_unattributed() -> None:
    room = Newsroom()
    room.post(0, "p", "\u200b")
    room.like(100, "p")
    counted(room, 200, "p", 9, as_of=200)
    room.tick(200_000)
    assert room.tally("unattributed") == 2


def test_a_snapshot_contains_what_happened_up_to_its_time() -> None:
    room = Newsroom()
    room.post(0, "p")
    room.like(100, "p")
    counted(room, 5000, "p", 40, as_of=3000)
    room.like(6000, "p", event_time=T + 3000)
    room.like(7000, "p", event_time=T + 3001)
    room.tick(8000)
    assert counts(room) == [("p", likes(1)), ("p", likes(40)), ("p", likes(41))]


def test_the_newest_snapshot_wins_whatever_the_order() -> None:
    room = Newsroom()
    room.post(0, "p")
    counted(room, 5000, "p", 40, as_of=4000)
    counted(room, 6000, "p", 30, as_of=3999)
    counted(room, 7000, "p", 20, as_of=4000)
    room.tick(8000)
    assert counts(room) == [("p", likes(40)), ("p", likes(20))]


def test_a_snapshot_from_the_future_speaks_of_the_present() -> None:
    room = Newsroom()
    room.post(0, "p")
    counted(room, 1000, "p", 7, as_of=99_000)
    room.like(2000, "p")
    room.tick(3000)
    assert counts(room) == [("p", likes(7)), ("p", likes(8))]


def test_counters_that_come_with_a_post_are_a_snapshot_of_its_time() -> None:
    room = Newsroom()
    room.like(900, "p", event_time=T + 400)
    room.like(950, "p", event_time=T + 600)
    room.post(1000, "p", counters=r.Counters(like=10, comment=2), event_time=T + 500)
    room.tick(2000)
    assert counts(room) == [("p", (11, 0, 0, 0, 0, 2))]


def test_held_snapshots_and_events_fold_as_if_the_post_had_been_there() -> None:
    room = Newsroom()
    room.like(100, "p")
    counted(room, 300, "p", 5, as_of=200)
    room.unlike(400, "p")
    room.post(900, "p")
    room.tick(1000)
    assert counts(room) == [("p", likes(4))]


def test_a_deleted_post_has_no_counts() -> None:
    room = Newsroom()
    room.post(0, "p")
    room.like(100, "p")
    room.of(r.PostDeleted, 200, "p")
    room.like(300, "p")
    room.tick(1000)
    assert counts(room) == []


def test_what_a_cap_takes_from_those_who_wait_is_unattributed_at_once() -> None:
    room = Newsroom()
    room.shard.seconds.engagement.held.cap = 1
    room.like(100, "p")
    room.like(1100, "q")
    room.tick(2000)
    assert [(s.second - T, s.tallies.get("unattributed")) for s in room.seconds()][-2:] == [
        (0, None),
        (1000, 1),
    ]
    assert room.shard.figures()["dropped:held"] == 1
