"""The desk fold: one partition of `handovers`, and every desk whose name lies in it."""

from collections.abc import Iterator
from typing import Any, Self

import msgspec

from streams.core.desk.desk import Desk
from streams.core.desk.inbox import read_link
from streams.core.fold import Corrupt, Output

UNLIKE = (KeyError, ValueError, TypeError, IndexError, AttributeError, msgspec.MsgspecError)
"""What reading a state raises that is unlike ours."""


class Desks:
    """A `Fold` over hand-overs: each goes to its desk."""

    def __init__(self, partition: int) -> None:
        self.partition = partition
        self.desks: dict[str, Desk] = {}
        self.lost = 0

    def fold(self, key: bytes | None, value: bytes | None) -> Iterator[Output]:
        """Fold one hand-over; hand-overs are ours alone, so anything else is corruption."""
        try:
            link = read_link(value or b"")
            yield from self._desk(link.desk).take(link, value or b"")
        except msgspec.MsgspecError as error:
            raise Corrupt(
                f"reading `handovers` partition {self.partition}: expected a hand-over, got "
                f"{(value or b'')[:60]!r} ({error}). Something else wrote to this channel: "
                "choose a new BOUCLAGE_PREFIX and replay the retained log into it"
            ) from error

    def _desk(self, name: str) -> Desk:
        if name not in self.desks:
            self.desks[name] = Desk(name)
            if self.lost:
                self.desks[name].inbox.tear()
        return self.desks[name]

    def gap(self, records: int) -> tuple[Output, ...]:
        """Hand-overs were lost to retention: chains go on from the next link, coverage says so."""
        self.lost += records
        for desk in self.desks.values():
            desk.inbox.tear()
        return ()

    def snapshot(self) -> dict[str, Any]:
        return {
            "partition": self.partition,
            "lost": self.lost,
            "desks": [[name, desk.snapshot()] for name, desk in sorted(self.desks.items())],
        }

    def restore(self, state: dict[str, Any]) -> Self:
        """Desks of the same partition in that state; raises `Corrupt` where it is none of ours."""
        if state.get("partition") != self.partition:
            raise Corrupt(f"restoring desks of partition {self.partition}: got {str(state)[:60]}")
        fresh = type(self)(self.partition)
        try:
            fresh.lost = state["lost"]
            fresh.desks = {name: Desk(name).restore(desk) for name, desk in state["desks"]}
        except UNLIKE as error:
            raise Corrupt(f"restoring desks of partition {self.partition}: {error!r}") from error
        return fresh
