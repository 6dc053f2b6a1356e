"""Events of a world: the lives of a dozen posts, as two careless networks tell them."""

from random import Random
from typing import Any

from schemas import records as r

TEXTS = (
    "An open model writes poems, and the poems are good #genai",
    "AI agents booked the wrong train to Lyon again",
    "Le modèle ouvert de Nantes lit les cartes de nos grands-mères",
    "L'IA du musée refuse de parler aux visiteurs pressés, dit la directrice",
    "spam spam buy this now",
    "Weather in Brest: rain, then rain, then a little rain",
    "AI",
    "\u200b\u2060",
    "x" * 20_001,
)
WEIGHTS = (6, 6, 6, 6, 2, 4, 1, 1, 1)
AUTHORS = ("ana", "ben", "cho", "dia")
Place = dict[str, Any]


class Posts:
    """Hands out the next event; remembers enough to repeat and contradict itself."""

    def __init__(self, rng: Random, roots: int = 12) -> None:
        self.rng = rng
        self.roots = [f"post:{number}" for number in range(roots)]
        self.number = 0
        self.added: list[str] = []
        self.revisions: dict[str, int] = {}

    def some(self) -> str:
        """Any post, seen or not."""
        return self.rng.choice(self.roots)

    def author_word(self, own: Place) -> r.AuthorHidden | r.AuthorRestored:
        """An account goes, or comes back."""
        kind = self.rng.choice((r.AuthorHidden, r.AuthorRestored))
        return kind(**own, author=self.rng.choice(AUTHORS))

    def next(self, now: int, place: Place) -> tuple[str, Any]:
        """The root and the record of the next event."""
        root = self.some()
        self.number += 1
        told = now - self.rng.choice((0, 0, 0, 5, 2000, 90_000, -7000, 30 * 3_600_000))
        base = {**place, "source": "net", "id": f"event:{self.number}", "event_time": max(told, 0)}
        names = ("created", "edited", "ended", "hidden", "engaged", "counted", "refused")
        name = self.rng.choices(names, (28, 10, 5, 5, 40, 8, 2))[0]
        made: tuple[str, Any] = root, getattr(self, f"_{name}")(base, root, now)
        return made

    def _text(self) -> dict[str, Any]:
        text = self.rng.choices(TEXTS, WEIGHTS)[0]
        lang = self.rng.choice((None, "fr", "en"))
        tags = self.rng.choice(((), (), ("GenAI",), ("cats",)))
        name = self.rng.choice(AUTHORS)
        author = r.Author(id=name, handle=f"@{name}", name=name.title(), created=1_600_000_000_000)
        return {"text": text, "lang": lang, "tags": tags, "author": author}

    def _created(self, base: Place, root: str, now: int) -> r.PostCreated:
        counters = self._counters() if self.rng.random() < 0.3 else None
        return r.PostCreated(**base, post=root, root=root, counters=counters, **self._text())

    def _edited(self, base: Place, root: str, now: int) -> r.PostEdited:
        revision = max(1, self.revisions.get(root, 0) + self.rng.choice((-1, 0, 1, 1, 1, 2)))
        self.revisions[root] = revision
        return r.PostEdited(**base, post=root, root=root, revision=revision, **self._text())

    def _ended(self, base: Place, root: str, now: int) -> r.PostDeleted:
        return r.PostDeleted(**base, post=root, root=root)

    def _hidden(self, base: Place, root: str, now: int) -> r.PostWithheld | r.PostRestored:
        kind = self.rng.choice((r.PostWithheld, r.PostRestored))
        return kind(**base, post=root, root=root)

    def _engaged(self, base: Place, root: str, now: int) -> Any:
        engagement = self.rng.choice(r.ENGAGEMENT_KINDS)
        same = {"post": root, "root": root, "engagement": engagement, "actor": "fan"}
        if self.added and self.rng.random() < 0.15:
            base = {**base, "id": self.rng.choice(self.added)}
        if self.added and self.rng.random() < 0.25:
            return r.EngagementRemoved(**base, **same, removes=self.rng.choice(self.added))
        self.added.append(base["id"])
        return r.EngagementAdded(**base, **same)

    def _counters(self) -> r.Counters:
        return r.Counters(like=self.rng.randint(0, 9), repost=self.rng.randint(0, 3))

    def _counted(self, base: Place, root: str, now: int) -> r.EngagementCounted:
        as_of = now + self.rng.choice((-60_000, -1000, -1, 0, 5000))
        return r.EngagementCounted(
            **base, post=root, root=root, counters=self._counters(), as_of=as_of
        )

    def _refused(self, base: Place, root: str, now: int) -> r.InputRefused:
        reason = self.rng.choice(("malformed", "too_large", "invented"))
        return r.InputRefused(
            **base,
            root=root,
            reason=reason,
            detail="not a post",
            head="e30=",
            length=2,
            sha256="0" * 64,
        )
