"""Small stand-ins for what agents are handed."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Self

from streams.agents.folds import ChannelFolds
from streams.agents.outbox import Outbox
from streams.agents.store import EVERY, Every
from streams.agents.turns import Turns
from streams.core.fold import Corrupt, Output


class Record(NamedTuple):
    offset: int
    key: bytes | None = b"k"
    value: bytes | None = b"v"


class Batch(NamedTuple):
    partition: int
    records: Sequence[Record]
    start: int = 0


def batch(partition: int, first: int, end: int, start: int = 0) -> Batch:
    return Batch(partition, [Record(offset) for offset in range(first, end)], start)


class Saved(NamedTuple):
    next: int
    state: dict[str, Any]


class Clock:
    """Goes on by `step` seconds whenever it is read."""

    def __init__(self, step: float = 0.0) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


class Count:
    """A fold that counts, and says each count."""

    def __init__(self) -> None:
        self.count = self.lost = 0

    def fold(self, key: bytes | None, value: bytes | None) -> Sequence[Output]:
        self.count += 1
        return (Output("out", "k", b"%d" % self.count),)

    def gap(self, records: int) -> Sequence[Output]:
        self.lost += records
        return (Output("out", "k", b"gap of %d" % records),)

    def snapshot(self) -> dict[str, Any]:
        return {"count": self.count, "lost": self.lost}

    def restore(self, state: dict[str, Any]) -> Self:
        if "count" not in state:
            raise Corrupt("no count")
        self.count, self.lost = state["count"], state["lost"]
        return self


class World:
    """Everything around folds, writing down what happens in `told`. Acks come when asked."""

    def __init__(self, step: float = 0.0, every: Every = EVERY) -> None:
        self.told: list[str] = []
        self.saving = self.waiting = 0.0
        """Seconds of work that a snapshot is, and that the log makes it wait."""
        self.acks: list[asyncio.Future[None]] = []
        self.acked_at_once = True
        self.saved: dict[tuple[str, int], list[Saved]] = {}
        self.clock = Clock(step)
        self.work = Clock()
        self.turns = Turns(clock=self.clock, work=self.work)
        self.outbox = Outbox(self.send, clock=self.clock)
        self._every = every

    def folds(self, channel: str = "posts", *, goes_first: bool = False) -> ChannelFolds:
        return ChannelFolds(
            channel,
            lambda *_: Count(),
            outbox=self.outbox,
            store=self,
            mirror=self.mirror,
            turns=self.turns,
            goes_first=goes_first,
            every=self._every,
        )

    async def send(self, output: Output) -> "asyncio.Future[None]":
        ack: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.told.append(f"send {output.value.decode()}")
        self.acks.append(ack)
        if self.acked_at_once:
            ack.set_result(None)
        return ack

    async def mirror(self, channel: str, partition: int, offset: int) -> None:
        self.told.append(f"commit {channel}/{partition} {offset}")

    def save(self, channel: str, partition: int, offset: int, state: dict[str, Any]) -> int:
        self.clock.now += self.saving + self.waiting
        self.work.now += self.saving
        self.told.append(f"save {channel}/{partition} {offset} {state}")
        return len(state)

    def find(self, channel: str, partition: int) -> Iterator[Saved]:
        return iter(self.saved.get((channel, partition), []))

    def pass_over(self, reason: Any, channel: str, partition: int, detail: str) -> None:
        self.told.append(f"passed over {reason}")

    def sent(self) -> list[str]:
        return [told.removeprefix("send ") for told in self.told if told.startswith("send")]


async def unsent() -> tuple[World, ChannelFolds]:
    """Folds that have folded a record whose output nobody acknowledges."""
    world = World(every=Every(1e9, 100))
    world.acked_at_once = False
    folds = world.folds()
    await folds.restore([0])
    await folds.fold(batch(0, 0, 1))
    return world, folds
