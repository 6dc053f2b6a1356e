"""The stories of earlier days, so that a story can say "day 3"."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from streams.core.stories.cards import StoryCard

DAYS = 14
MOST_A_DAY = 60
MOST_TERMS, MOST_POSTS = 12, 40
ALIKE = 0.34
Status = Literal["new", "continuing", "returning"]


class Known(NamedTuple):
    """What a story is known by: the number of days it has been printed, the last of them (days
    since 1970-01-01), its terms (folded) and the posts of its core."""

    days: int
    day: int
    terms: tuple[str, ...]
    posts: tuple[str, ...]


class Match(NamedTuple):
    """A story against the memory: `day` counts the days it is printed, this one included."""

    status: Status
    day: int
    story: str


@dataclass(slots=True)
class Memory:
    """Remembers printed stories for `DAYS` days, at most `MOST_A_DAY` of a day.

    Days are ordinals (days since 1970-01-01 of the edition's own zone).
    """

    _known: dict[str, Known]

    def __init__(self) -> None:
        self._known = {}

    def match(self, card: StoryCard, day: int) -> Match:
        """Whether this story was printed before: the same id, shared posts, or alike terms.

        `continuing` when it was last printed on this day or the day before, `returning` when
        longer ago; `story` is the id that it keeps.
        """
        known = {s: k for s, k in self._known.items() if day - DAYS <= k.day <= day}
        story = card.story if card.story in known else self._alike(card, known)
        if not story:
            return Match("new", 1, card.story)
        before = known[story]
        if before.day == day:
            status: Status = "new" if before.days == 1 else "continuing"
            return Match(status, before.days, story)
        return Match("continuing" if day - before.day == 1 else "returning", before.days + 1, story)

    def remember(self, day: int, cards: Iterable[StoryCard]) -> None:
        """Keeps a day's stories as printed, hottest first; ids are those that `match` gave.

        May be called again for the same day: what it kept of that day is renewed.
        """
        for card in list(cards)[:MOST_A_DAY]:
            before = self._known.pop(card.story, None)
            days = 1 if before is None else before.days + (before.day < day)
            self._known[card.story] = Known(days, day, _terms(card), _posts(card))
        self._forget(day)

    def _forget(self, day: int) -> None:
        counts: dict[int, int] = {}
        kept: dict[str, Known] = {}
        for story, known in reversed(self._known.items()):
            counts[known.day] = counts.get(known.day, 0) + 1
            if known.day > day - DAYS and counts[known.day] <= MOST_A_DAY:
                kept[story] = known
        self._known = dict(reversed(kept.items()))

    def _alike(self, card: StoryCard, known: dict[str, Known]) -> str:
        words, posts = _terms(card), set(_posts(card))
        best, story = ALIKE, ""
        for name, old in known.items():
            shared = len(posts.intersection(old.posts)) / max(1, min(len(posts), len(old.posts)))
            score = round(max(shared, _overlap(words, old.terms)), 6)
            if score > best:
                best, story = score, name
        return story

    def snapshot(self) -> dict[str, Any]:
        """Builtins only, in a fixed order."""
        return {s: [k.days, k.day, list(k.terms), list(k.posts)] for s, k in self._known.items()}

    @classmethod
    def restore(cls, kept: dict[str, Any]) -> "Memory":
        """The memory that `snapshot` gave."""
        memory = cls()
        memory._known = {
            story: Known(days, day, tuple(terms), tuple(posts))
            for story, (days, day, terms, posts) in kept.items()
        }
        return memory


def _terms(card: StoryCard) -> tuple[str, ...]:
    return tuple(term.casefold() for term in card.terms[:MOST_TERMS])


def _posts(card: StoryCard) -> tuple[str, ...]:
    return tuple(post.id for post in card.core[:MOST_POSTS])


def _overlap(some: tuple[str, ...], others: tuple[str, ...]) -> float:
    """Jaccard likeness of two lists of terms; two terms in common are the least that counts."""
    shared = len(set(some) & set(others))
    return shared / len(set(some) | set(others)) if shared > 1 else 0.0
