"""Laws of handing over: chains, parts, and who is told."""

import hashlib
from itertools import pairwise

import msgspec
import pytest

from schemas.codec import encode
from schemas.editions import Desk, Match
from schemas.handovers import GoneRow, Handover, Second
from streams.core.fold import Corrupt
from streams.core.shard.handing import ENVELOPE, MOST_GAPS, Handing
from tests.core.shard.newsroom import EVERYTHING, Newsroom, T

CATS = Desk(name="cats", any=(Match(words=("cat",)),))


def second(at: int, rows: int, size: int = 10) -> Second:
    gone = (GoneRow((at, "main", n), "p" * size, "deleted") for n in range(rows))
    return Second(second=at, rows=tuple(gone), tallies={"read": rows})


def links(outputs) -> list[Handover]:
    return [msgspec.json.decode(output.value, type=Handover) for output in outputs]


def test_each_link_holds_the_hash_of_the_one_before_even_when_it_is_empty() -> None:
    handing = Handing(3, 8)
    values = []
    for until in (1000, 2000, 3000):
        values += [output.value for output in handing.hand(("ai",), until, "f")]
    read = [msgspec.json.decode(value, type=Handover) for value in values]
    assert [link.number for link in read] == [0, 1, 2]
    assert [link.until for link in read] == [1000, 2000, 3000]
    assert (read[0].shard, read[0].shards, read[0].fingerprint, read[0].before) == (3, 8, "f", "")
    for value, link in zip(values, read[1:], strict=False):
        assert link.before == hashlib.sha256(value).hexdigest()


def test_the_bytes_are_canonical() -> None:
    handing = Handing(0, 1)
    handing.note_gap(1, 2, 3)
    handing.add("ai", second(1000, 3))
    (output,) = handing.hand(("ai",), 2000, "f")
    assert output.value == encode(msgspec.json.decode(output.value, type=Handover))
    assert (output.channel, output.key, output.partition) == ("handovers", "ai", None)


@pytest.mark.parametrize(("seconds", "rows"), [(1, 400), (40, 10), (3, 120)])
def test_what_is_too_large_is_cut_into_parts_of_which_the_last_moves_time(
    seconds: int, rows: int
) -> None:
    handing = Handing(0, 1, most=ENVELOPE + 3000)
    given = [second(1000 * n, rows) for n in range(seconds)]
    handing.hand(("ai",), 500, "f")
    for one in given:
        handing.add("ai", one)
    outputs = handing.hand(("ai",), 99_000, "f")
    parts = links(outputs)
    assert len(parts) > 1
    assert all(len(output.value) <= ENVELOPE + 3000 for output in outputs)
    assert [part.until for part in parts] == [500] * (len(parts) - 1) + [99_000]
    assert all(two.number == one.number + 1 for one, two in pairwise(parts))
    told = [s for part in parts for s in part.seconds]
    assert [r for s in told for r in s.rows] == [r for s in given for r in s.rows]
    assert sum(s.tallies.get("read", 0) for s in told) == seconds * rows
    assert [s.second for s in told] == sorted(s.second for s in told)


def test_gaps_are_told_once_and_stay_few() -> None:
    handing = Handing(0, 1)
    for number in range(MOST_GAPS + 5):
        handing.note_gap(number, number + 1, 10)
    assert len(handing.gaps) == MOST_GAPS
    assert sum(records for _, _, records in handing.gaps) == 10 * (MOST_GAPS + 5)
    assert handing.gaps[-1][1] == MOST_GAPS + 5


def test_a_chain_without_its_last_hash_is_corrupt() -> None:
    handing = Handing(0, 1)
    handing.hand(("ai",), 1000, "f")
    state = handing.snapshot()
    again = Handing(0, 1)
    again.restore(state)
    assert again.hand(("ai",), 2000, "f") == handing.hand(("ai",), 2000, "f")
    state["chains"][0][2] = ""
    with pytest.raises(Corrupt):
        Handing(0, 1).restore(state)


def test_every_advance_of_time_is_told_to_every_desk() -> None:
    room = Newsroom(CATS, EVERYTHING)
    room.tick(1000)
    room.tick(1000)
    room.tick(5000)
    for desk in ("cats", "all"):
        assert [link.until - T for link in room.links(desk)] == [1000, 5000]


def test_new_desks_are_told_from_their_order_on_and_admit_from_its_second_on() -> None:
    room = Newsroom(CATS)
    room.post(100, "p", "a cat")
    room.order(CATS, EVERYTHING, at=1500, from_second=T + 3000)
    room.post(2000, "q", "a cat")
    room.post(2999, "r", "a cat")
    room.post(3000, "s", "a cat")
    room.tick(2000)
    assert room.links("all")[0].fingerprint == room.links("cats")[0].fingerprint
    room.tick(4000)
    assert [row[1] for row in room.told("cats")] == ["p", "q", "r", "s"]
    assert [row[1] for row in room.told("all")] == ["s"]
    assert room.links("all")[0].number == 0
    assert room.links("all")[-1].fingerprint != room.links("all")[0].fingerprint


def test_a_desk_that_ends_is_told_up_to_that_second_and_no_more() -> None:
    room = Newsroom(CATS, EVERYTHING)
    room.post(100, "p", "a cat")
    room.order(EVERYTHING, at=1500, from_second=T + 3000)
    room.like(2000, "p")
    room.like(3500, "p")
    room.tick(9000)
    assert [row[0] for row in room.told("cats")] == ["post", "count"]
    assert room.links("cats")[-1].until - T == 4000
    assert [row[0] for row in room.told("all")] == ["post", "count", "count"]
    room.tick(10_000)
    assert room.links("cats")[-1].until - T == 4000


def test_an_order_takes_effect_though_no_record_follows() -> None:
    room = Newsroom(CATS)
    room.order(EVERYTHING, at=1500, from_second=T + 3_000_000)
    room.tick(9_000_000)
    assert room.links("cats")[-1].until - T == 3_001_000
    assert room.links("all")[-1].until - T == 9_000_000


def test_a_desk_that_comes_back_goes_on_with_its_chain() -> None:
    room = Newsroom(CATS, EVERYTHING)
    room.order(EVERYTHING, at=1500)
    room.tick(3000)
    room.order(CATS, EVERYTHING, at=4000)
    room.tick(5000)
    assert [link.number for link in room.links("cats")] == [0, 1]
