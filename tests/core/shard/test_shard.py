"""Laws of a shard: what it refuses on arrival, what it hands to all, what it restores."""

import base64
import hashlib
from random import Random

import msgspec
import pytest

from schemas import orders as o
from schemas import records as r
from schemas.codec import encode
from schemas.control import EPOCH, IntakeEnded, IntakeIdle, IntakeJoined
from schemas.reasons import REASONS
from streams.core.fold import Corrupt
from streams.core.partition import partition_of
from streams.core.shard import Shard
from tests.core.shard.newsroom import ANA, Newsroom, T


@pytest.mark.parametrize(
    "value",
    [
        None,
        b"",
        b"nonsense",
        b"\xff",
        b'{"kind":"tick"}',
        b'{"kind":"post_created","x":' + b"[" * 100_000,
        b'{"kind":"\\ud800"}',
        b"1e999",
    ],
)
def test_what_is_no_record_is_a_dead_letter(value: bytes | None) -> None:
    room = Newsroom()
    room.send(b"k", value)
    (letter,) = room.letters()
    raw = value or b""
    assert letter["reason"] == "undecodable"
    assert base64.b64decode(letter["head"]) == raw[:65_536]
    assert (letter["length"], letter["sha256"]) == (len(raw), hashlib.sha256(raw).hexdigest())
    assert room.shard.counts == {"undecodable": 1}


def test_bytes_that_are_no_utf8_are_a_dead_letter() -> None:
    room = Newsroom()
    good = encode(room.made(r.PostDeleted, 0, post="p", root="p"))
    room.send(b"p", good.replace(b'"net"', b'"\xff\xfe"'))
    assert room.letters()[0]["reason"] == "undecodable"


def test_a_key_that_is_not_the_root_is_misrouted() -> None:
    room = Newsroom()
    like = room.made(r.EngagementAdded, 0, post="p", root="p", engagement="like", actor="a")
    room.send(b"q", encode(like))
    room.send(None, encode(room.made(r.PostDeleted, 0, post="p", root="p")))
    assert [letter["reason"] for letter in room.letters()] == ["misrouted"] * 2


def test_a_post_in_another_partition_than_its_root_s_is_misrouted() -> None:
    for root in ("a", "b", "c", "d"):
        room = Newsroom(partition=0, partitions=3)
        room.post(0, root)
        assert bool(room.letters()) == (partition_of(root.encode(), 3) != 0)


def test_what_lies_in_a_folded_second_is_behind() -> None:
    room = Newsroom()
    room.tick(5000)
    room.post(4999, "p")
    room.post(5000, "q")
    room.tick(6000)
    assert [letter["reason"] for letter in room.letters()] == ["behind"]
    assert room.told() == [("post", "q", 0)]
    assert room.tally("read") == 1


def test_records_of_strangers_and_of_fenced_epochs_are_refused() -> None:
    room = Newsroom()
    room.post(0, "p", intake="stranger")
    room.say(IntakeJoined, 0, started=1, floor=T)
    room.post(0, "q")
    room.post(10, "r", started=1)
    room.say(IntakeEnded, 10, started=1)
    assert [letter["reason"] for letter in room.letters()] == ["unknown_intake", "fenced"]
    assert room.told() == [("post", "r", 0)]


def test_what_a_producer_sends_twice_is_dropped_without_a_trace_in_digests() -> None:
    room = Newsroom()
    post = room.made(r.PostCreated, 0, post="p", root="p", author=ANA, text="x")
    room.put(post)
    room.put(post)
    room.tick(1000)
    assert room.shard.counts == {"resent": 1}
    assert (room.tally("read"), room.letters()) == (1, [])


def test_a_record_longer_than_half_a_megabyte_is_too_large() -> None:
    room = Newsroom()
    room.post(0, "p", url="x" * (512 * 1024))
    room.say(o.HidePost, 0, post="p", id="x" * 500)
    room.tick(1000)
    assert room.tally("refused:too_large") == 1
    assert room.letters()[0]["length"] > 512 * 1024


def test_what_a_source_could_not_read_is_passed_on_with_a_reason_of_ours() -> None:
    room = Newsroom()
    body = {"root": "p", "detail": "bad", "head": "e30=", "length": 2, "sha256": "0" * 64}
    room.say(r.InputRefused, 0, reason="too_large", **body)
    room.say(r.InputRefused, 0, reason="whatever", **body)
    room.tick(1000)
    reasons = ["too_large", "malformed"]
    assert [letter["reason"] for letter in room.letters()] == reasons
    assert [room.tally(f"refused:{reason}") for reason in reasons] == [1, 1]
    assert room.letters()[0]["sha256"] == "0" * 64
    assert set(reasons) <= set(REASONS)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (r.AuthorHidden, {"author": "did:ana"}),
        (r.AuthorRestored, {"author": "did:ana"}),
        (o.HidePost, {"post": "p"}),
        (o.RestorePost, {"post": "p"}),
        (o.PinPost, {"post": "p"}),
        (o.HideTopic, {"desk": "all", "topic": "1"}),
        (o.RenameTopic, {"desk": "all", "topic": "1", "title": "t"}),
        (o.ReleaseShard, {"shard": 3}),
        (IntakeIdle, {"silent": "other", "epoch": 0}),
    ],
)
def test_a_word_goes_to_every_desk_with_its_place_and_no_tally(kind: type, fields: dict) -> None:
    room = Newsroom()
    record = room.made(kind, 100, **fields)
    room.put(record)
    room.tick(1000)
    word = room.seconds()[-1].rows[0]
    assert word.record == msgspec.to_builtins(record)
    assert word.stamp == (record.at, record.intake, record.number)
    assert room.tally("read") == 0


