"""Files that a person names: looked at before any work is done, and never destroyed."""

import errno
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from streams.commands.common import Failed

if TYPE_CHECKING:
    from schemas.codec import Record
    from streams.outlets.publisher import Publisher
    from streams.sources.flat import FlatFile
    from streams.sources.records import RecordFile

    Source = RecordFile | FlatFile


def source_of(path: Path, layout: str, name: str = "") -> "Source":
    """A file of posts (`layout` flat) or records; raises `Failed` where there is none."""
    from streams.sources.flat import FlatFile
    from streams.sources.records import RecordFile

    if not path.is_file():
        other = "what is no plain file" if path.exists() else "none there"
        got = "a folder" if path.is_dir() else other
        raise Failed(f"cannot read {path}: expected a file, found {got}; is its name right?")
    return FlatFile(path, name) if layout == "flat" else RecordFile(path, name)


STDOUT = Path("/dev/stdout")
"""Opened anew it would be cut where it is a file that others append to."""


class Refusals:
    """What files held that is no record, by reason; the first one, to be shown."""

    def __init__(self, layout: str) -> None:
        self.expected = "posts, one a line" if layout == "flat" else "our records, one a line"
        self.other = "records" if layout == "flat" else "flat"
        self.reasons: Counter[str] = Counter()
        self.first = ""

    def take(self, record: "Record") -> bool:
        """Whether a source refused this; counts it."""
        from schemas.records import InputRefused

        if not isinstance(record, InputRefused):
            return False
        self.reasons[record.reason] += 1
        self.first = self.first or record.detail or record.reason
        return True

    def nothing(self, files: Iterable[Path]) -> Failed:
        """The error where files held nothing else."""
        names = ", ".join(map(str, files))
        if not self.reasons:
            return Failed(f"cannot read {names}: expected {self.expected}, got nothing at all")
        return Failed(
            f"cannot read {names}: expected {self.expected}, got {self.reasons.total()} that are "
            f"none (the first: {self.first}); try --format {self.other}, or another file"
        )

    def tell(self) -> None:
        """Say on the error output what was passed over, if anything."""
        if self.reasons:
            why = ", ".join(f"{reason} {n}" for reason, n in sorted(self.reasons.items()))
            total = self.reasons.total()
            click.echo(f"passed over {total} that are no record ({why}): {self.first}", err=True)


def must_hold_something(sources: "Sequence[Source]", layout: str) -> None:
    """Raises `Failed` where no file holds a single record: it is another kind of file."""
    refusals = Refusals(layout)
    for source in sources:
        for draft in source.read(""):
            if not refusals.take(draft.record):
                return
    raise refusals.nothing(source.path for source in sources)


def folder_for_digests(path: Path) -> Path:
    """The folder, made where it is missing; raises `Failed` where nothing could be put into it."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        if not os.access(path, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    except OSError as error:
        raise Failed(
            f"cannot write digests to {path}: expected a folder that this user may write in, "
            f"got {error.strerror or error}; name another with --out"
        ) from None
    return path


def publish_all(publisher: "Publisher") -> None:
    """Write every final; raises `Failed` where the folder holds other digests of these days."""
    publisher.step(0.0)
    if publisher.refused:
        raise Failed(
            f"cannot write {publisher.refused} final digests to {publisher.root}: expected days "
            "that are not there yet, or the same bytes, got others (named above), which stay as "
            "they are; name another folder with --out"
        )


def check_targets(targets: Sequence[Path], files: Sequence[Path]) -> None:
    """Raises `Failed` where a target cannot be written, or is read or written otherwise."""
    taken = {file.resolve(): "one of the files to read" for file in files}
    for target in targets:
        if target.is_dir():
            raise Failed(f"cannot write {target}: expected a file, found a folder; name a file")
        if _takes_bytes(target):
            continue
        path = target.resolve()
        if not path.parent.is_dir() or not os.access(path.parent, os.W_OK | os.X_OK):
            raise Failed(
                f"cannot write {target}: expected a folder that this user may write in, got "
                f"{path.parent}; name another place"
            )
        if path in taken:
            raise Failed(
                f"cannot write {target}: expected a file of its own, got {taken[path]}; "
                "name another"
            )
        taken[path] = "another output"


def write_target(target: Path, content: bytes) -> None:
    """Write a file whole or not at all; what is no file (a pipe, a device) takes it as it is."""
    from streams.outlets.files import write_whole

    try:
        if target == STDOUT:
            click.get_binary_stream("stdout").write(content)
        elif _takes_bytes(target):
            target.write_bytes(content)
        else:
            write_whole(target.resolve(), content)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(target)) from None


def _takes_bytes(target: Path) -> bool:
    return target == STDOUT or (target.exists() and not target.is_file())
