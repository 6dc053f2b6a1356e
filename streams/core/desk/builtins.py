"""Posts as builtins, for snapshots."""

from typing import Any

from streams.core.post import Post


def dump(post: Post) -> list[Any]:
    """A post as builtins, in the order of its fields."""
    fields = [getattr(post, name) for name in _FIELDS]
    return [*fields, sorted(post.gone)]


def load(fields: list[Any]) -> Post:
    """The post of these builtins."""
    named = dict(zip(_FIELDS, fields, strict=False))
    named["tokens"], named["counters"] = tuple(named["tokens"]), tuple(named["counters"])
    return Post(**named, gone=set(fields[-1]))


_FIELDS = tuple(name for name in Post.__slots__ if name != "gone")
