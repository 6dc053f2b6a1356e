"""Where a digest lies on disk, and how it gets there: whole or not at all."""

import os
import re
from datetime import date
from pathlib import Path

from streams.outlets.errors import Unpublishable

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def folder_of(root: Path, edition: str, day: str) -> Path:
    """The folder of an edition's day; raises `Unpublishable` where a name is none of ours.

    Names come from records, and a record may be anybody's: they never lead out of the root.
    """
    if not _SLUG.fullmatch(edition) or not _DAY.fullmatch(day) or not _is_date(day):
        raise Unpublishable(f"expected an edition's name and a date, got {edition!r}, {day!r}")
    return root / edition / day


def _is_date(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def write_whole(path: Path, content: bytes) -> bool:
    """Put a file in place in one step; False where it holds these bytes already."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return True
