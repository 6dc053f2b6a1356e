"""Which partition a key belongs to: the core knows, since a shard checks it."""

from streams.core.partition import murmur2, partition_of

__all__ = ["murmur2", "partition_of"]
