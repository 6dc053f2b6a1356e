"""A shard with a pen: writes records in few words and reads back what a desk was told."""

from typing import Any

import msgspec

from schemas import records as r
from schemas.codec import encode, fingerprint
from schemas.control import EPOCH, IntakeJoined, Tick
from schemas.editions import Desk, Settings
from schemas.handovers import Handover, Second
from schemas.orders import SettingsOrder
from streams.core.fold import Output
from streams.core.shard import Shard

T = 1_788_220_800_000
"""Times in tests are milliseconds after this instant."""
ANA = r.Author(id="did:ana", handle="ana.example", name="Ana")
EVERYTHING = Desk(name="all")


class Newsroom:
    """One intake, `main`, has joined, and the desks stand from the beginning."""

    def __init__(self, *desks: Desk, partition: int = 0, partitions: int = 1) -> None:
        self.shard = Shard(partition, partitions)
        self.outputs: list[Output] = []
        self.numbers: dict[str, int] = {}
        self.say(IntakeJoined, -1000, floor=T - 1001)
        self.order(*(desks or (EVERYTHING,)))

    def order(self, *desks: Desk, at: int = -1000, from_second: int = 0) -> None:
        wanted = Settings(desks=desks, editions=())
        mark = fingerprint(wanted)
        self.say(SettingsOrder, at, settings=wanted, fingerprint=mark, from_second=from_second)

    def made(
        self, kind: Any, at: int, *, intake: str = "main", started: int = 0, **fields: Any
    ) -> Any:
        """A record with its place; numbers rise; `started`: how often before."""
        number = self.numbers[intake] = self.numbers.get(intake, 0) + 1
        place = {"at": T + at, "event_time": T + at, "intake": intake}
        own = {"source": "net", "id": f"{intake}/{number}", "number": started * EPOCH + number}
        return kind(**{**place, **own, **fields})

    def say(self, kind: Any, at: int, **fields: Any) -> list[Output]:
        return self.put(self.made(kind, at, **fields))

    def put(self, record: Any) -> list[Output]:
        root = getattr(record, "root", None)
        return self.send(root.encode() if root else None, encode(record))

    def send(self, key: bytes | None, value: bytes | None) -> list[Output]:
        outputs = list(self.shard.fold(key, value))
        self.outputs += outputs
        return outputs

    def post(self, at: int, root: str, text: str = "hello", **fields: Any) -> list[Output]:
        body = {"post": root, "root": root, "author": ANA, "text": text}
        return self.say(r.PostCreated, at, **{**body, **fields})

    def edit(self, at: int, root: str, text: str, revision: int, **fields: Any) -> list[Output]:
        body = {"post": root, "root": root, "author": ANA, "text": text, "revision": revision}
        return self.say(r.PostEdited, at, **{**body, **fields})

    def like(self, at: int, root: str, **fields: Any) -> list[Output]:
        body = {"post": root, "root": root, "engagement": "like", "actor": "fan"}
        return self.say(r.EngagementAdded, at, **{**body, **fields})

    def unlike(self, at: int, root: str, removes: str = "main/0", **fields: Any) -> list[Output]:
        body = {"post": root, "root": root, "engagement": "like", "actor": "fan"}
        return self.say(r.EngagementRemoved, at, **{**body, "removes": removes, **fields})

    def of(self, kind: Any, at: int, root: str, **fields: Any) -> list[Output]:
        """A record that says no more than which post."""
        return self.say(kind, at, post=root, root=root, **fields)

    def tick(self, until: int, **fields: Any) -> list[Output]:
        return self.say(Tick, until, until=T + until, **fields)

    def links(self, desk: str = "all") -> list[Handover]:
        values = [o.value for o in self.outputs if o.channel == "handovers" and o.key == desk]
        return [msgspec.json.decode(value, type=Handover) for value in values]

    def seconds(self, desk: str = "all") -> list[Second]:
        return [second for link in self.links(desk) for second in link.seconds]

    def told(self, desk: str = "all") -> list[Any]:
        """What a desk was told, without words, each row in short: name, post, and what counts."""
        return [
            short(row)
            for second in self.seconds(desk)
            for row in second.rows
            if type(row).__name__ != "WordRow"
        ]

    def tally(self, name: str, desk: str = "all") -> int:
        return sum(second.tallies.get(name, 0) for second in self.seconds(desk))

    def letters(self) -> list[dict[str, Any]]:
        return [msgspec.json.decode(o.value) for o in self.outputs if o.channel == "dead_letters"]


def short(row: Any) -> Any:
    name, post = type(row).__name__.removesuffix("Row").lower(), row.post
    extra = {"post": "revision", "gone": "why", "count": "counters"}.get(name)
    return (name, post, getattr(row, extra)) if extra else (name, post)
