"""Looks into a SQLite write-ahead log: was its last transaction cut in the middle?

The layout is that of https://www.sqlite.org/fileformat2.html#walformat.
"""

import struct
from pathlib import Path

HEADER, FRAME = 32, 24


def torn(wal: Path) -> bool:
    """Whether frames of a transaction lie there without the one that commits it."""
    try:
        content = wal.read_bytes()
    except FileNotFoundError:
        return False
    if len(content) < HEADER:
        return False
    size = struct.unpack_from(">I", content, 8)[0] + FRAME
    salts = content[16:24]
    committed, place = True, HEADER
    while content[place + 8 : place + 16] == salts:
        if place + size > len(content):
            return True
        committed = struct.unpack_from(">I", content, place + 4)[0] > 0
        place += size
    return not committed
