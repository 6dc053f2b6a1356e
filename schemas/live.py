"""Live topics: what the dashboard gets every minute."""

from msgspec import Struct

from schemas.digests import Heat


class LiveTopic(Struct, frozen=True, kw_only=True):
    """One story as it stands now. `because` says in one phrase why it moved.

    `authors` is None where the author of any of its posts is unknown.
    """

    story: str
    title: str
    terms: tuple[str, ...]
    rank: int
    rank_before: int | None
    heat: Heat
    posts: int
    authors: int | None
    points: int
    because: str


class LiveTopics(Struct, frozen=True, kw_only=True):
    """A desk's stories at the end of a minute, hottest first."""

    desk: str
    as_of: int
    topics: tuple[LiveTopic, ...]
