"""Laws of the order in which records are folded."""

import random

import pytest

from schemas.codec import encode
from schemas.control import EPOCH
from schemas.records import PostDeleted
from streams.core.fold import Corrupt
from streams.core.shard.order import NEVER, Pending, entry_of


def entry(at, intake, number):
    record = PostDeleted(
        source="s",
        id=f"{intake}{number}",
        event_time=0,
        at=at,
        intake=intake,
        number=number,
        post="p",
        root="p",
    )
    return entry_of(record, encode(record))


ENTRIES = [
    entry(at, intake, n)
    for n, (at, intake) in enumerate(
        (at, intake) for at in (1000, 1000, 1001, 1999, 2000, 2500) for intake in "ab"
    )
]


@pytest.mark.parametrize("seed", range(20))
def test_a_second_leaves_in_the_order_of_places_whatever_the_arrival(seed: int) -> None:
    pending, shuffled = Pending(), ENTRIES[:]
    random.Random(seed).shuffle(shuffled)
    for one in shuffled:
        pending.add(one)
    assert pending.first == 1000
    assert pending.take(1000) == sorted(ENTRIES[:8], key=lambda e: (e.at, e.intake, e.number))
    assert pending.take(1000) == []
    assert pending.first == 2000
    assert len(pending.take(2000)) == 4
    assert (pending.first, pending.size, pending.bytes) == (NEVER, 0, 0)


def test_a_position_orders_records_of_two_epochs_of_an_intake() -> None:
    pending = Pending()
    late, early = entry(1000, "a", 9), entry(1000, "a", EPOCH + 8)
    pending.add(late)
    pending.add(early)
    assert pending.take(1000) == [early, late]


def test_pending_is_full_by_records_or_by_bytes() -> None:
    assert filled(cap=2) == 3
    assert filled(byte_cap=2 * len(ENTRIES[0].value)) == 3


def filled(**caps: int) -> int:
    pending = Pending(**caps)
    for one in ENTRIES:
        pending.add(one)
        if pending.full:
            break
    return pending.size


def test_a_snapshot_gives_back_every_byte() -> None:
    pending = Pending()
    odd = ENTRIES[0].value[:-1] + b',"unknown":"\xff\xfe"}'
    for one in (*ENTRIES[1:], ENTRIES[0]._replace(value=odd)):
        pending.add(one)
    restored = Pending.restored(pending.snapshot(), 1000)
    assert restored.snapshot() == pending.snapshot()
    assert odd in [one.value for one in restored.take(1000)]
    assert restored.bytes == sum(len(one.value) for one in ENTRIES[8:])


def test_a_pending_record_of_a_folded_second_is_corrupt() -> None:
    pending = Pending()
    pending.add(ENTRIES[0])
    with pytest.raises(Corrupt):
        Pending.restored(pending.snapshot(), 2000)
