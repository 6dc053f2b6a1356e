"""The press of one edition: its open day, its rolling and final digests, its memory of stories."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from schemas.codec import encode
from schemas.digests import Coverage, Digest, Window
from schemas.editions import Edition
from streams.core.authors import author_figure
from streams.core.calendar import after, closing, day_of, window
from streams.core.desk.orders import NEVER
from streams.core.fold import VERSION
from streams.core.stories import Memory, StoryCard
from streams.core.writing import Page, write

AUTHORS = 500_000
"""Distinct authors counted a day; beyond it the figure reads as "at least"."""
NOBODY = 0
"""The key of all unknown authors."""


def author_key(author: str) -> int:
    """What is kept of an author who is only counted: 64 bits; `NOBODY` for "", the unknown."""
    if not author:
        return NOBODY
    return int.from_bytes(hashlib.blake2b(author.encode(), digest_size=8).digest(), "big")


class Press:
    """An edition with its open day. Days open where the last one ended, whatever settings say."""

    def __init__(self, edition: Edition, now: int) -> None:
        self.edition = edition
        self.day = day_of(edition.zone, edition.close, now)
        self.start, self.end = window(edition.zone, edition.close, self.day)
        self.revision = 0
        self.roll_at = NEVER
        self.previous = ""
        self.authors: tuple[dict[int, None], dict[int, None]] = ({}, {})
        """Who wrote today, and who tomorrow: dicts, since a snapshot keeps their order for free."""
        self.admitted = [0, 0]
        """Posts of today, and of tomorrow."""
        self.memory = Memory()

    @property
    def due(self) -> int:
        """The instant at which the open day becomes a final digest."""
        return self.end + self.edition.grace * 1000

    def stir(self, second: int) -> None:
        """Something changed in this second: the next page is due on the edition's own grid."""
        every = self.edition.rolling * 1000
        self.roll_at = min(self.roll_at, second - second % every + every)

    def change(self, edition: Edition) -> None:
        """Take new settings: the open day keeps its start, and closes by the new ones."""
        self.edition = edition
        end = closing(edition.zone, edition.close, self.day)
        while end <= self.start:
            self.day = after(self.day)
            end = closing(edition.zone, edition.close, self.day)
        self.end = end

    def admit(self, time: int, author: int) -> bool:
        """Count a post and its author (by key) for the day of its event time; False where that is
        closed."""
        if time < self.start:
            return False
        tomorrow = time >= self.end
        self.admitted[tomorrow] += 1
        seen = self.authors[tomorrow]
        if len(seen) < AUTHORS or author == NOBODY:
            seen[author] = None
        return True

    @property
    def known_authors(self) -> int | None:
        """The open day's distinct authors; None where any is unknown."""
        today = self.authors[0]
        return author_figure(len(today), known=NOBODY not in today)

    def page(
        self,
        cards: Sequence[StoryCard],
        *,
        now: int,
        coverage: Coverage,
        settings: str,
        titles: Mapping[str, str],
        final: bool,
    ) -> Digest:
        """The digest of the open day as of now, from its stories, hottest first."""
        today = date.fromisoformat(self.day).toordinal()
        matched = [self.memory.match(card, today) for card in cards]
        known = [replace(card, story=m.story) for card, m in zip(cards, matched, strict=True)]
        self.revision += not final
        return write(
            Page(
                edition=self.edition,
                day=self.day,
                window=Window(start=self.start, end=self.end),
                as_of=now,
                kind="final" if final else "rolling",
                revision=0 if final else self.revision,
                cards=known,
                statuses=[(m.status, m.day) for m in matched],
                coverage=coverage,
                settings=settings,
                previous=self.previous,
                version=str(VERSION),
                corrections=(),
                titles=titles,
            )
        )

    def turn(self, digest: Digest, cards: Sequence[StoryCard]) -> None:
        """Close the open day with its final digest, and open the next."""
        printed = {story.story for story in digest.stories}
        today = date.fromisoformat(self.day).toordinal()
        matched = [(card, self.memory.match(card, today)) for card in cards]
        kept = [replace(c, story=m.story) for c, m in matched if m.story in printed]
        self.memory.remember(today, kept)
        self.previous = hashlib.sha256(encode(digest)).hexdigest()
        self.authors = (self.authors[1], {})
        self.admitted = [self.admitted[1], 0]
        self.revision = 0
        self.day, self.start = after(self.day), self.end
        self.end = closing(self.edition.zone, self.edition.close, self.day)

    def snapshot(self) -> dict[str, Any]:
        return {
            "edition": msgspec.to_builtins(self.edition),
            "day": [self.day, self.start, self.end],
            "revision": [self.revision, self.roll_at],
            "previous": self.previous,
            "authors": [list(seen) for seen in self.authors],
            "admitted": [*self.admitted],
            "memory": self.memory.snapshot(),
        }

    @classmethod
    def restored(cls, state: dict[str, Any]) -> "Press":
        press = cls(msgspec.convert(state["edition"], Edition), 0)
        press.day, press.start, press.end = state["day"]
        (press.revision, press.roll_at), press.previous = state["revision"], state["previous"]
        today, tomorrow = state["authors"]
        press.authors = (dict.fromkeys(today), dict.fromkeys(tomorrow))
        press.admitted = list(state["admitted"])
        press.memory = Memory.restore(state["memory"])
        return press
