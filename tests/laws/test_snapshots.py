"""A snapshot is its own: it is written, and used up, while the fold goes on."""

import gc
from functools import partial
from types import FunctionType, ModuleType
from typing import Any

import msgspec
import pytest

from streams.adapters.pieces import pieces
from streams.core.desk import Desks
from streams.core.fold import Fold
from streams.core.shard import Shard
from tests.laws.arrival import Line
from tests.laws.days import calm_day, calm_lines
from tests.laws.owners import Make
from tests.laws.presses import lines
from tests.laws.world import World

PASSED = (type, FunctionType, ModuleType)


def shard(seed: int) -> tuple[Make, list[Line]]:
    return partial(Shard, 0, 2), calm_lines(World(seed, 150), 2)[0]


def desks(seed: int) -> tuple[Make, list[Line]]:
    days = calm_day(World(seed, 200, busy=True))
    log = [output for writes in days for output in writes if output.channel == "handovers"]
    return partial(Desks, 0), lines(log, 0, 1)


def inside(value: Any) -> list[Any]:
    """Everything of a state that could change, itself included."""
    parts = value.values() if isinstance(value, dict) else value
    if not isinstance(value, (dict, list, set, tuple)):
        return []
    return [value] * (type(value) is not tuple) + [x for part in parts for x in inside(part)]


def reached(fold: Fold) -> set[int]:
    """The addresses of all that a fold holds."""
    found: set[int] = set()
    waiting: list[Any] = [fold]
    while waiting:
        one = waiting.pop()
        if id(one) not in found and not isinstance(one, PASSED):
            found.add(id(one))
            waiting += gc.get_referents(one)
    return found


@pytest.mark.parametrize("kind", [shard, desks])
@pytest.mark.parametrize("seed", range(3))
def test_a_snapshot_shares_nothing_that_may_change_with_its_fold(kind: Any, seed: int) -> None:
    make, log = kind(seed)
    fold = make()
    for number, (key, value) in enumerate(log):
        list(fold.fold(key, value))
        if number % 60 == 59:
            state, held = fold.snapshot(), reached(fold)
            assert not [part for part in inside(state) if id(part) in held]


@pytest.mark.parametrize("kind", [shard, desks])
def test_a_snapshot_is_of_its_moment_however_late_it_is_written(kind: Any) -> None:
    make, log = kind(1)
    fold, half = make(), len(log) // 2
    for key, value in log[:half]:
        list(fold.fold(key, value))
    state, then = fold.snapshot(), msgspec.msgpack.encode(fold.snapshot())
    for key, value in log[half:]:
        list(fold.fold(key, value))
    end = msgspec.msgpack.encode(fold.snapshot())
    assert b"".join(pieces(state)) == then != end
    assert msgspec.msgpack.encode(fold.snapshot()) == end
