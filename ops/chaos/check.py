"""What must hold after any number of faults, read from the log alone."""

from collections.abc import Iterator
from hashlib import sha256

import msgspec

from schemas.channels import DIGESTS_FINAL, HANDOVERS, SNAPSHOTS
from schemas.handovers import Handover
from streams.adapters.log import GROUP, Entry, Log


class _Manifest(msgspec.Struct):
    """The part of a snapshot's manifest that is looked at here."""

    next: int


def everything(log: Log, channel: str) -> Iterator[Entry]:
    """A plain read of all partitions of a channel."""
    for partition in range(log.partitions(channel)):
        at, end = log.start(channel, partition), log.end(channel, partition)
        while at < end:
            read = log.read(channel, partition, at, timeout=30.0)
            yield from read
            at = read[-1].offset + 1


def finals(log: Log) -> dict[bytes, list[bytes]]:
    """The different bytes of each final digest, by key, in the order of the log."""
    found: dict[bytes, list[bytes]] = {}
    for entry in everything(log, DIGESTS_FINAL.name):
        said = found.setdefault(entry.key or b"", [])
        if (entry.value or b"") not in said:
            said.append(entry.value or b"")
    return found


def differences(undisturbed: Log, disturbed: Log) -> list[str]:
    """Every final digest that is missing, other, or was published twice with different bytes."""
    expected, got = finals(undisturbed), finals(disturbed)
    faults = [f"{key.decode()}: final missing" for key in expected if key not in got]
    faults += [f"{key.decode()}: final nobody expects" for key in got if key not in expected]
    faults += [
        f"{key.decode()}: {len(said)} versions, expected {len(expected[key])}, "
        f"{sum(a == b for a, b in zip(said, expected[key], strict=False))} of them equal"
        for key, said in got.items()
        if key in expected and said != expected[key]
    ]
    return faults


def broken_chains(log: Log) -> list[str]:
    """Every hand-over that is missing, or was written twice with different bytes."""
    chains: dict[tuple[str, int], dict[int, tuple[str, str]]] = {}
    faults: list[str] = []
    for entry in everything(log, HANDOVERS.name):
        handover = msgspec.json.decode(entry.value or b"", type=Handover)
        link = (handover.before, sha256(entry.value or b"").hexdigest())
        chain = chains.setdefault((handover.desk, handover.shard), {})
        if chain.setdefault(handover.number, link) != link:
            faults.append(f"{handover.desk}/{handover.shard}: {handover.number} told differently")
    for (desk, shard), chain in chains.items():
        for number in range(min(chain) + 1, max(chain) + 1):
            before = chain.get(number - 1, ("", ""))[1]
            if chain.get(number, ("", None))[0] != before:
                faults.append(f"{desk}/{shard}: {number} does not follow {number - 1}")
    return faults


def unmirrored(log: Log) -> list[str]:
    """Every partition whose committed offset is not that of its newest snapshot."""
    kept: dict[tuple[str, int], int] = {}
    for entry in everything(log, SNAPSHOTS.name):
        channel, partition, _, part = (entry.key or b"").decode().split("/")
        if part == "manifest":
            told = msgspec.json.decode(entry.value or b"", type=_Manifest)
            place = (channel, int(partition))
            kept[place] = max(kept.get(place, 0), told.next)
    return [
        f"{channel}/{partition}: committed {committed}, snapshot {offset}"
        for (channel, partition), offset in sorted(kept.items())
        if (committed := log.committed(GROUP, channel, partition)) != offset
    ]
