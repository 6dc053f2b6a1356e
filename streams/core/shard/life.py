"""The life of a post: created, edited, deleted, withheld, restored, and which desks are told.

A post is known by its root, onto which edits and engagement fold. Only what a desk admitted is
tracked; what nobody tracks is told to every desk where it may matter (deleted, withheld, back).
"""

from typing import Any

from schemas.handovers import BackRow, GoneRow, PostRow
from schemas.records import (
    PostCreated,
    PostDeleted,
    PostEdited,
    PostRestored,
    PostWithheld,
)
from streams.core.shard.admission import Candidate
from streams.core.shard.engagement import Engagement, clamped, counts_of
from streams.core.shard.line import mark_of
from streams.core.shard.order import Entry
from streams.core.shard.remembered import Remembered
from streams.core.shard.sheet import Sheet
from streams.core.shard.standing import Standing
from streams.core.shard.table import Table
from streams.core.shard.tracked import HOUR, Counts, Tracked
from streams.core.text import visible

MOST_TEXT = 20_000
MARKS = 200_000
"""Deletions, and withheld posts, that are remembered for an hour without their post."""


class Life:
    """Folds what happens to posts; engagement is beside it, on the same table."""

    def __init__(self, standing: Standing, table: Table, engagement: Engagement) -> None:
        self.standing = standing
        self.table = table
        self.engagement = engagement
        self.deleted = Remembered(HOUR, MARKS)
        self.withheld = Remembered(HOUR, MARKS)

    def created(self, entry: Entry, sheet: Sheet) -> None:
        """Fold a post's creation: its first sight, unless an edit was seen before."""
        record = entry.record
        assert isinstance(record, PostCreated)
        mark = mark_of(record.root)
        known = self.table.get(mark)
        if known is not None:
            sheet.refuse("stale_revision" if known.revision else "duplicate", entry)
        else:
            counters, time = record.counters, clamped(record.event_time, entry.at)
            base = (counts_of(counters), time) if counters is not None else None
            self._first_sight(entry, record, mark, revision=0, base=base, sheet=sheet)

    def edited(self, entry: Entry, sheet: Sheet) -> None:
        """Fold an edit: admission is decided anew. Of an unknown post, it is the first sight."""
        record = entry.record
        assert isinstance(record, PostEdited)
        mark = mark_of(record.root)
        known = self.table.get(mark)
        if known is None:
            told = record.revision
            self._first_sight(entry, record, mark, revision=told, base=None, sheet=sheet)
        elif record.revision <= known.revision:
            same = record.revision == known.revision
            sheet.refuse("duplicate" if same else "stale_revision", entry)
        else:
            self._readmit(entry, record, known, sheet)

    def _first_sight(
        self,
        entry: Entry,
        record: PostCreated | PostEdited,
        mark: int,
        *,
        revision: int,
        base: tuple[Counts, int] | None,
        sheet: Sheet,
    ) -> None:
        sheet.posts += 1
        root = record.root
        if mark in self.deleted:
            return sheet.refuse("deleted_before", entry)
        candidate = _candidate(entry, record, sheet)
        desks = self.standing.admission.desks(candidate) if candidate else ()
        if revision:  # a desk may have printed what we have forgotten
            others = [desk for desk in sheet.audience if desk not in desks]
            sheet.give(others, GoneRow(entry.stamp, root, "withdrawn"))
        if not candidate or not desks:
            return None
        sheet.give(desks, _row(entry, candidate, revision))
        sheet.admit(desks)
        tracked = Tracked(revision, desks)
        if mark in self.withheld:
            tracked.withheld = True
            sheet.give(desks, GoneRow(entry.stamp, root, "withheld"))
        begun = self.engagement.begin(root, tracked, base)
        self.table.add(mark, tracked, sheet.second)
        if begun:
            sheet.touched[root] = mark
        return None

    def _readmit(self, entry: Entry, record: PostEdited, known: Tracked, sheet: Sheet) -> None:
        # An edit whose text is refused withdraws the post: the old text is the author's no more.
        candidate = _candidate(entry, record, sheet)
        desks = self.standing.admission.desks(candidate) if candidate else ()
        before, known.desks, known.revision = known.desks, desks, record.revision
        stamp = entry.stamp
        left = [desk for desk in before if desk not in desks]
        sheet.give(left, GoneRow(stamp, record.root, "withdrawn"))
        if not candidate:
            return
        sheet.give(desks, _row(entry, candidate, record.revision))
        if joined := [desk for desk in desks if desk not in before]:
            sheet.admit(joined)
            sheet.touched[record.root] = mark_of(record.root)
            if known.withheld:
                sheet.give(joined, GoneRow(stamp, record.root, "withheld"))

    def removed(self, entry: Entry, sheet: Sheet) -> None:
        """Fold a deletion. A creation that follows within the hour is refused."""
        record = entry.record
        assert isinstance(record, PostDeleted)
        root, mark = record.root, mark_of(record.root)
        if mark in self.deleted:
            return sheet.refuse("duplicate", entry)
        known = self.table.pop(mark)
        desks = sheet.audience if known is None else known
        sheet.give(desks, GoneRow(entry.stamp, root, "deleted"))
        self.deleted.add(mark, sheet.second)
        return None

    def hidden(self, entry: Entry, sheet: Sheet) -> None:
        """Fold the network's withholding of a post."""
        record = entry.record
        assert isinstance(record, PostWithheld)
        desks = self._mark(record.root, sheet, withheld=True)
        sheet.give(desks, GoneRow(entry.stamp, record.root, "withheld"))

    def back(self, entry: Entry, sheet: Sheet) -> None:
        """Fold the end of a withholding."""
        record = entry.record
        assert isinstance(record, PostRestored)
        desks = self._mark(record.root, sheet, withheld=False)
        sheet.give(desks, BackRow(entry.stamp, record.root))

    def _mark(self, root: str, sheet: Sheet, *, withheld: bool) -> tuple[str, ...]:
        mark = mark_of(root)
        known = self.table.get(mark)
        if known is not None:
            known.withheld = withheld
        if withheld:
            self.withheld.add(mark, sheet.second)
        else:
            self.withheld.forget(mark)
        return sheet.audience if known is None else known.desks

    def expire(self, second: int) -> None:
        """Forget what is older than its span when this second begins."""
        self.table.expire(second)
        self.deleted.expire(second)
        self.withheld.expire(second)

    def snapshot(self) -> dict[str, Any]:
        return {"deleted": self.deleted.snapshot(), "withheld": self.withheld.snapshot()}

    def restore(self, state: dict[str, Any]) -> None:
        self.deleted.restore(state["deleted"])
        self.withheld.restore(state["withheld"])


def _candidate(entry: Entry, record: PostCreated | PostEdited, sheet: Sheet) -> Candidate | None:
    if len(record.text) > MOST_TEXT:
        sheet.refuse("text_too_long", entry)
        return None
    if text := visible(record.text):
        return Candidate(record, text)
    sheet.refuse("empty_text", entry)
    return None


def _row(entry: Entry, candidate: Candidate, revision: int) -> PostRow:
    record, author, said = candidate.record, candidate.record.author, candidate.analysis
    return PostRow(
        stamp=entry.stamp,
        post=record.root,
        revision=revision,
        author=author.id,
        handle=author.handle,
        name=author.name,
        account_created=author.created or 0,
        text=candidate.text,
        lang=said.lang,
        tokens=said.tokens,
        voice=said.voice,
        url=record.url,
        event_time=clamped(record.event_time, entry.at),
        source=record.source,
    )
