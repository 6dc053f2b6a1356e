"""Which faults, in which order, after which pause: a function of the seed."""

import random
from collections.abc import Sequence
from typing import NamedTuple

ANYWHERE = (
    "kill worker",
    "freeze worker",
    "slow worker",
    "add worker",
    "remove worker",
    "kill intake",
)
"""What can be done on any broker."""
OURS = ("kill broker", "cut lines", "silence lines")
"""What needs a broker of our own."""
KINDS = ANYWHERE + OURS
PAUSE = 3.0


class Fault(NamedTuple):
    """One fault: `pause` seconds after the one before has been recovered from."""

    kind: str
    pause: float
    pick: int


def plan(
    seed: int, count: int, kinds: Sequence[str] = KINDS, *, pause: float = PAUSE
) -> list[Fault]:
    """So many faults of all kinds, each kind as often as the others, in any order.

    `pause` is the longest time before a fault, in seconds.

    >>> sorted(fault.kind for fault in plan(1, 4, ("cut", "kill")))
    ['cut', 'cut', 'kill', 'kill']
    """
    chance = random.Random(seed)
    named: list[str] = []
    while len(named) < count:
        named += chance.sample(list(kinds), len(kinds))
    return [
        Fault(kind, chance.uniform(0.0, pause), chance.randrange(1 << 16)) for kind in named[:count]
    ]
