"""Which faults, in which order, after which pause: a function of the seed."""

import random
from collections.abc import Sequence
from typing import NamedTuple

KINDS = (
    "kill worker",
    "freeze worker",
    "add worker",
    "remove worker",
    "kill intake",
    "kill broker",
    "cut lines",
    "silence lines",
)


class Fault(NamedTuple):
    """One fault: `pause` seconds after the one before has been recovered from."""

    kind: str
    pause: float
    pick: int


def plan(seed: int, count: int, kinds: Sequence[str] = KINDS) -> list[Fault]:
    """So many faults of all kinds, each kind as often as the others, in any order.

    >>> [fault.kind for fault in plan(1, 3, ("a", "b", "c"))] == ["b", "c", "a"]
    True
    """
    chance = random.Random(seed)
    named: list[str] = []
    while len(named) < count:
        named += chance.sample(list(kinds), len(kinds))
    return [Fault(kind, chance.uniform(0.0, 3.0), chance.randrange(1 << 16)) for kind in named][
        :count
    ]
