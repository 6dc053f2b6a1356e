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
STORIES = (
    (
        (
            "Nantes",
            "The city of Nantes",
            "Our mayor in Nantes",
            "The Nantes library",
            "Nantes, of course,",
        ),
        ("trains", "has opened", "pays for", "shows", "defends", "publishes"),
        ("an open model", "the open model of Nantes", "its free open model", "that open model"),
        (
            "which reads old maps of the Loire",
            "for maps nobody could read",
            "drawn from sailors' maps",
            "and every map in the archive",
            "that dates each map within a year",
        ),
        (
            "before winter.",
            "and historians cheer.",
            "while Rennes waits.",
            "at last, after four years.",
            "to the delight of schools.",
            "for the price of one bridge.",
        ),
    ),
    (
        (
            "Railway clerks",
            "Travellers to Lyon",
            "Two unions",
            "The station master",
            "Angry commuters",
        ),
        ("say", "swear", "report", "complain", "joke"),
        ("that AI agents", "booking agents run by AI", "those new AI agents"),
        (
            "lost three hundred tickets",
            "sold the same seat twice",
            "sent families to Dijon",
            "cancelled the night train",
            "refunded nobody",
        ),
        (
            "on Friday evening.",
            "without a word of excuse.",
            "and laughed about it.",
            "in one hour.",
            "for the second week running.",
        ),
    ),
)
THINGS = (
    "coffee",
    "my garden",
    "the ferry",
    "homework",
    "a violin",
    "rain boots",
    "this novel",
    "the neighbour's dog",
    "a bakery",
    "winter tyres",
    "chess",
    "the moon",
    "onion soup",
)
MOODS = ("loses", "mends", "forgets", "paints", "misses", "sings about", "sells", "photographs")
CHATTER = ((THINGS, MOODS, THINGS, ("today",)), (THINGS, MOODS, THINGS, ("again, sadly",)))
"""What belongs to no story."""
TAILS = ("", "", " they say", " in Nantes", " this morning", ", says the city", ", dit la ville")
AUTHORS = ("ana", "ben", "cho", "dia", "eli", "fay", "gus", "hua")
Place = dict[str, Any]


class Posts:
    """Hands out the next event; remembers enough to repeat and contradict itself."""

    def __init__(self, rng: Random, *, busy: bool) -> None:
        self.rng = rng
        self.busy = busy
        self.weights = (60, 4, 3, 2, 25, 5, 1) if busy else (28, 10, 5, 5, 40, 8, 2)
        """How often a post is created, edited, deleted, withheld, liked, counted, refused."""
        self.roots = [f"post:{number}" for number in range(120 if busy else 12)]
        self.number = 0
        self.added: list[str] = []
        self.revisions: dict[str, int] = {}

    def regret(self) -> None:
        """From now on people mostly take back what they said."""
        self.weights = (5, 15, 40, 20, 15, 5, 0)

    def some(self) -> str:
        """Any post, seen or not."""
        return self.rng.choice(self.roots)

    def _author(self, root: str) -> str:
        """Who writes a post; in a crowd few write two."""
        number = self.roots.index(root)
        name = AUTHORS[number % len(AUTHORS)]
        return f"{name}{number % 100}" if self.busy else name

    def author_word(self, own: Place) -> r.AuthorHidden | r.AuthorRestored:
        """An account goes, or comes back."""
        kind = self.rng.choice((r.AuthorHidden, r.AuthorRestored))
        return kind(**own, author=self._author(self.some()))

    def next(self, now: int, place: Place) -> tuple[str, Any]:
        """The root and the record of the next event."""
        root = self.some()
        self.number += 1
        told = now - self.rng.choice((0, 0, 0, 5, 2000, 90_000, -7000, 30 * 3_600_000))
        base = {**place, "source": "net", "id": f"event:{self.number}", "event_time": max(told, 0)}
        names = ("created", "edited", "ended", "hidden", "engaged", "counted", "refused")
        name = self.rng.choices(names, self.weights)[0]
        made: tuple[str, Any] = root, getattr(self, f"_{name}")(base, root, now)
        return made

    def _text(self, root: str) -> dict[str, Any]:
        text = self.rng.choices(TEXTS, WEIGHTS)[0]
        if len(text) > 5:
            text += self.rng.choice(TAILS)
        if self.busy:
            parts = self.rng.choice((*STORIES, *CHATTER))
            text = " ".join(self.rng.choice(part) for part in parts)
        lang = self.rng.choice((None, "fr", "en"))
        tags = self.rng.choice(((), (), ("GenAI",), ("cats",)))
        name = self._author(root)
        author = r.Author(id=name, handle=f"@{name}", name=name.title(), created=1_600_000_000_000)
        return {"text": text, "lang": lang, "tags": tags, "author": author}

    def _created(self, base: Place, root: str, now: int) -> r.PostCreated:
        counters = self._counters() if self.rng.random() < 0.3 else None
        return r.PostCreated(**base, post=root, root=root, counters=counters, **self._text(root))

    def _edited(self, base: Place, root: str, now: int) -> r.PostEdited:
        revision = max(1, self.revisions.get(root, 0) + self.rng.choice((-1, 0, 1, 1, 1, 2)))
        self.revisions[root] = revision
        return r.PostEdited(**base, post=root, root=root, revision=revision, **self._text(root))

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
