"""Snapshots of folds in the channel `snapshots`: chunks and a manifest, in two slots.

A fold writes its slots in turn, so the last complete snapshot outlives a crash in the middle of
the next. The manifest is written last and knows the offsets of its chunks: a restore looks from
the end of the partition backwards, and reads no more than it needs. Nothing is pickled.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import chain
from typing import Any, Literal, NamedTuple

import msgspec
import zstandard

from schemas.channels import HANDOVERS, POSTS, SNAPSHOTS
from streams.adapters.errors import LogError
from streams.adapters.log import Log, Row
from streams.adapters.pieces import pieces
from streams.adapters.windows import Tail

logger = logging.getLogger(__name__)

CHUNK = 512 * 1024
SQUEEZE = 4_096
"""States below this many bytes are not compressed."""
LEVEL = 1
"""Of Zstandard: four times as fast as zlib's quickest, and smaller."""
Reason = Literal["manifest", "version", "incomplete", "checksum", "undecodable", "corrupt"]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What makes chunks a snapshot. `chunks` are their offsets, `partitions` the channel's."""

    version: int
    next: int
    partitions: int
    chunks: list[int]
    squeezed: bool
    sha256: str


class Saved(NamedTuple):
    """A snapshot that was read back whole: its state, and the next offset to read."""

    next: int
    state: dict[str, Any]
    slot: int


class _Passed(Exception):
    """Why a snapshot cannot be used."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class Snapshots:
    """Writes and finds snapshots by channel and partition of the fold. Calls block.

    `passed_over` counts the snapshots that could not be used, by reason.
    """

    def __init__(self, log: Log, *, version: int) -> None:
        self._log = log
        self._version = version
        self._slots: dict[tuple[str, int], int] = {}
        self.passed_over: Counter[Reason] = Counter()

    def save(self, channel: str, partition: int, offset: int, state: dict[str, Any]) -> int:
        """Write a snapshot, `offset` being the next to read; its size in the log, in bytes.

        It goes into the slot whose turn it is; the state is used up on the way, so that its bytes
        never stand in memory beside it. Returns when it is acknowledged. Raises `LogError`.
        """
        encoded = pieces(state)
        first = next(encoded)
        squeezed = len(first) >= SQUEEZE  # shorter is only what is all
        slot = self._slots.get((channel, partition), 0)
        name, at = f"{channel}/{partition}/{slot}", self._at(channel, partition)
        chunks: list[int] = []
        hashed, size = sha256(), 0
        for part in _cut(chain((first,), encoded), squeezed=squeezed):
            key = f"{name}/{len(chunks)}".encode()
            chunks += self._log.append([Row(SNAPSHOTS.name, key, part, at)])
            hashed.update(part)
            size += len(part)
        manifest = Manifest(
            version=self._version,
            next=offset,
            partitions=self._log.partitions(channel),
            chunks=chunks,
            squeezed=squeezed,
            sha256=hashed.hexdigest(),
        )
        end = Row(SNAPSHOTS.name, f"{name}/manifest".encode(), msgspec.json.encode(manifest), at)
        self._log.append([end])
        self._slots[channel, partition] = 1 - slot
        return size

    def find(self, channel: str, partition: int) -> Iterator[Saved]:
        """The usable snapshots, the furthest first; the others are counted and reported.

        Raises `LogError` where the channel now has another number of partitions.
        """
        tail = Tail(self._log, SNAPSHOTS.name, self._at(channel, partition))
        found: list[tuple[Manifest, int]] = []
        for window in tail.windows():
            found += self._manifests(window, channel, partition)
            if len({slot for _, slot in found}) == 2:
                yield from self._whole(found, tail, channel, partition)
                found = []
        yield from self._whole(found, tail, channel, partition)

    def pass_over(self, reason: Reason, channel: str, partition: int, detail: str) -> None:
        """Count and report a snapshot that cannot be used."""
        self.passed_over[reason] += 1
        logger.warning("snapshot of %s/%d passed over: %s", channel, partition, detail)

    def _at(self, channel: str, partition: int) -> int:
        before = {POSTS.name: 0, HANDOVERS.name: self._log.partitions(POSTS.name)}
        return before[channel] + partition

    def _manifests(
        self, window: Tail.Window, channel: str, partition: int
    ) -> Iterator[tuple[Manifest, int]]:
        for entry in window:
            for slot in (0, 1):
                if entry.key == f"{channel}/{partition}/{slot}/manifest".encode():
                    try:
                        yield msgspec.json.decode(entry.value or b"", type=Manifest), slot
                    except msgspec.MsgspecError as error:
                        self.pass_over("manifest", channel, partition, f"its manifest: {error}")

    def _whole(
        self, found: list[tuple[Manifest, int]], tail: Tail, channel: str, partition: int
    ) -> Iterator[Saved]:
        for manifest, slot in sorted(found, key=lambda pair: -pair[0].next):
            try:
                state = self._read(manifest, tail, f"{channel}/{partition}/{slot}")
            except _Passed as passed:
                self.pass_over(passed.reason, channel, partition, str(passed))
            else:
                self._slots[channel, partition] = 1 - slot
                yield Saved(manifest.next, state, slot)

    def _read(self, manifest: Manifest, tail: Tail, name: str) -> dict[str, Any]:
        channel, partition, _ = name.split("/")
        self._check(manifest, channel, int(partition))
        parts = []
        for i, offset in enumerate(manifest.chunks):
            entry = tail.at(offset)
            if entry is None or entry.key != f"{name}/{i}".encode() or entry.value is None:
                raise _Passed("incomplete", f"chunk {i} is not at offset {offset}")
            parts.append(entry.value)
        data = b"".join(parts)
        if sha256(data).hexdigest() != manifest.sha256:
            raise _Passed("checksum", f"sha256 of {len(data)} bytes is not {manifest.sha256}")
        try:
            encoded = _spread(data) if manifest.squeezed else data
            state: dict[str, Any] = msgspec.msgpack.decode(encoded)
        except (zstandard.ZstdError, msgspec.MsgspecError) as error:
            raise _Passed("undecodable", str(error)) from error
        return state

    def _check(self, manifest: Manifest, channel: str, partition: int) -> None:
        if manifest.version != self._version:
            detail = f"version {manifest.version} of the folds, expected {self._version}"
            raise _Passed("version", detail)
        partitions = self._log.partitions(channel)
        if manifest.partitions != partitions:
            raise LogError(
                f"cannot fold {channel}: snapshots were made with {manifest.partitions} "
                f"partitions, the channel has {partitions}; posts now lie in other shards: choose "
                f"a new prefix and replay the retained log into it"
            )


def _cut(encoded: Iterable[bytes], *, squeezed: bool) -> Iterator[bytes]:
    """The records of a snapshot, made one by one."""
    squeeze, left = zstandard.ZstdCompressor(level=LEVEL).compressobj(), bytearray()
    for piece in encoded:
        left += squeeze.compress(piece) if squeezed else piece
        while len(left) >= CHUNK:
            yield bytes(left[:CHUNK])
            del left[:CHUNK]
    left += squeeze.flush() if squeezed else b""
    yield from (bytes(left[i : i + CHUNK]) for i in range(0, len(left), CHUNK))


def _spread(data: bytes) -> bytes:
    # The size is not told in front, since a snapshot is squeezed piece by piece.
    return zstandard.ZstdDecompressor().decompressobj().decompress(data)
