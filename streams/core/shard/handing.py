"""Handing over: each desk's chain of hand-overs, cut into parts that a broker takes."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct, structs

from schemas.channels import HANDOVERS, RECORD_BYTES
from schemas.handovers import Second
from streams.core.fold import Corrupt, Output

# Sorted keys and no blanks: the bytes that `schemas.codec.encode` would write, in one step.
_encoder = msgspec.json.Encoder(order="sorted")
ENVELOPE = 4000
"""Bytes that a hand-over may need beside its seconds."""
MOST_GAPS = 16
Gap = tuple[int, int, int]


class _Link(Struct, frozen=True, kw_only=True):
    """A `Handover` whose seconds are encoded already."""

    desk: str
    shard: int
    shards: int
    number: int
    before: str
    until: int
    fingerprint: str
    seconds: tuple[msgspec.Raw, ...]
    gaps: tuple[Gap, ...]


class Chain:
    """One desk's chain as its writer sees it: the next number, the last hash, the last `until`."""

    __slots__ = ("before", "number", "seconds", "until")

    def __init__(self, number: int = 0, before: str = "", until: int = 0) -> None:
        self.number = number
        self.before = before
        self.until = until
        self.seconds: list[bytes] = []
        """Encoded seconds that the next hand-over carries."""


class Handing:
    """All chains of one shard. A desk that ended keeps its chain, in case it comes back."""

    def __init__(self, shard: int, shards: int, *, most: int = RECORD_BYTES) -> None:
        self.shard = shard
        self.shards = shards
        self.room = most - ENVELOPE
        """Bytes of encoded seconds in one hand-over."""
        self.chains: dict[str, Chain] = {}
        self.gaps: list[Gap] = []

    def add(self, desk: str, second: Second) -> None:
        """Take one second in for a desk."""
        self._chain(desk).seconds.extend(self._cut(second))

    def _cut(self, second: Second) -> Iterator[bytes]:
        encoded = _encoder.encode(second)
        if len(encoded) <= self.room or len(second.rows) < 2:
            yield encoded
        else:
            half = len(second.rows) // 2
            yield from self._cut(structs.replace(second, rows=second.rows[:half]))
            yield from self._cut(structs.replace(second, rows=second.rows[half:], tallies={}))

    def note_gap(self, since: int, until: int, records: int) -> None:
        """Tell desks, with their next hand-over, that the log had lost records."""
        if len(self.gaps) >= MOST_GAPS:
            since, _, lost = self.gaps.pop()
            records += lost
        self.gaps.append((since, until, records))

    def hand(self, desks: Iterable[str], until: int, fingerprint: str) -> list[Output]:
        """Hand over what was taken in: to each desk one link, or several parts."""
        outputs: list[Output] = []
        gaps = tuple(self.gaps)
        for desk in desks:
            chain = self._chain(desk)
            parts = _packed(chain.seconds, self.room)
            outputs += [self._send(desk, part, (), fingerprint) for part in parts[:-1]]
            chain.seconds, chain.until = [], until
            outputs.append(self._send(desk, parts[-1], gaps, fingerprint))
        return outputs

    def _send(
        self, desk: str, seconds: tuple[msgspec.Raw, ...], gaps: tuple[Gap, ...], fingerprint: str
    ) -> Output:
        chain = self.chains[desk]
        link = _Link(
            desk=desk,
            shard=self.shard,
            shards=self.shards,
            number=chain.number,
            before=chain.before,
            until=chain.until,
            fingerprint=fingerprint,
            seconds=seconds,
            gaps=gaps,
        )
        value = _encoder.encode(link)
        chain.number += 1
        chain.before = hashlib.sha256(value).hexdigest()
        return Output(HANDOVERS.name, desk, value)

    def _chain(self, desk: str) -> Chain:
        chain = self.chains.get(desk)
        if chain is None:
            chain = self.chains[desk] = Chain()
        return chain

    def snapshot(self) -> dict[str, Any]:
        """Between two records of the log nothing waits to be handed over but gaps."""
        rows = [[desk, c.number, c.before, c.until] for desk, c in self.chains.items()]
        return {"chains": rows, "gaps": [list(gap) for gap in self.gaps]}

    def restore(self, state: dict[str, Any]) -> None:
        """Take a snapshot in; raises `Corrupt` where a chain has links but no last hash."""
        for desk, number, before, until in state["chains"]:
            if bool(number) != (len(before) == 64):
                raise Corrupt(f"restoring the chain of desk {desk}: number {number}, {before!r}")
            self.chains[desk] = Chain(number, before, until)
        self.gaps = [(since, until, records) for since, until, records in state["gaps"]]


def _packed(seconds: list[bytes], room: int) -> list[tuple[msgspec.Raw, ...]]:
    """Seconds in as few parts as their order allows; one empty part where there are none."""
    if sum(map(len, seconds)) + len(seconds) <= room:
        return [tuple(map(msgspec.Raw, seconds))]
    parts: list[list[msgspec.Raw]] = [[]]
    size = 0
    for encoded in seconds:
        size += len(encoded) + 1
        if size > room and parts[-1]:
            parts.append([])
            size = len(encoded) + 1
        parts[-1].append(msgspec.Raw(encoded))
    return [tuple(part) for part in parts]
