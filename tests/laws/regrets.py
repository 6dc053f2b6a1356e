"""What a world's people took back, from the records alone: the plainest reading of law 9."""

from typing import Any

from schemas import orders as o
from schemas import records as r
from schemas.control import EPOCH
from streams.core.text import visible
from tests.laws.world import World

HOUR = 3_600_000


class Regrets:
    """Why each post may not be shown. What an edit withdrew is left out: a final page quotes what
    was said when the day closed. An order hides a post that was seen before."""

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


def taken_back(world: World) -> set[str]:
    """Posts that may not be shown when all is told."""
    records = [item.record for item in world.items]
    regrets = Regrets()
    for record in sorted(records, key=lambda x: (x.at, x.intake, x.number % EPOCH, x.number)):
        regrets.note(record)
    return regrets.taken()
