"""Reads how the command line names sources: `kafka:CHANNEL`, `records:PATH`, `flat:PATH`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from streams.commands.common import Failed, told

if TYPE_CHECKING:
    from streams.settings import Process
    from streams.sources.intake import Live

KNOWN = """\b
  kafka:CHANNEL   a stream that others write on the broker (BOUCLAGE_FIELDS maps its fields)
  records:PATH    a file of our records, read now
  flat:PATH       a file of posts, JSON lines or CSV, read now
"""


def sources_of(names: Sequence[str], process: "Process") -> "list[Live]":
    """The sources of these names; raises `Failed` with all bad names at once."""
    found, bad = [], []
    for name in names:
        kind, _, rest = name.partition(":")
        source = _source(kind, rest, process) if rest else None
        if source is None:
            bad.append(name)
        else:
            found.append(source)
    if bad:
        raise Failed(f"unknown sources: {', '.join(bad)}; expected\n{KNOWN[2:].rstrip()}")
    return found


def _source(kind: str, rest: str, process: "Process") -> "Live | None":
    from streams.sources.flat import FlatFile
    from streams.sources.once import Once
    from streams.sources.records import RecordFile

    if kind == "records":
        return Once(RecordFile(_file(rest)))
    if kind == "flat":
        return Once(FlatFile(_file(rest), columns=columns_of(process.fields)))
    if kind == "kafka":
        from streams.adapters.open import open_log
        from streams.sources.kafka_stream import KafkaStream

        # Others know nothing of our prefix.
        with told():
            log = open_log(process.broker, security=process.security, create=False)
        return KafkaStream(log, rest, columns_of(process.fields))
    return None


def _file(path: str) -> Path:
    if not Path(path).is_file():
        raise Failed(f"cannot read {path}: expected a file, found none there")
    return Path(path)


def columns_of(fields: str) -> dict[str, str]:
    """Our names and theirs, from `id=uuid,text=body`; raises `Failed` on names not ours."""
    from streams.sources.flat_post import COLUMNS

    pairs = [pair.split("=") for pair in fields.split(",") if pair]
    found = {ours.strip(): theirs.strip() for ours, theirs in pairs}
    if unknown := sorted(set(found) - set(COLUMNS)):
        raise Failed(
            f"BOUCLAGE_FIELDS: expected names of {', '.join(COLUMNS)}, got {', '.join(unknown)}"
        )
    return found
