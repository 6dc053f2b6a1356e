"""Seconds that wait in a desk's inbox until every shard has passed them: small, and bounded.

One shard that is hours behind lets everybody else's seconds wait for hours. So they stay bytes as
they were sent, squeezed when many wait, and beyond `MOST` the earliest no longer wait.
"""

from typing import Any

import msgspec
import zstandard

from schemas.handovers import Second

SQUEEZE = 4 << 20
"""Bytes that may wait as they are; what comes after is compressed, to about a quarter."""
MOST = 64 << 20
"""Bytes that may wait: two hours of 150 admitted posts a second, from all shards but one."""
FRAME = zstandard.FRAME_HEADER[0]
"""How compressed bytes begin; JSON begins otherwise."""
_squeeze = zstandard.ZstdCompressor(level=1).compress
_plain = zstandard.ZstdDecompressor().decompress
_second = msgspec.json.Decoder(Second)


class _Head(msgspec.Struct):
    second: int


_head = msgspec.json.Decoder(_Head)


def second_of(encoded: bytes) -> int:
    """Which second (milliseconds of its start) an encoded `Second` tells of."""
    return _head.decode(encoded).second


class Waiting:
    """Encoded seconds, by the second that they tell of; `bytes` is what they take."""

    def __init__(self, squeeze: int = SQUEEZE, most: int = MOST) -> None:
        self.squeeze = squeeze
        self.most = most
        self.bytes = 0
        self._seconds: dict[int, list[bytes]] = {}

    def add(self, second: int, encoded: bytes) -> None:
        """Let what one shard said of a second wait."""
        kept = _squeeze(encoded) if self.bytes >= self.squeeze else encoded
        self._seconds.setdefault(second, []).append(kept)
        self.bytes += len(kept)

    def due(self, ready: int) -> list[int]:
        """The seconds before this one, in order, and the earliest others while too much waits."""
        order = sorted(self._seconds)
        left = self.bytes
        found = []
        for second in order:
            if second >= ready and left <= self.most:
                break
            left -= sum(map(len, self._seconds[second]))
            found.append(second)
        return found

    def take(self, second: int) -> list[Second]:
        """What shards said of a second; it waits no longer."""
        kept = self._seconds.pop(second)
        self.bytes -= sum(map(len, kept))
        return [_second.decode(_plain(k) if k[0] == FRAME else k) for k in kept]

    def snapshot(self) -> list[Any]:
        """Latin-1 carries any bytes and gives them back."""
        return [
            [second, [each.decode("latin-1") for each in self._seconds[second]]]
            for second in sorted(self._seconds)
        ]

    def restore(self, state: list[Any]) -> None:
        """Take a snapshot in."""
        self._seconds = {s: [each.encode("latin-1") for each in kept] for s, kept in state}
        self.bytes = sum(len(each) for kept in self._seconds.values() for each in kept)
