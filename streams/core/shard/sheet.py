"""A sheet: what one second gives each desk, and what was refused in it."""

from collections.abc import Iterable

from schemas.handovers import Row, Second
from schemas.reasons import REASONS
from schemas.records import InputRefused
from streams.core.fold import Output
from streams.core.shard.order import Entry
from streams.core.shard.refusal import letter, letter_of


class Sheet:
    """Rows by desk and tallies of one second (milliseconds of its start)."""

    __slots__ = (
        "_admitted",
        "_rows",
        "audience",
        "letters",
        "posts",
        "read",
        "second",
        "tallies",
        "touched",
    )

    def __init__(self, second: int, audience: tuple[str, ...]) -> None:
        self.second = second
        self.audience = audience
        """Every desk that is told of words and of posts that nobody knows."""
        self.posts = self.read = 0
        """Posts that appeared; records of any kind."""
        self.tallies: dict[str, int] = {}
        self.letters: list[Output] = []
        self.touched: dict[str, int] = {}
        """Roots, with their marks, whose net engagement may have changed."""
        self._rows: dict[str, list[Row]] = {}
        self._admitted: dict[str, int] = {}

    def give(self, desks: Iterable[str], row: Row) -> None:
        """Give desks a row."""
        for desk in desks:
            self._rows.setdefault(desk, []).append(row)

    def admit(self, desks: Iterable[str]) -> None:
        """Tally a post that desks had not admitted before."""
        for desk in desks:
            self._admitted[desk] = self._admitted.get(desk, 0) + 1

    def tally(self, name: str, count: int = 1) -> None:
        """Count something that all desks are told."""
        if count:
            self.tallies[name] = self.tallies.get(name, 0) + count

    def refuse(self, reason: str, entry: Entry) -> None:
        """Refuse a record in its second."""
        self.tally(f"refused:{reason}")
        self.letters.append(letter(reason, entry.value, record=entry.record))

    def pass_on(self, refused: InputRefused) -> None:
        """Count and keep what a source could not read."""
        reason = refused.reason if refused.reason in REASONS else "malformed"
        self.tally(f"refused:{reason}")
        self.letters.append(letter_of(refused, reason))

    def of(self, desk: str) -> Second | None:
        """What a desk is told of this second; None where that is nothing."""
        rows = self._rows.get(desk)
        if rows is None and not self.read and not self.tallies:
            return None
        tallies = dict(self.tallies)
        if self.read:
            tallies["read"] = self.read
        if self.posts:
            tallies["posts"] = self.posts
        if admitted := self._admitted.get(desk):
            tallies["admitted"] = admitted
        return Second(second=self.second, rows=tuple(rows or ()), tallies=tallies)
