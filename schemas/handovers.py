"""Hand-overs: what a shard gives one desk. Rows lie by second, in whole, absolute numbers."""

from typing import Any

from msgspec import Struct

Stamp = tuple[int, str, int]
"""A row's place in time: (at, intake, number)."""


class PostRow(Struct, frozen=True, array_like=True, gc=False, tag="post"):
    """A post was admitted to the desk, or an edit changed an admitted post (revision > 0)."""

    stamp: Stamp
    post: str
    revision: int
    author: str
    handle: str
    name: str
    account_created: int
    text: str
    lang: str
    tokens: tuple[str, ...]
    voice: str
    url: str
    event_time: int
    source: str


class GoneRow(Struct, frozen=True, array_like=True, gc=False, tag="gone"):
    """A post may not be shown: why is deleted, withheld, or withdrawn (an edit left the desk)."""

    stamp: Stamp
    post: str
    why: str


class BackRow(Struct, frozen=True, array_like=True, gc=False, tag="back"):
    """A withheld post may be shown again."""

    stamp: Stamp
    post: str


class CountRow(Struct, frozen=True, array_like=True, gc=False, tag="count"):
    """A post's net engagement at the second's end: like, repost, reply, quote, point, comment."""

    post: str
    counters: tuple[int, int, int, int, int, int]


class WordRow(Struct, frozen=True, array_like=True, gc=False, tag="word"):
    """A record that concerns all shards (author, order, intake idle), as builtins.

    Each shard hands it over; the desk acts once, on the stamp.
    """

    stamp: Stamp
    record: dict[str, Any]


Row = PostRow | GoneRow | BackRow | CountRow | WordRow


class Second(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One folded second (milliseconds of its start) with its rows and the shard's tallies.

    `tallies` are summed over shards: read (records), posts, admitted, unattributed,
    refused:REASON.
    """

    second: int
    rows: tuple[Row, ...] = ()
    tallies: dict[str, int] = {}


class Handover(Struct, frozen=True, kw_only=True):
    """The next link of one shard's chain for one desk.

    It says all that the shard folded for the desk since the last one, up to and without the
    second `until`. `before` is the sha256 of the previous hand-over's bytes (empty for the first).
    A hand-over larger than a record may be is cut into `parts`; each part is a link of its own,
    and only the last part moves `until` on. `gaps` are (from, to, records) that the log had lost.
    """

    desk: str
    shard: int
    shards: int
    number: int
    before: str
    until: int
    fingerprint: str
    seconds: tuple[Second, ...] = ()
    gaps: tuple[tuple[int, int, int], ...] = ()
