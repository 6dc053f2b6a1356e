"""A stream that others write: any channel of posts, ours or flat JSON; its offsets are cursors."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping

import orjson

from schemas.channels import RECORD_BYTES
from schemas.records import PostCreated
from streams.adapters.log import Entry, Log
from streams.sources.flat_post import NotAPost, flat_post
from streams.sources.lines import Line
from streams.sources.records import CONTROL, read_record
from streams.sources.source import Draft, refused

WAIT = 1.0
"""Seconds that one look at the channel waits for more."""


class KafkaStream:
    """Reads a channel from its end on (or from a cursor) through a `Log` without our prefix.

    A value with a `kind` is one of our records; any other is flat JSON, with `columns` saying
    what our names are called there (`{"id": "uuid", "text": "body"}`). The time a flat post tells
    is its event time; a post that tells none has been written when its record was appended.
    """

    def __init__(self, log: Log, channel: str, columns: Mapping[str, str] | None = None) -> None:
        self.log = log
        self.channel = channel
        self.name = f"kafka:{channel}"
        self.columns = dict(columns or {})

    async def begin(self) -> str:
        """The ends of all partitions."""
        return await asyncio.to_thread(self._ends)

    def _ends(self) -> str:
        count = self.log.partitions(self.channel)
        return json.dumps({str(p): self.log.end(self.channel, p) for p in range(count)})

    async def read(self, cursor: str) -> AsyncIterator[Draft]:
        """Drafts behind the offsets of a cursor; partitions that are new begin at their start."""
        offsets = {int(p): offset for p, offset in json.loads(cursor or "{}").items()}
        for partition in range(await asyncio.to_thread(self.log.partitions, self.channel)):
            offsets.setdefault(partition, 0)
        while True:
            positions = {(self.channel, p): offset for p, offset in offsets.items()}
            if not await asyncio.to_thread(self.log.wait, positions, WAIT):
                continue
            for partition in sorted(offsets):
                entries = await asyncio.to_thread(
                    self.log.read, self.channel, partition, offsets[partition]
                )
                for entry in entries:
                    offsets[partition] = entry.offset + 1
                    draft = self.draft(partition, entry, json.dumps(offsets))
                    if draft is not None:
                        yield draft

    def draft(self, partition: int, entry: Entry, cursor: str) -> Draft | None:
        """What an entry says; None for tombstones and for what another intake says of itself."""
        if entry.value is None:
            return None
        line = Line(entry.offset, entry.value, None)
        key = f"{self.name}/{partition}:{entry.offset}"
        try:
            fields = orjson.loads(entry.value)
            if isinstance(fields, dict) and "kind" in fields:
                record = read_record(line, f"{self.name}/{partition}")
                return None if isinstance(record, CONTROL) else Draft(record, 0, cursor)
            return Draft(self._post(fields, key, entry), 0, cursor)
        except (orjson.JSONDecodeError, NotAPost) as error:
            reason = "too_large" if len(entry.value) > RECORD_BYTES else "malformed"
            return Draft(refused(self.name, key, entry.value, reason, str(error)), 0, cursor)

    def _post(self, fields: object, key: str, entry: Entry) -> PostCreated:
        names = self.columns
        told = {names.get("ts", "ts"): entry.timestamp, names.get("id", "id"): key}
        if isinstance(fields, dict):
            fields = told | fields
        return flat_post(fields, 1, entry.value or b"", columns=names, source=self.name)
