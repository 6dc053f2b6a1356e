"""Flat files of posts: JSON lines or CSV, a column a field (`replay --format flat`)."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from schemas.channels import RECORD_BYTES
from schemas.codec import Record
from streams.sources.csv_rows import csv_rows
from streams.sources.flat_post import NotAPost, flat_post, flat_time
from streams.sources.lines import Line, lines, name_of
from streams.sources.source import Draft, refused
from streams.sources.times import in_time


class FlatFile:
    """A file of posts without the life around them.

    Columns: id, text, author, ts or seq, likes, reposts, replies, quotes, points, comments, lang,
    url, name; all but text may be missing, and others are passed over. A file without times gets
    them from its order, one post a second from 2026-01-01 UTC. Where an author is missing nobody
    knows who wrote, and no page counts the authors. Counters become one snapshot at the post's
    time. `columns` says what ours are called in the file.
    """

    def __init__(
        self, path: Path, name: str = "", columns: Mapping[str, str] | None = None
    ) -> None:
        self.path = path
        self.name = name or f"file:{name_of(path)}"
        self.columns = dict(columns or {})

    def read(self, cursor: str) -> Iterator[Draft]:
        """Drafts behind the row that the cursor names."""
        after = int(cursor or 0)
        if self.path.suffix.lower() in (".csv", ".tsv"):
            return in_time(self._rows(after))
        return in_time(self._lines(after))

    def _lines(self, after: int) -> Iterator[Draft]:
        for line in lines(self.path, after):
            try:
                fields = orjson.loads(line.raw)
            except orjson.JSONDecodeError as error:
                yield self._refuse(line, "malformed", str(error))
                continue
            yield self._draft(line, fields)

    def _rows(self, after: int) -> Iterator[Draft]:
        for line, fields in csv_rows(self.path, after):
            if isinstance(fields, str):
                yield self._refuse(line, "malformed", fields)
            else:
                yield self._draft(line, fields)

    def _draft(self, line: Line, fields: Any) -> Draft:
        if line.tail or len(line.raw) > RECORD_BYTES:
            return self._refuse(line, "too_large", f"expected at most {RECORD_BYTES} bytes")
        try:
            record: Record = flat_post(fields, line.number, line.raw, columns=self.columns)
            return Draft(record, flat_time(fields, line.number, self.columns), str(line.number))
        except NotAPost as error:
            return self._refuse(line, "malformed", str(error))

    def _refuse(self, line: Line, reason: str, detail: str) -> Draft:
        key = f"{self.name}:{line.number}"
        if line.tail:
            reason, detail = "too_large", f"expected at most {RECORD_BYTES} bytes"
        record = refused(self.name, key, line.raw, reason, detail, more=line.tail)
        return Draft(record, 0, str(line.number))
