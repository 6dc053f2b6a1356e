"""What a setting of the process may be: each reads a text or says what it takes."""

import re
from collections.abc import Callable
from pathlib import Path

_HOST = r"(?:\[[0-9a-fA-F:.]+\](?::\d+)?|[^\s@,\[\]]+)"
_BROKERS = re.compile(rf"kafka://{_HOST}(?:,{_HOST})*")


class Wrong(ValueError):
    """A value that a setting cannot take; the text says what it takes."""


def text(value: str) -> str:
    """Any text."""
    return value


def broker(value: str) -> str:
    """The URL of a log; a user or password in it is refused."""
    if value.startswith("sqlite:///") and len(value) > len("sqlite:///"):
        return value
    if _BROKERS.fullmatch(value):
        return value
    raise Wrong("sqlite:///PATH or kafka://HOST:PORT[,HOST:PORT]")


def prefix(value: str) -> str:
    """What stands before names on a shared broker."""
    if len(value) <= 64 and all(c.isascii() and (c.isalnum() or c in "._-") for c in value):
        return value
    raise Wrong("at most 64 letters, digits, dots, hyphens or underscores")


def name(value: str) -> str:
    """A name that is safe in keys, groups and file names."""
    if 0 < len(value) <= 64 and all(c.isascii() and (c.isalnum() or c in "._-") for c in value):
        return value
    raise Wrong("1 to 64 letters, digits, dots, hyphens or underscores")


def seconds(low: int, high: int) -> Callable[[str], int]:
    """Whole seconds within bounds."""

    def read(value: str) -> int:
        if value.isascii() and value.isdigit() and low <= int(value) <= high:
            return int(value)
        raise Wrong(f"whole seconds from {low} to {high}")

    return read


def choice(*names: str) -> Callable[[str], str]:
    """One of a few names."""

    def read(value: str) -> str:
        if value in names:
            return value
        raise Wrong(f"one of {', '.join(names)}")

    return read


def mapping(value: str) -> str:
    """Pairs of names."""
    pairs = [pair.split("=") for pair in value.split(",")]
    if all(len(pair) == 2 and pair[0].strip() and pair[1].strip() for pair in pairs):
        return value
    raise Wrong("OURS=THEIRS[,OURS=THEIRS]")


def path(value: str) -> Path:
    """A path, with `~` for the home folder."""
    return Path(value).expanduser()


def readable(value: str) -> str:
    """A file that is there."""
    if Path(value).expanduser().is_file():
        return str(Path(value).expanduser())
    raise Wrong("a file that exists")
