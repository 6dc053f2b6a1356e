"""One desk's fold: second by second, from hand-overs to pages."""

from collections.abc import Iterator
from typing import Any

from schemas.handovers import BackRow, GoneRow, PostRow, WordRow
from streams.core.calendar import BUCKET
from streams.core.desk.archive import KEPT, Archive
from streams.core.desk.inbox import Inbox, Link
from streams.core.desk.ledger import Ledger
from streams.core.desk.moment import Moment
from streams.core.desk.printer import Printer
from streams.core.desk.shelf import Shelf
from streams.core.desk.words import obey
from streams.core.fold import Output


class Desk:
    """Everything that one desk knows, as of the second `inbox.folded`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.inbox = Inbox()
        self.shelf = Shelf()
        self.ledger = Ledger()
        self.archive = Archive()
        self.printer = Printer(name, self.shelf, self.ledger, self.archive)
        self.tidied = 0

    def take(self, handover: Link, value: bytes) -> Iterator[Output]:
        """Take a hand-over, read from `value`, and fold every second that it completes."""
        if not self.inbox.take(handover, value):
            return
        for since, until, records in handover.gaps:
            self.ledger.add_gap(handover.shard, since, until, records)
        while self.inbox.lost:
            self.ledger.add_gap(*self.inbox.lost.pop())
        if self.inbox.dropped:
            self.ledger.add(self.inbox.folded - 1, "dropped", self.inbox.dropped)
            self.inbox.dropped = 0
        self.printer.released = sorted(self.inbox.released)
        for moment in self.inbox.moments():
            yield from self.printer.pass_time(moment.second)
            yield from self.fold(moment)
        yield from self.printer.pass_time(self.inbox.folded)
        self.inbox.settle()

    def fold(self, moment: Moment) -> list[Output]:
        """Fold one merged second."""
        gone: dict[str, str] = {}
        said: dict[str, str] = {}  # what edited posts say when the second ends
        for row in moment.rows:
            if isinstance(row, PostRow):
                self._admit(row)
                if row.revision:
                    said[row.post] = row.text
            elif isinstance(row, GoneRow):
                self.shelf.gone(row)
                if row.why == "withdrawn":
                    said[row.post] = ""
                else:
                    gone[row.post] = row.why
            elif isinstance(row, BackRow):
                self.shelf.back(row)
            elif isinstance(row, WordRow):
                gone.update(obey(row.record, self.shelf, self.archive))
                self._note(row.record, moment.second)
        self.shelf.learn()
        for count in moment.counts:
            self.shelf.count(count)
        self.ledger.add_all(moment.second, moment.tallies)
        self._tidy(moment.second)
        self.printer.stir(moment.second)
        if not gone and not said:
            return []
        return self.archive.take_back(gone, said=said, at=moment.second)

    def _admit(self, row: PostRow) -> None:
        if self.shelf.admit(row):
            self.printer.admit(row.event_time, row.stamp[0], row.author)

    def _note(self, record: dict[str, Any], second: int) -> None:
        kind, at = record["kind"], record["at"]
        if kind == "intake_idle":
            self.ledger.add(at, f"idle:{record['silent']}")
        elif kind == "order_release_shard":
            self.ledger.add(at, f"released:{record['shard']}")
        else:
            self.printer.orders.take(self.name, record)
            self.printer.settle(second)  # settings hold for the rest of their own second

    def _tidy(self, now: int) -> None:
        if now - self.tidied < BUCKET and len(self.shelf.posts) <= self.shelf.cap:
            return
        self.tidied = now
        self.shelf.relabel()
        self.shelf.forget_hidden(now - KEPT)
        dropped = self.shelf.forget(self.printer.oldest(now))
        self.printer.rows.keep(self.shelf.by_number)
        if dropped:
            self.ledger.add(now, "dropped", dropped)
        self.ledger.forget(now)
        self.archive.forget(now)

    def snapshot(self) -> dict[str, Any]:
        return {
            "inbox": self.inbox.snapshot(),
            "shelf": self.shelf.snapshot(),
            "ledger": self.ledger.snapshot(),
            "archive": self.archive.snapshot(),
            "printer": self.printer.snapshot(),
            "tidied": self.tidied,
        }

    def restore(self, state: dict[str, Any]) -> "Desk":
        self.inbox.restore(state["inbox"])
        self.shelf.restore(state["shelf"])
        self.ledger.restore(state["ledger"])
        self.archive.restore(state["archive"])
        self.printer.restore(state["printer"])
        self.tidied = state["tidied"]
        return self
