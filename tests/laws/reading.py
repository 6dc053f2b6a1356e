"""Reading hand-overs back: the chain's law, and all shards merged into the seconds of a desk."""

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

from schemas.handovers import Handover
from streams.core.fold import Output

_handover = msgspec.json.Decoder(Handover)
_builtins = msgspec.to_builtins


class Broken(AssertionError):
    """A chain that does not hold."""


class Reader:
    """Reads one desk's chain of one shard from writes of any number of owners."""

    def __init__(self) -> None:
        self.links: list[Handover] = []
        self.hashes: list[str] = []

    def take(self, value: bytes) -> None:
        """Take the next link, skip a known one whose bytes are the same, wait at a hole."""
        link = _handover.decode(value)
        digest = hashlib.sha256(value).hexdigest()
        if link.number < len(self.links):
            if self.hashes[link.number] != digest:
                raise Broken(f"hand-over {link.number} was written twice, differently")
        elif link.number == len(self.links):
            if link.before != (self.hashes[-1] if self.hashes else ""):
                raise Broken(f"hand-over {link.number} does not follow the one before")
            self.links.append(link)
            self.hashes.append(digest)


def chains(shards: Iterable[list[Output]]) -> dict[tuple[str, int], list[Handover]]:
    """The chain of each desk and shard."""
    readers: dict[tuple[str, int], Reader] = {}
    for number, writes in enumerate(shards):
        for output in writes:
            if output.channel == "handovers":
                readers.setdefault((output.key, number), Reader()).take(output.value)
    return {name: reader.links for name, reader in readers.items()}


def story(shards: list[list[Output]]) -> dict[str, Any]:
    """All that desks were told, second by second, free of how the stream was cut."""
    told: dict[str, dict[int, dict[str, Any]]] = {}
    until: dict[str, set[int]] = {}
    for (desk, _), links in chains(shards).items():
        until.setdefault(desk, set()).add(links[-1].until)
        for second in (second for link in links for second in link.seconds):
            moment = told.setdefault(desk, {}).setdefault(
                second.second, {"rows": {}, "tallies": {}}
            )
            _merge(moment, second)
    return {
        desk: {
            "until": sorted(until[desk]),
            "seconds": [
                [second, sorted(m["rows"].items()), sorted(m["tallies"].items())]
                for second, m in sorted(told.get(desk, {}).items())
            ],
        }
        for desk in sorted(until)
    }


def _merge(moment: dict[str, Any], second: Any) -> None:
    for row in second.rows:
        built = _builtins(row)
        # A word is told by every shard; any other row by one shard, once.
        name = repr(built)
        if name in moment["rows"] and built[0] != "word":
            raise Broken(f"told twice: {name}")
        moment["rows"][name] = None
    for name, count in second.tallies.items():
        moment["tallies"][name] = moment["tallies"].get(name, 0) + count


def letters(shards: list[list[Output]]) -> set[str]:
    """The dead letters of records that have a place in time, once each."""
    return {
        output.key for writes in shards for output in writes if output.channel == "dead_letters"
    }
