"""What a world's people took back, from the records alone: the plainest reading of law 9."""

from typing import Any

from schemas import orders as o
from schemas import records as r
from schemas.control import EPOCH
from streams.core.text import visible
from tests.laws.world import World

HOUR = 3_600_000


class Regrets:
    """Why each post may not be shown, whatever it says (see `Words` for what it says). An order
    hides a post that was seen before."""

    def __init__(self) -> None:
        self.why: dict[str, set[str]] = {}
        self.marked: dict[tuple[str, str], int] = {}
        self.authors: dict[str, str] = {}
        self.known: set[str] = set()
        self.hidden: set[str] = set()

    def note(self, record: Any) -> None:
        """Take in the next record, in the order of places."""
        second = record.at - record.at % 1000
        match record:
            case r.PostCreated() | r.PostEdited():
                self._seen(record, second)
            case r.PostDeleted():
                self._mark(record.root, "deleted", second)
                self.known.discard(record.root)
            case r.PostWithheld():
                self._mark(record.root, "withheld", second)
            case r.PostRestored():
                self._lift(record.root, "withheld")
            case o.HidePost() if record.post in self.authors:
                self._mark(record.post, "hidden", second)
            case o.RestorePost():
                self._lift(record.post, "hidden")
            case r.AuthorHidden():
                self.hidden.add(record.author)
            case r.AuthorRestored():
                self.hidden.discard(record.author)

    def _mark(self, root: str, why: str, second: int) -> None:
        again = why == "deleted" and second < self.marked.get((root, why), 0)
        self.why.setdefault(root, set()).add(why)
        if not again:
            self.marked[root, why] = second + HOUR

    def _lift(self, root: str, why: str) -> None:
        self.why.setdefault(root, set()).discard(why)

    def _seen(self, record: Any, second: int) -> None:
        root = record.root
        if root in self.known or len(record.text) > 20_000 or not visible(record.text):
            return
        if second < self.marked.get((root, "deleted"), 0):
            return
        # Within the hour a shard remembers; after it, what comes is new.
        for why in ("deleted", "withheld"):
            if second >= self.marked.get((root, why), 0):
                self._lift(root, why)
        self.known.add(root)
        self.authors[root] = record.author.id

    def taken(self) -> set[str]:
        """Posts that no page may show."""
        by = {root for root, author in self.authors.items() if author in self.hidden}
        return by | {root for root, why in self.why.items() if why}


class Words:
    """What each edited post says, where one desk admits everything. A revision that does not
    rise counts for nothing while the post is known: for 48 hours, or until it is deleted."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}
        self.known: dict[str, tuple[int, int]] = {}
        self.deleted: dict[str, int] = {}

    def note(self, record: Any) -> None:
        """Take in the next record, in the order of places."""
        second = record.at - record.at % 1000
        match record:
            case r.PostDeleted() if not self._forbidden(record.root, second):
                self.known.pop(record.root, None)
                self.deleted[record.root] = second
            case r.PostCreated() | r.PostEdited() if not self._forbidden(record.root, second):
                self._heard(record, second)

    def _forbidden(self, root: str, second: int) -> bool:
        return second < self.deleted.get(root, -HOUR) + HOUR

    def _heard(self, record: Any, second: int) -> None:
        root, revision = record.root, getattr(record, "revision", 0)
        since, known = self.known.get(root, (second, -1))
        if second >= since + 48 * HOUR:
            since, known = second, -1
        if revision <= known:
            return
        text = visible(record.text)
        if revision:
            self.said[root] = text
        else:
            self.said.pop(root, None)  # told anew after it was forgotten: this is no edit
        if text or known >= 0:
            self.known[root] = since, revision


def _noted(world: World, notes: Regrets | Words) -> None:
    records = [item.record for item in world.items]
    for record in sorted(records, key=lambda x: (x.at, x.intake, x.number % EPOCH, x.number)):
        notes.note(record)


def taken_back(world: World) -> set[str]:
    """Posts that may not be shown when all is told."""
    regrets = Regrets()
    _noted(world, regrets)
    return regrets.taken()


def edited(world: World) -> dict[str, str]:
    """What the edited posts say when all is told."""
    words = Words()
    _noted(world, words)
    return words.said
