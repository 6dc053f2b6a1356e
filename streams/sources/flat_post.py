"""One post from flat fields: names, times and counters as people's exports have them."""

import hashlib
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from schemas.records import PostCreated
from streams.sources.source import NOWHERE, SOON
from streams.sources.times import UNKNOWN

SOURCE = "flat"
COUNTERS = {
    "likes": "like",
    "reposts": "repost",
    "replies": "reply",
    "quotes": "quote",
    "points": "point",
    "comments": "comment",
}
COLUMNS = ("id", "text", "author", "ts", "seq", *COUNTERS, "lang", "url", "name")
"""Every column that is read; others are passed over."""
MOST = (1 << 43) - 1


class NotAPost(ValueError):
    """Fields that make no post; the text says why."""


def flat_post(
    fields: Any, row: int, raw: bytes, *, columns: Mapping[str, str], source: str = SOURCE
) -> PostCreated:
    """The post in these fields. `row` counts from 1; `columns` gives their name for ours.

    Without an id it gets one from its row and bytes, so that a second reading gives the same.
    Without an author its id is "": who wrote it is not known.
    """
    if not isinstance(fields, dict):
        raise NotAPost("expected a row of fields, got something else")
    post = _text(fields, columns, "id") or _own_id(row, raw)
    author = _text(fields, columns, "author")
    built: dict[str, Any] = {
        **NOWHERE,
        "source": source,
        "id": post,
        "event_time": flat_time(fields, row, columns),
        "post": post,
        "root": post,
        "author": {
            "id": author,
            "handle": author,
            "name": _text(fields, columns, "name"),
        },
        "text": _body(fields, columns),
        "lang": _text(fields, columns, "lang")[:35] or None,
        "url": _text(fields, columns, "url"),
        "counters": _counters(fields, columns),
    }
    try:
        return msgspec.convert(built, PostCreated)
    except msgspec.ValidationError as error:
        raise NotAPost(str(error)) from None


def flat_time(fields: dict[str, Any], row: int, columns: Mapping[str, str]) -> int:
    """A post's time in milliseconds: from `ts` (ISO 8601, or seconds or milliseconds since 1970),
    else from its order: `seq`, or its row, one a second from 2026-01-01 UTC."""
    stamp = fields.get(columns.get("ts", "ts"))
    if stamp not in (None, ""):
        return _instant(stamp)
    seq = fields.get(columns.get("seq", "seq"))
    order = row - 1 if seq in (None, "") else _whole("seq", seq)
    return _within("seq", UNKNOWN + order * 1000)


def _instant(stamp: Any) -> int:
    try:
        if isinstance(stamp, str) and not stamp.replace(".", "", 1).isdigit():
            parsed = datetime.fromisoformat(stamp)
            whole = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
            return _within("ts", round(whole.timestamp() * 1000))
        number = float(stamp)
        return _within("ts", round(number if number >= 1e11 else number * 1000))
    except (TypeError, ValueError, OverflowError):
        raise NotAPost(f"ts: expected a time, got {stamp!r:.80}") from None


def _within(name: str, instant: int) -> int:
    if not 0 <= instant < SOON:
        raise NotAPost(f"{name}: expected a time from 1970 to 2248, got {instant} ms")
    return instant


def _text(fields: dict[str, Any], columns: Mapping[str, str], name: str) -> str:
    value = fields.get(columns.get(name, name))
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise NotAPost(f"{name}: expected a text, got {type(value).__name__}")
    return str(value)


def _body(fields: dict[str, Any], columns: Mapping[str, str]) -> str:
    name = columns.get("text", "text")
    if not isinstance(fields.get(name), str):
        raise NotAPost(f"text: expected a text, got {type(fields.get(name)).__name__}")
    return str(fields[name])


def _counters(fields: dict[str, Any], columns: Mapping[str, str]) -> dict[str, int] | None:
    found = {
        kind: _whole(column, fields[named])
        for column, kind in COUNTERS.items()
        if (named := columns.get(column, column)) in fields and fields[named] not in (None, "")
    }
    return found or None


def _whole(name: str, value: Any) -> int:
    try:
        number = float(value) if isinstance(value, str | int | float) else math.nan
    except (ValueError, OverflowError):
        number = math.nan
    if isinstance(value, bool) or not number.is_integer() or not 0 <= number < 2**40:
        raise NotAPost(f"{name}: expected a whole count, got {value!r:.80}")
    return int(number)


def _own_id(row: int, raw: bytes) -> str:
    return "row:" + hashlib.sha256(b"%d:" % row + raw).hexdigest()[:24]
