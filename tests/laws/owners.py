"""Owners: workers that fold one partition, are killed between any two writes, and race.

What they leave in the log of hand-overs and among dead letters must not depend on any of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import msgspec

from streams.core.fold import Fold, Output
from tests.laws.arrival import Line

Make = Callable[[], Fold]
_pack, _unpack = msgspec.msgpack.encode, msgspec.msgpack.decode


@dataclass
class Kept:
    """A snapshot as it was acknowledged: the next offset to read, and the state as bytes."""

    offset: int
    state: bytes | None


@dataclass
class Bad:
    """How bad the day is, as chances a step."""

    kill: float = 0.03
    rival: float = 0.05
    snapshot: float = 0.3
    batch: int = 40


def undisturbed(make: Make, lines: Sequence[Line]) -> list[Output]:
    """What one owner writes that lives as long as the log."""
    fold = make()
    return [output for key, value in lines for output in fold.fold(key, value)]


@dataclass
class Partition:
    """One partition with all its owners, dead, frozen and alive."""

    rng: Random
    make: Make
    lines: Sequence[Line]
    bad: Bad = field(default_factory=Bad)

    def __post_init__(self) -> None:
        self.writes: list[Output] = []
        self.kept = [Kept(0, None)]
        self.frozen: list[Output] = []
        """What a rival still has to write that does not know it lost the partition."""

    def run(self) -> list[Output]:
        """Fold all lines; gives the writes in the order in which the log took them."""
        offset, fold = self._restored()
        while offset < len(self.lines):
            batch = self.lines[offset : offset + self.rng.randint(1, self.bad.batch)]
            outputs = [output for key, value in batch for output in fold.fold(key, value)]
            if not self._write(outputs):
                offset, fold = self._restored()
                continue
            offset += len(batch)
            if self.rng.random() < self.bad.snapshot:
                self.kept.append(Kept(offset, _pack(fold.snapshot())))
            if self.rng.random() < self.bad.rival:
                self._rival()
        return self.writes + self.frozen

    def _restored(self) -> tuple[int, Fold]:
        """The next owner; a lagging read may give it an older snapshot than the last."""
        kept = self.rng.choice(self.kept[-3:])
        return kept.offset, self._fold_of(kept)

    def _fold_of(self, kept: Kept) -> Fold:
        fold: Any = self.make()
        return fold.restore(_unpack(kept.state)) if kept.state else fold

    def _write(self, outputs: list[Output]) -> bool:
        """Write one by one; False when the owner was killed on the way."""
        for number, output in enumerate(outputs):
            if self.rng.random() < self.bad.kill:
                # Of what was in flight the log may have taken later ones without earlier ones.
                flying = outputs[number : number + 3]
                self.writes += self.rng.sample(flying, self.rng.randint(0, len(flying) - 1))
                return False
            while self.frozen and self.rng.random() < 0.4:
                self.writes.append(self.frozen.pop(0))
            self.writes.append(output)
        return True

    def _rival(self) -> None:
        """A second owner folds the same lines from a snapshot, for a while."""
        kept = self.rng.choice(self.kept)
        fold = self._fold_of(kept)
        some = self.lines[kept.offset : kept.offset + self.rng.randint(1, 60)]
        self.frozen += [output for key, value in some for output in fold.fold(key, value)]
