"""Words to all shards that change what may be shown: authors, and moderation of posts."""

from collections.abc import Mapping
from typing import Any

from streams.core.desk.archive import Archive
from streams.core.desk.shelf import Shelf


def obey(record: dict[str, Any], shelf: Shelf, archive: Archive) -> Mapping[str, str]:
    """Apply a word to the shelf; gives the posts (id to reason) that leave published pages."""
    kind = record["kind"]
    if kind == "author_hidden":
        hidden = shelf.hide_author(record["author"], record["at"])
        return dict.fromkeys([*hidden, *archive.posts_of(record["author"])], "author")
    if kind == "order_hide_post":
        shelf.hide_post(record["post"], record["at"])
        return {record["post"]: "hidden"}
    if kind == "author_restored":
        shelf.restore_author(record["author"])
    elif kind == "order_restore_post":
        shelf.restore_post(record["post"])
    elif kind == "order_pin_post":
        shelf.pin(record["post"])
    return {}
