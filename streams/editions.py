"""Reads `editions.toml`: desks and editions, checked whole, with the line of every fault."""

import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import msgspec

from schemas.editions import Desk, Edition, Match, Settings
from streams.editions_text import Lines
from streams.settings import Fault, SettingsError

EXPECTED = {
    "name": "a slug: small letters, digits and hyphens, at most 63",
    "desk": "the name of a desk of this file",
    "zone": "an IANA time zone, for example Europe/Paris",
    "language": "fr or en",
    "close": "local time on the quarter hour, 00:00 to 24:00",
    "grace": "whole seconds from 0 to 86400",
    "stories": "a whole number from 0 to 20",
    "rolling": "whole minutes in seconds, from 60 to 3600",
    "motto": "a text",
    "signature": "a text",
    "any": "tables of words, hashtags, languages, authors or sources",
    "all": "tables of words, hashtags, languages, authors or sources",
    "none": "tables of words, hashtags, languages, authors or sources",
}
LISTS = msgspec.structs.fields(Match)


def load_editions(path: Path) -> Settings:
    """Read and check a file; raises `SettingsError` with every fault in it."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        fault = Fault(0, "file", "a readable UTF-8 file", str(error))
        raise SettingsError(str(path), [fault]) from None
    return parse_editions(text, str(path))


def shipped(name: str = "editions") -> Settings:
    """The settings shipped with the program: `editions` (the AI desk) or `everything`."""
    text = files("streams").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return parse_editions(text, f"{name}.toml")


def parse_editions(text: str, where: str) -> Settings:
    """Read and check the text of a file that is called `where` in errors."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(where, [_syntax(error)]) from None
    check = _Check(document, Lines(text))
    if check.faults:
        raise SettingsError(where, sorted(check.faults))
    return Settings(desks=tuple(check.desks), editions=tuple(check.editions))


def _syntax(error: tomllib.TOMLDecodeError) -> Fault:
    message, _, place = str(error).partition(" (at line ")
    line = place.split(",")[0]
    return Fault(int(line) if line.isdigit() else 0, "syntax", "TOML", message)


class _Check:
    """Walks a document once and gathers faults, desks and editions."""

    def __init__(self, document: dict[str, Any], lines: Lines) -> None:
        self.lines = lines
        self.faults: list[Fault] = []
        self.desks: list[Desk] = []
        self.editions: list[Edition] = []
        self._unknown(document, ("desks", "editions"), "", 0)
        desks = self._tables(document, "desks")
        for index, table in enumerate(desks):
            self._desk(table, index)
        self._unique("desks", desks)
        names = {str(table.get("name")) for table in desks}
        editions = self._tables(document, "editions")
        for index, table in enumerate(editions):
            self._edition(table, index, names)
        self._unique("editions", editions)

    def _tables(self, document: dict[str, Any], kind: str) -> list[dict[str, Any]]:
        found = document.get(kind)
        if isinstance(found, list) and found and all(isinstance(t, dict) for t in found):
            return found
        self._fault(kind, 0, kind, f"one or more [[{kind}]] tables", repr(found))
        return []

    def _desk(self, table: dict[str, Any], index: int) -> None:
        before = len(self.faults)
        self._fields(Desk, table, "desks", index, skip=("any", "all", "none"))
        for group in ("any", "all", "none"):
            self._matches(table.get(group, []), group, index)
        if len(self.faults) == before:
            self.desks.append(msgspec.convert(table, Desk))

    def _matches(self, matches: Any, group: str, index: int) -> None:
        if not isinstance(matches, list) or not all(isinstance(m, dict) for m in matches):
            self._fault("desks", index, group, EXPECTED[group], repr(matches))
            return
        names = tuple(f.name for f in LISTS)
        for match in matches:
            self._unknown(match, names, "desks", index)
            if not any(match.get(name) for name in names):
                self._fault("desks", index, group, EXPECTED[group], "a table without values")
            for name in names:
                value = match.get(name, [])
                if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
                    self._fault("desks", index, name, "a list of texts", repr(value))

    def _edition(self, table: dict[str, Any], index: int, desks: set[str]) -> None:
        before = len(self.faults)
        self._fields(Edition, table, "editions", index)
        zone, desk = table.get("zone"), table.get("desk")
        if isinstance(zone, str) and zone not in available_timezones():
            self._fault("editions", index, "zone", EXPECTED["zone"], repr(zone))
        if isinstance(desk, str) and desk not in desks:
            known = ", ".join(sorted(desks))
            self._fault("editions", index, "desk", f"one of the desks: {known}", repr(desk))
        if len(self.faults) == before:
            self.editions.append(msgspec.convert(table, Edition))

    def _fields(
        self,
        struct: type[msgspec.Struct],
        table: dict[str, Any],
        kind: str,
        index: int,
        *,
        skip: tuple[str, ...] = (),
    ) -> None:
        known = msgspec.structs.fields(struct)
        self._unknown(table, tuple(f.name for f in known), kind, index)
        for each in known:
            if each.name in table and each.name not in skip:
                try:
                    msgspec.convert(table[each.name], each.type)
                except msgspec.ValidationError:
                    got = repr(table[each.name])
                    self._fault(kind, index, each.name, EXPECTED[each.name], got)
            elif each.required:
                self._fault(kind, index, each.name, EXPECTED[each.name], "nothing")

    def _unknown(
        self, table: dict[str, Any], known: tuple[str, ...], kind: str, index: int
    ) -> None:
        for key in table:
            if key not in known:
                self._fault(kind, index, key, f"one of {', '.join(known)}", "an unknown key")

    def _unique(self, kind: str, tables: list[dict[str, Any]]) -> None:
        seen: Counter[str] = Counter()
        for index, table in enumerate(tables):
            name = str(table.get("name"))
            seen[name] += 1
            if seen[name] > 1:
                self._fault(kind, index, "name", "a name of its own", f"{name!r} again")

    def _fault(self, kind: str, index: int, key: str, expected: str, got: str) -> None:
        self.faults.append(Fault(self.lines.of(kind, index, key), key, expected, got[:200]))
