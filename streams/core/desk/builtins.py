"""Posts from rows, and as builtins for snapshots: a desk may hold 60,000."""

from collections.abc import Collection, Mapping, Sequence
from operator import attrgetter
from sys import intern
from typing import Any

from schemas.handovers import PostRow
from streams.core.post import Post

_FIELDS = tuple(Post.__slots__)
_PLAIN = tuple(field for field in _FIELDS if field != "gone")


def dump(posts: Collection[Post]) -> dict[str, list[Any]]:
    """Posts by column: a row for each would take twice as long, and the garbage collector more."""
    columns = {field: list(map(attrgetter(field), posts)) for field in _PLAIN}
    gone = [[place, *sorted(post.gone)] for place, post in enumerate(posts) if post.gone]
    return {**columns, "gone": gone}


def load(state: Mapping[str, Sequence[Any]]) -> list[Post]:
    """The posts of these columns; raises `ValueError` where one is shorter than another."""
    if len(lengths := {len(state[field]) for field in _PLAIN}) != 1:
        raise ValueError(f"expected columns of one length, got {sorted(lengths)}")
    columns = {
        **state,
        "source": map(intern, state["source"]),
        "lang": map(intern, state["lang"]),
        "tokens": map(shared, state["tokens"]),
        "counters": map(tuple, state["counters"]),
        "gone": [frozenset()] * len(state["id"]),
    }
    posts = list(map(Post, *(columns[field] for field in _FIELDS)))
    for place, *why in state["gone"]:
        posts[place].gone = frozenset(why)
    return posts


def shared(tokens: Sequence[str]) -> tuple[str, ...]:
    """The same tokens; those that are equal are one object, whichever posts they stand in."""
    return tuple(map(intern, tokens))


def post_of(row: PostRow, number: int) -> Post:
    """The post of a row that admits it; `number` is its own on the shelf."""
    at = row.stamp[0]
    return Post(
        id=row.post,
        number=number,
        author=row.author,
        handle=row.handle,
        name=row.name,
        url=row.url,
        source=intern(row.source),
        lang=intern(row.lang),
        text=row.text,
        tokens=shared(row.tokens),
        voice=row.voice,
        time=at if row.event_time == at else row.event_time,  # most are: one object
        at=at,
        revision=row.revision,
        account_created=row.account_created,
    )
