"""Figures: numbers of the digest, named by their path in it, and the ways in which they are set."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from streams.core.writing.typography import THIN, Voice

_INSTANTS = frozenset(("first_seen", "peak_at", "as_of", "start", "end"))
_STORY = re.compile(r"^stories\.(\d+)(?=\.|$)")
_TOKEN = re.compile(rf"\d+(?:[{THIN},]\d{{3}})*")
_SMALL = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, an instant (ms UTC) or an ISO date of the digest."""

    path: str
    value: int | str


def resolve(digest: Any, path: str) -> int | str | None:
    """The value at a path (`stories.0.authors`), the length of a list; None where there is none."""
    value: Any = digest
    for part in path.split("."):
        if isinstance(value, tuple):
            value = value[int(part)] if part.isdecimal() and int(part) < len(value) else None
        elif isinstance(value, Mapping):
            value = value.get(part)
        else:
            value = getattr(value, part, None)
    if isinstance(value, tuple):
        return len(value)
    return value if isinstance(value, int | str) else None


def settings_of(path: str, value: int | str, voice: Voice) -> tuple[str, ...]:
    """Every way in which a sentence may set the figure."""
    if isinstance(value, str):
        return (voice.date(value),) if _is_date(value) else ()
    if path.rsplit(".", 1)[-1] in _INSTANTS:
        return (voice.time(value), voice.date(value))
    words = (voice.word(value),) if 0 <= value <= _SMALL else ()
    return (voice.number(value), voice.rank(value), *words)


def numbers(text: str) -> list[str]:
    """The numbers that stand in a text, as they are set."""
    return _TOKEN.findall(text)


def story_of(path: str) -> int | None:
    """The index of the story that a path leads into."""
    match = _STORY.match(path)
    return int(match[1]) if match else None


def moved(path: str, places: Mapping[int, int]) -> str:
    """The same figure after stories have moved from old index to new."""
    index = story_of(path)
    return path if index is None else _STORY.sub(f"stories.{places[index]}", path)


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
