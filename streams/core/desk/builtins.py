"""Posts as builtins, for snapshots: a desk may hold 60,000, and must not pause for long."""

from collections.abc import Sequence
from operator import attrgetter
from sys import intern
from typing import Any

from streams.core.post import Post

_FIELDS = tuple(Post.__slots__)
_TOKENS, _COUNTERS, _GONE = map(_FIELDS.index, ("tokens", "counters", "gone"))
_plain = attrgetter(*_FIELDS[:_GONE], *_FIELDS[_GONE + 1 :])


def dump(post: Post) -> tuple[Any, ...]:
    """A post as builtins: its fields in order, and why it is gone last."""
    return (*_plain(post), sorted(post.gone) if post.gone else ())


def load(fields: Sequence[Any]) -> Post:
    """The post of these builtins."""
    plain = list(fields)
    gone = set(plain.pop())
    plain[_TOKENS], plain[_COUNTERS] = shared(plain[_TOKENS]), tuple(plain[_COUNTERS])
    plain.insert(_GONE, gone)
    return Post(*plain)


def shared(tokens: Sequence[str]) -> tuple[str, ...]:
    """The same tokens; those that are equal are one object, whichever posts they stand in."""
    return tuple(map(intern, tokens))
