"""The shard fold: one partition of `posts`, from records to hand-overs."""

from streams.core.shard.fold import Shard

__all__ = ["Shard"]
