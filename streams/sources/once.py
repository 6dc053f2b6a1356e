"""A file read by a live intake: its posts happen as they are read."""

import asyncio
from collections.abc import AsyncIterator
from itertools import islice

from streams.sources.source import Draft, Replayed

AT_ONCE = 200


class Once:
    """Reads a file to its end, once; what it holds takes the present as its place in time."""

    def __init__(self, file: Replayed) -> None:
        self.file = file
        self.name = file.name

    async def begin(self) -> str:
        """The start of the file."""
        return ""

    async def read(self, cursor: str) -> AsyncIterator[Draft]:
        """The drafts behind the cursor."""
        drafts = self.file.read(cursor)
        while batch := await asyncio.to_thread(list, islice(drafts, AT_ONCE)):
            for draft in batch:
                yield draft
