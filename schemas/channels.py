"""Every channel in one place: key, partitions, cleanup, retention, size."""

from typing import Literal

from msgspec import Struct

DAY = 86_400_000
RECORD_BYTES = 900_000
"""No record of ours is larger: default brokers take 1 MB."""


class Channel(Struct, frozen=True, kw_only=True):
    """One channel. `retention` in milliseconds (-1: for ever); `cleanup` as Kafka names it."""

    name: str
    key: str
    partitions: int
    cleanup: Literal["delete", "compact"]
    retention: int
    holds: str


ORDERS = Channel(
    name="orders",
    key="what the order is about",
    partitions=1,
    cleanup="delete",
    retention=-1,
    holds="what people decide: settings, moderation, release of a shard",
)
POSTS = Channel(
    name="posts",
    key="root post id",
    partitions=4,
    cleanup="delete",
    retention=3 * DAY,
    holds="the life of posts, ticks and orders: the only way in",
)
HANDOVERS = Channel(
    name="handovers",
    key="desk",
    partitions=4,
    cleanup="delete",
    retention=3 * DAY,
    holds="what shards hand to desks",
)
SNAPSHOTS = Channel(
    name="snapshots",
    key="fold/partition/slot/chunk",
    partitions=POSTS.partitions + HANDOVERS.partitions,
    cleanup="compact",
    retention=-1,
    holds="states of folds with the next offset to read",
)
DEAD_LETTERS = Channel(
    name="dead_letters",
    key="sha256 of the value",
    partitions=1,
    cleanup="delete",
    retention=14 * DAY,
    holds="refused input with its reason",
)
TOPICS_LIVE = Channel(
    name="topics.live",
    key="desk",
    partitions=1,
    cleanup="delete",
    retention=DAY,
    holds="a desk's stories, minute by minute, with the parts of their heat",
)
DIGESTS_ROLLING = Channel(
    name="digests.rolling",
    key="edition",
    partitions=1,
    cleanup="compact",
    retention=-1,
    holds="the digest of the open day, whenever it changed",
)
DIGESTS_FINAL = Channel(
    name="digests.final",
    key="edition/day",
    partitions=1,
    cleanup="compact",
    retention=-1,
    holds="one final digest an edition and day, and its amendments",
)
CORRECTIONS = Channel(
    name="corrections",
    key="edition/day/revision",
    partitions=1,
    cleanup="delete",
    retention=365 * DAY,
    holds="what amendments took back",
)
CHANNELS = (
    ORDERS,
    POSTS,
    HANDOVERS,
    SNAPSHOTS,
    DEAD_LETTERS,
    TOPICS_LIVE,
    DIGESTS_ROLLING,
    DIGESTS_FINAL,
    CORRECTIONS,
)
