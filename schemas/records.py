"""Records of the `posts` channel: the life of a post, as networks tell it.

Times are whole milliseconds since 1970-01-01 UTC. `at`, `intake` and `number` are the record's
place in time, given by the intake that wrote it: folds order a second's records by
(at, intake, number). `event_time` is what the network says; it only chooses bucket and day.

Records hold no cycles: `gc=False` keeps the millions of them from the garbage collector.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Millis = Annotated[int, Meta(ge=0, lt=1 << 43)]
Count = Annotated[int, Meta(ge=0, lt=1 << 40)]
Number = Annotated[int, Meta(ge=0, lt=1 << 53)]
Name = Annotated[str, Meta(min_length=1, max_length=512)]
EngagementKind = Literal["like", "repost", "reply", "quote", "point", "comment"]
ENGAGEMENT_KINDS: tuple[EngagementKind, ...] = (
    "like",
    "repost",
    "reply",
    "quote",
    "point",
    "comment",
)


class Place(Struct, frozen=True, kw_only=True, gc=False, tag_field="kind"):
    """What every record carries: where it came from, and its place in time."""

    source: Name
    id: Name
    event_time: Millis
    at: Millis
    intake: Name
    number: Number


class Author(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Who wrote a post. `created` is when the account was made, where the network tells it.

    `id` is "" where nobody knows who wrote it; no other id stands for the unknown.
    """

    id: Annotated[str, Meta(max_length=512)]
    handle: str = ""
    name: str = ""
    created: Millis | None = None


class Counters(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Engagement of one post, by kind, in whole counts."""

    like: Count = 0
    repost: Count = 0
    reply: Count = 0
    quote: Count = 0
    point: Count = 0
    comment: Count = 0


class PostCreated(Place, frozen=True, kw_only=True, tag="post_created", omit_defaults=True):
    """A post appeared. `root` is the post that edits and engagement fold onto (often itself)."""

    post: Name
    root: Name
    author: Author
    text: str
    lang: str | None = None
    tags: tuple[str, ...] = ()
    url: str = ""
    reply_to: str = ""
    counters: Counters | None = None


class PostEdited(Place, frozen=True, kw_only=True, tag="post_edited", omit_defaults=True):
    """A post's text changed. `revision` counts from 1 (the first edit) upwards."""

    post: Name
    root: Name
    author: Author
    text: str
    revision: Annotated[int, Meta(ge=1, lt=1 << 31)]
    lang: str | None = None
    tags: tuple[str, ...] = ()
    url: str = ""


class PostDeleted(Place, frozen=True, kw_only=True, tag="post_deleted"):
    """The author, or the network for good, removed the post."""

    post: Name
    root: Name


class PostWithheld(Place, frozen=True, kw_only=True, tag="post_withheld"):
    """The network hides the post for now (a legal demand, a label)."""

    post: Name
    root: Name


class PostRestored(Place, frozen=True, kw_only=True, tag="post_restored"):
    """A withheld post may be shown again."""

    post: Name
    root: Name


class EngagementAdded(Place, frozen=True, kw_only=True, tag="engagement_added"):
    """One actor's engagement with a post. The record's id is the network's event id."""

    post: Name
    root: Name
    engagement: EngagementKind
    actor: Name


class EngagementRemoved(Place, frozen=True, kw_only=True, tag="engagement_removed"):
    """An engagement was taken back: `removes` is the id of the record that added it."""

    post: Name
    root: Name
    engagement: EngagementKind
    actor: Name
    removes: Name


class EngagementCounted(Place, frozen=True, kw_only=True, tag="engagement_counted"):
    """The network's own counters of a post as of a time: absolute, not a change."""

    post: Name
    root: Name
    counters: Counters
    as_of: Millis


class AuthorHidden(Place, frozen=True, kw_only=True, tag="author_hidden"):
    """An account was suspended or deactivated: none of its posts may be shown."""

    author: Name


class AuthorRestored(Place, frozen=True, kw_only=True, tag="author_restored"):
    """The account is back."""

    author: Name


class InputRefused(Place, frozen=True, kw_only=True, tag="input_refused"):
    """A source read something that is no record. `head` is its first 64 KB, in base64."""

    root: Name
    reason: Name
    detail: str
    head: str
    length: Count
    sha256: str
