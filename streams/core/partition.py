"""Which partition a root post belongs to: murmur2, as Kafka's own default partitioner has it."""

from functools import lru_cache
from struct import unpack_from

SEED = 0x9747B28C
M = 0x5BD1E995
MASK = 0xFFFFFFFF


def murmur2(data: bytes) -> int:
    """The 32-bit MurmurHash2 of Kafka (org.apache.kafka.common.utils.Utils.murmur2), unsigned.

    >>> hex(murmur2(b"21"))
    '0xc5f2f8ec'
    """
    length = len(data)
    words = length >> 2
    h = SEED ^ length
    for word in unpack_from(f"<{words}I", data):
        k = word * M & MASK
        h = (h * M ^ (k ^ k >> 24) * M) & MASK
    if length & 3:
        h = (h ^ int.from_bytes(data[words << 2 :], "little")) * M & MASK
    h = (h ^ h >> 13) * M & MASK
    return h ^ h >> 15


def partition_of(key: bytes | None, partitions: int) -> int:
    """The partition of a key, in 0..partitions-1. Records without a key go to partition 0."""
    return 0 if key is None else (murmur2(key) & 0x7FFFFFFF) % partitions


often = lru_cache(maxsize=65_536)(partition_of)
"""The same for writers, whose records are mostly about few posts; takes up to 20 MB."""