def test_a_fold_stops_waiting_for_what_its_memory_cannot_hold() -> None:
    room = Newsroom()
    room.shard.seconds.pending.cap = 3
    for number in range(6):
        room.post(number * 1000, f"p{number}")
    assert room.shard.counts["hurried"] > 0
    assert room.shard.seconds.pending.size <= 3
    room.tick(9000)
    assert [row[1] for row in room.told()] == [f"p{number}" for number in range(6)]


def busy() -> Newsroom:
    room = Newsroom()
    room.post(0, "p", counters=r.Counters(like=3))
    room.like(100, "p")
    room.like(200, "unknown")
    room.of(r.PostDeleted, 300, "gone")
    room.of(r.PostWithheld, 300, "p")
    room.tick(1000)
    room.post(1500, "q")
    return room


def test_a_state_survives_messagepack_and_is_a_state_of_its_own() -> None:
    room = busy()
    carried = msgspec.msgpack.encode(room.shard.snapshot())
    other = Shard(0, 1).restore(msgspec.msgpack.decode(carried))
    assert msgspec.msgpack.encode(other.snapshot()) == carried
    kept = room.shard.snapshot()
    room.like(1600, "p")
    room.tick(9000)
    assert msgspec.msgpack.encode(kept) == msgspec.msgpack.encode(other.snapshot()) == carried


def twice(table: dict) -> dict:
    return {name: value * 2 for name, value in table.items() if isinstance(value, (list, bytes))}


NOTHING = (0, False, -1, 0, 0, 0, 0, 0, 0)
NEGATIVE = (*NOTHING[:-1], -1)
DAMAGE = {
    "another version": lambda s: s.update(version=99),
    "another place": lambda s: s.update(place=[0, 2]),
    "a missing part": lambda s: s["seconds"].pop("table"),
    "a folded record": lambda s: s["seconds"].update(until=T + 2000),
    "a watermark beyond": lambda s: s["intakes"].update(watermark=T + 5000),
    "a negative count": lambda s: s["seconds"]["table"]["changed"].append((0, *NEGATIVE)),
    "a post twice": lambda s: s["seconds"]["table"].update(twice(s["seconds"]["table"])),
    "half a mark": lambda s: s["seconds"]["table"].update(mark=b"half"),
    "counts of no post": lambda s: s["seconds"]["table"]["changed"].append((9, *NOTHING)),
    "held for no second": lambda s: s["seconds"]["engagement"]["held"][1].clear(),
    "memory out of order": lambda s: s["seconds"]["engagement"]["ids"][2].append([5, 1]),
    "a desk untold": lambda s: s["seconds"]["handing"]["chains"].clear(),
    "no bytes": lambda s: s["seconds"].update(pending=["{"]),
    "wrong types": lambda s: s["seconds"].update(pending=7),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_state_is_corrupt(name: str) -> None:
    state = busy().shard.snapshot()
    DAMAGE[name](state)
    with pytest.raises(Corrupt):
        Shard(0, 1).restore(state)


def test_hostile_bytes_never_stop_the_fold_and_are_all_accounted_for() -> None:
    rng, room = Random(7), Newsroom()
    model = encode(room.made(r.PostCreated, 0, post="p", root="p", author=ANA, text="a\u202eb"))
    count = 3000
    for number in range(count):
        value = bytearray(model.replace(b'"number":3', b'"number":%d' % (number + 10)))
        for _ in range(rng.choice((0, 1, 2, 8))):
            value[rng.randrange(len(value))] = rng.randrange(256)
        room.send(b"p", bytes(value[: rng.choice((len(value), rng.randrange(len(value) + 1)))]))
    room.numbers["main"] = EPOCH - 2
    room.tick(1 << 41)
    arrival = sum(room.shard.counts.values())
    assert room.tally("read") + arrival == count
    assert room.shard.counts["undecodable"] > 0
    letters = room.tally("refused:") + arrival
    refused = sum(n for s in room.seconds() for k, n in s.tallies.items() if k[:8] == "refused:")
    assert len(room.letters()) == letters + refused - room.shard.counts.get("resent", 0)
