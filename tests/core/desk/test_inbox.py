"""Law 3: hand-overs form a chain, and a second is folded when every shard has passed it."""

import pytest

from streams.core.desk.desk import Desk
from streams.core.desk.inbox import Inbox
from streams.core.fold import Corrupt
from tests.core.desk.hands import DAY, NOON, Shards, likes, order, post, second, taken, word


def test_a_second_waits_for_every_shard() -> None:
    shards, inbox = Shards(2), Inbox()
    taken(inbox, shards.hand(0, NOON + 1000, second(NOON, post(NOON, 1, "one"))))
    assert list(inbox.moments()) == []
    taken(inbox, shards.hand(1, NOON + 1000))
    assert [m.second for m in inbox.moments()] == [NOON]


def test_rows_of_all_shards_lie_in_their_place_in_time() -> None:
    shards, inbox = Shards(2), Inbox()
    late, early = post(NOON + 5, 7, "late"), post(NOON + 4, 9, "early")
    taken(inbox, shards.hand(0, NOON + 1000, second(NOON, late, likes("p7", 1), read=2)))
    taken(inbox, shards.hand(1, NOON + 1000, second(NOON, early, read=1)))
    (moment,) = inbox.moments()
    assert moment.rows == [early, late]
    assert moment.counts == [likes("p7", 1)]
    assert moment.tallies == {"read": 3}


def test_a_word_that_each_shard_hands_over_counts_once() -> None:
    shards, inbox = Shards(3), Inbox()
    for shard in range(3):
        taken(inbox, shards.hand(shard, NOON + 1000, second(NOON, order(NOON))))
    (moment,) = inbox.moments()
    assert len(moment.rows) == 1


def test_what_was_sent_twice_is_skipped() -> None:
    shards, inbox = Shards(), Inbox()
    first = shards.hand(0, NOON)
    assert taken(inbox, first)
    assert not taken(inbox, first)


def test_a_different_link_with_a_known_number_stops_the_desk() -> None:
    shards, other, inbox = Shards(), Shards(), Inbox()
    taken(inbox, shards.hand(0, NOON))
    with pytest.raises(Corrupt, match="law 1"):
        taken(inbox, other.hand(0, NOON + 1000))


def test_what_lies_beyond_a_hole_is_left_until_the_hole_is_filled() -> None:
    shards, inbox = Shards(), Inbox()
    first, after = shards.hand(0, NOON), shards.hand(0, NOON + 1000)
    assert not taken(inbox, after)
    assert inbox.holes == 1
    assert taken(inbox, first)
    assert taken(inbox, after)


def test_links_lost_with_the_log_are_passed_over_and_noted() -> None:
    shards, inbox = Shards(), Inbox()
    taken(inbox, shards.hand(0, NOON))
    shards.hand(0, NOON + 1000)
    inbox.tear()
    assert taken(inbox, shards.hand(0, NOON + 2000))
    assert inbox.lost == [(0, NOON, NOON + 2000, 1)]


def test_another_number_of_shards_is_refused_with_the_way_out() -> None:
    inbox = Inbox()
    taken(inbox, Shards(2).hand(0, NOON))
    with pytest.raises(Corrupt, match="BOUCLAGE_PREFIX"):
        taken(inbox, Shards(3).hand(1, NOON))


def test_a_released_shard_holds_nothing_back() -> None:
    shards, inbox = Shards(2), Inbox()
    release = word(NOON, 3, kind="order_release_shard", shard=1)
    taken(inbox, shards.hand(0, NOON + 1000, second(NOON, post(NOON, 1, "one"), release)))
    assert [m.second for m in inbox.moments()] == [NOON]
    assert inbox.released == {1: NOON}


def test_a_released_shard_that_caught_up_is_waited_for_again() -> None:
    shards, inbox = Shards(2), Inbox()
    release = word(NOON, 3, kind="order_release_shard", shard=1)
    taken(inbox, shards.hand(0, NOON + 1000, second(NOON, release)))
    list(inbox.moments())
    taken(inbox, shards.hand(1, NOON + 1000))
    list(inbox.moments())
    inbox.settle()
    assert inbox.released == {}


def test_an_inbox_restored_anywhere_goes_on_as_it_would_have() -> None:
    shards, whole = Shards(2), Inbox()
    links = [
        shards.hand(n % 2, NOON + 1000 * n, second(NOON + 1000 * n - 1000, post(NOON, n, "x")))
        for n in range(1, 9)
    ]
    restored = Inbox()
    for link in links:
        taken(whole, link)
        taken(restored, link)
        restored = Inbox().restore(restored.snapshot())
        assert list(whole.moments()) == list(restored.moments())
        assert whole.snapshot() == restored.snapshot()


def test_a_shard_that_lost_records_goes_on_from_its_snapshot() -> None:
    shards, inbox = Shards(), Inbox()
    for n in range(1, 4):
        taken(inbox, shards.hand(0, NOON + 1000 * n))
    del shards.chains[0][2:]  # its snapshot had come so far when it died
    again = shards.hand(0, NOON + 9000, gaps=((NOON, NOON + 8000, 77),))
    assert taken(inbox, again)
    assert not taken(inbox, again)
    assert taken(inbox, shards.hand(0, NOON + 10_000))


def test_seconds_that_wait_stay_as_they_were_sent_and_are_squeezed_when_many_do() -> None:
    shards, inbox = Shards(2), Inbox()
    inbox.waiting.squeeze = 2_000
    rows = [
        post(NOON + 1000 * n, n, f"The heron model speaks of number {n} today.") for n in range(200)
    ]
    sent = 0
    for row in rows:
        at = row.stamp[0]
        link = shards.hand(0, at + 1000, second(at, row, read=1))
        sent += len(link)
        taken(inbox, link)
    assert inbox.waiting.bytes < sent / 1.5
    inbox = Inbox().restore(inbox.snapshot())
    taken(inbox, shards.hand(1, NOON + 200_000))
    assert [moment.rows for moment in inbox.moments()] == [[row] for row in rows]
    assert inbox.waiting.bytes == 0


def test_law_6_a_shard_hours_behind_fills_no_memory_and_what_it_brings_late_counts() -> None:
    shards, desk = Shards(2), Desk("ai")
    inbox, folded, most = desk.inbox, 0, 0
    inbox.waiting.most = 20_000
    list(taken(desk, shards.hand(0, NOON, second(NOON - 1000, order(NOON - 1000)))))
    for n in range(200):
        at = NOON + 1000 * n
        row = second(at, post(at, n, f"text {n}"), admitted=1)
        list(taken(desk, shards.hand(0, at + 1000, row)))
        most = max(most, inbox.waiting.bytes)
        assert inbox.folded >= folded
        folded = inbox.folded
    assert most <= 20_000
    assert inbox.hurried > 50
    late = shards.hand(1, NOON + 1000, second(NOON, post(NOON, 900, "late"), admitted=1))
    list(taken(desk, late))
    assert inbox.missed == 1
    coverage = desk.ledger.coverage(NOON - DAY, folded, edition="", admitted=0, authors=0)
    assert coverage.dropped == 1
