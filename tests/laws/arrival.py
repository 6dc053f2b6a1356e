"""Arrival: how a world's records come to lie in the partitions of `posts`.

Calm: as they were written. Wild: intakes race within a phase, producers send twice, writers that
were fenced go on writing, and rubbish lies between.
"""

from random import Random
from typing import NamedTuple

import msgspec

from schemas.codec import encode
from streams.core.partition import partition_of
from tests.laws.world import Item, World

Line = tuple[bytes | None, bytes | None]
"""Key and value of one record of the log."""
RUBBISH = (b"", b"{", b"\xff\xfe", b'{"kind":"post_created"}', b"[1,2]", b'{"a":"\\ud800"}')


class Written(NamedTuple):
    """An item with its bytes."""

    item: Item
    key: bytes | None
    value: bytes


def written(world: World) -> list[Written]:
    """The items of a world with their bytes."""
    return [Written(item, item.root.encode() or None, encode(item.record)) for item in world.items]


def here(items: list[Written], partition: int, partitions: int) -> list[Written]:
    """What lies in one partition, in the order of the calm log."""
    return [w for w in items if w.key is None or partition_of(w.key, partitions) == partition]


def calm(items: list[Written], partition: int, partitions: int) -> list[Line]:
    """A partition in which everything arrived as it was written."""
    return [(w.key, w.value) for w in here(items, partition, partitions)]


def wild(rng: Random, items: list[Written], partition: int, partitions: int) -> list[Line]:
    """A partition of a bad day; its hand-overs must say the same."""
    mine = here(items, partition, partitions)
    line: list[Line] = []
    for phase in range(mine[-1].item.phase + 1 if mine else 0):
        racing = [w for w in mine if w.item.phase == phase]
        line += _raced(rng, racing)
        if rng.random() < 0.3:
            line += _fenced(rng, mine, phase)
        if rng.random() < 0.3:
            line += _rubbish(rng, items, partition, partitions)
    return line


def _raced(rng: Random, racing: list[Written]) -> list[Line]:
    """Any merge of the intakes that keeps the order of each, each sending some twice."""
    names = sorted({w.item.intake for w in racing})
    queues = [_sent_twice(rng, [w for w in racing if w.item.intake == name]) for name in names]
    line: list[Line] = []
    while queues := [queue for queue in queues if queue]:
        queue = rng.choice(queues)
        run = rng.choice((1, 1, 2, 5, 30))
        line += queue[:run]
        del queue[:run]
    return line


def _sent_twice(rng: Random, sent: list[Written]) -> list[Line]:
    line: list[Line] = []
    for number, w in enumerate(sent):
        line.append((w.key, w.value))
        if rng.random() < 0.05:
            again = sent[max(0, number - rng.randint(0, 4)) : number + 1]
            line += [(w.key, w.value) for w in again]
    return line


def _fenced(rng: Random, mine: list[Written], phase: int) -> list[Line]:
    """What a process writes that does not know that its intake was started again.

    Only where a newer epoch has joined in an earlier phase: everything of the older is fenced.
    """
    epochs: dict[str, int] = {}
    for w in mine:
        if w.item.phase <= phase:
            epoch = w.item.record.number >> 32
            epochs[w.item.intake] = max(epoch, epochs.get(w.item.intake, 0))
    old = [
        w
        for w in mine
        if w.item.phase < phase and w.item.record.number >> 32 < epochs[w.item.intake]
    ]
    ghosts = rng.sample(old, min(len(old), 3))
    later = [
        msgspec.structs.replace(w.item.record, number=w.item.record.number + 100_000)
        for w in ghosts
    ]
    return [(w.key, encode(record)) for w, record in zip(ghosts, later, strict=True)]


def _rubbish(rng: Random, items: list[Written], partition: int, partitions: int) -> list[Line]:
    """Bytes that are no record, an intake that never joined, and posts of other partitions."""
    line: list[Line] = [(b"k", rng.choice(RUBBISH)), (None, None)]
    post = rng.choice([w for w in items if w.key is not None and w.item.root])
    stranger = msgspec.structs.replace(post.item.record, intake="stranger")
    line.append((post.key, encode(stranger)))
    return line
