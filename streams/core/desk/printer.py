"""What a desk prints, and when: rolling pages every minute, finals when days close.

Everything is due at an instant of the log's own time. A day closes when every second before its
close + grace has been folded.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from schemas.channels import DIGESTS_FINAL, DIGESTS_ROLLING, TOPICS_LIVE
from schemas.codec import encode
from schemas.digests import Digest
from schemas.editions import Edition, Settings
from streams.core.calendar import BUCKET
from streams.core.desk.archive import Archive
from streams.core.desk.ledger import Ledger
from streams.core.desk.live import Board
from streams.core.desk.orders import NEVER, Orders
from streams.core.desk.press import Press, author_key
from streams.core.desk.shelf import Shelf
from streams.core.fold import Output
from streams.core.stories import StoryCard, Survey, page, survey
from streams.core.stories.rows import Rows

CARDS = 40


class Printer:
    """The presses of a desk's editions, and what is due next."""

    def __init__(self, desk: str, shelf: Shelf, ledger: Ledger, archive: Archive) -> None:
        self.desk, self.shelf, self.ledger, self.archive = desk, shelf, ledger, archive
        self.board = Board()
        self.rows = Rows()
        self.orders = Orders()
        self.presses: dict[str, Press] = {}
        self.released: list[int] = []

    def stir(self, second: int) -> None:
        """Something changed: each edition's next rolling page is due."""
        for press in self.presses.values():
            press.stir(second)

    def admit(self, time: int, at: int, author: str) -> None:
        """Count a post and its author for its day in each edition, or the post as late."""
        key = author_key(author)
        for name, press in self.presses.items():
            if not press.admit(time, key):
                self.ledger.add(at, f"late:{name}")

    def oldest(self, now: int) -> int:
        """No open day reaches back before this instant."""
        return min((press.start for press in self.presses.values()), default=now - 96 * BUCKET)

    def pass_time(self, to: int) -> Iterator[Output]:
        """Do what is due up to and with an instant: new settings, rolling pages, closings."""
        while (due := self._next_due()) <= to:
            if due == self.orders.next_settings:
                self.settle(due)
            elif any(press.roll_at == due for press in self.presses.values()):
                yield from self._roll(due)
            else:
                yield from self._close(due)

    def _next_due(self) -> int:
        pages = (min(press.roll_at, press.due) for press in self.presses.values())
        return min(self.orders.next_settings, min(pages, default=NEVER))

    def settle(self, now: int) -> None:
        """Let the settings hold that are due by now."""
        while self.orders.next_settings <= now:
            self._hold(self.orders.pop_settings(), now)

    def _hold(self, settings: Settings, now: int) -> None:
        """Editions that stay keep their open day, others begin or end."""
        self.orders.hold(settings)
        mine = {e.name: e for e in settings.editions if e.desk == self.desk}
        self.presses = {name: self.presses[name] for name in sorted(self.presses) if name in mine}
        for name, edition in sorted(mine.items()):
            if name in self.presses:
                self.presses[name].change(edition)
            else:
                self.presses[name] = self._begun(edition, now)
        self.presses = dict(sorted(self.presses.items()))

    def _begun(self, edition: Edition, now: int) -> Press:
        """The press of a new edition, which counts what the shelf holds of its open day."""
        press = Press(edition, now)
        for post in self.shelf.within(press.start, press.end):
            press.admit(post.time, author_key(post.author))
        return press

    def _roll(self, now: int) -> Iterator[Output]:
        found: dict[tuple[int, int], Survey] = {}
        first = next(iter(self.presses))
        for name, press in self.presses.items():
            if press.roll_at != now:
                continue
            press.roll_at = NEVER
            cards = self._cards(press, now, found)
            if name == first:
                live = encode(self.board.minute(self.desk, cards, now))
                yield Output(TOPICS_LIVE.name, self.desk, live)
            digest = encode(self._page(press, cards, now=now, final=False))
            yield Output(DIGESTS_ROLLING.name, name, digest)

    def _close(self, now: int) -> Iterator[Output]:
        found: dict[tuple[int, int], Survey] = {}
        for name, press in self.presses.items():
            while press.due <= now:
                cards = self._cards(press, now, found)
                digest = self._page(press, cards, now=now, final=True)
                key = f"{name}/{press.day}"
                yield Output(DIGESTS_FINAL.name, key, encode(digest))
                self.archive.keep(digest, self.shelf.posts)
                press.turn(digest, cards)

    def _cards(
        self, press: Press, now: int, found: dict[tuple[int, int], Survey]
    ) -> list[StoryCard]:
        """The stories of an edition's open day; editions with the same day share one survey."""
        span = press.start, press.end
        if span not in found:
            found[span] = survey(
                self.shelf.within(*span),
                find=self.shelf.topics.find,
                now=min(now, press.end),
                since=press.start,
                rows=self.rows,
            )
        cards = page(found[span], press.edition.language, limit=CARDS)
        return [card for card in cards if card.story not in self.orders.hidden_topics]

    def _page(self, press: Press, cards: Sequence[StoryCard], *, now: int, final: bool) -> Digest:
        for shard in self.released:
            self.ledger.add(now - 1, f"released:{shard}")
        coverage = self.ledger.coverage(
            press.start,
            now,
            edition=press.edition.name,
            admitted=press.admitted[0],
            authors=press.known_authors,
        )
        return press.page(
            cards,
            now=now,
            coverage=coverage,
            settings=self.orders.fingerprint,
            titles=self.orders.titles,
            final=final,
        )

    def snapshot(self) -> dict[str, Any]:
        return {
            "board": self.board.snapshot(),
            "orders": self.orders.snapshot(),
            "presses": [[name, press.snapshot()] for name, press in self.presses.items()],
            "released": [*self.released],
        }

    def restore(self, state: dict[str, Any]) -> "Printer":
        self.board.restore(state["board"])
        self.orders.restore(state["orders"])
        self.presses = {name: Press.restored(press) for name, press in state["presses"]}
        self.released = list(state["released"])
        return self
