"""What was true at a time, read from the raw lines of a day by rules too simple to be wrong."""

from bisect import bisect_left
from pathlib import Path
from typing import Any

from schemas.digests import Digest
from streams.core.desk.archive import supports
from streams.core.text import visible
from tests.e2e.stage import fields_of

KINDS = ("post_created", "post_edited")
WORDS = ("author_hidden", "author_restored")
"""What goes to every shard, and is counted in none."""


class Oracle:
    """Every post of a file with its texts and its end, by the time at which they arrived."""

    def __init__(self, file: Path) -> None:
        self.texts: dict[tuple[str, int], tuple[int, str]] = {}
        self.ends: dict[str, int] = {}
        self.arrived: list[int] = []
        """When each record came, in order; what tells no time came with the one before."""
        now = 0
        for line in file.read_bytes().splitlines():
            record = fields_of(line)
            told = record.get("at")
            now = max(now, told) if isinstance(told, int) else now
            self._learn(record, now)
            if record.get("kind") not in WORDS:
                self.arrived.append(now)

    def _learn(self, record: dict[str, Any], at: int) -> None:
        root = record.get("root", "")
        if record.get("kind") in KINDS and isinstance(record.get("text"), str):
            told = (at, visible(record["text"]))
            self.texts.setdefault((root, record.get("revision", 0)), told)
        elif record.get("kind") == "post_deleted":
            self.ends.setdefault(root, at)

    def check(self, digest: Digest) -> None:
        """Every span is one of a post that had arrived, in words that stand there; none is gone."""
        now = digest.corrections[-1].at if digest.corrections else digest.as_of
        for support in supports(digest):
            if not support.post:
                continue
            at, text = self.texts[support.post, support.revision]
            assert at < digest.as_of, f"{support.post} is quoted before it came"
            assert self.ends.get(support.post, now) >= now - now % 1000, f"{support.post} is gone"
            if support.start is not None:
                assert 0 <= support.start < (support.end or 0) <= len(text)
        for story in digest.stories:
            if story.quote:
                _, text = self.texts[story.quote.post, story.quote.revision]
                assert story.quote.text == text[story.quote.start : story.quote.end]
        since, until = digest.window.start, digest.as_of
        arrived = bisect_left(self.arrived, until) - bisect_left(self.arrived, since)
        assert digest.coverage.records == arrived
