"""What the dashboard is told every minute: a desk's stories, and why each moved."""

from collections.abc import Sequence

from schemas.digests import Heat
from schemas.live import LiveTopic, LiveTopics
from streams.core.stories import StoryCard

SHOWN = 20
PARTS = ("burst", "voices", "engagement", "focus")


class Board:
    """The last minute's ranks and heats, against which the next minute's are told."""

    def __init__(self) -> None:
        self.before: dict[str, tuple[int, list[int]]] = {}

    def minute(self, desk: str, cards: Sequence[StoryCard], now: int) -> LiveTopics:
        """The desk's hottest stories as of now."""
        shown = [card for card in cards if card.title is not None][:SHOWN]
        topics = tuple(self._topic(rank, card) for rank, card in enumerate(shown, 1))
        self.before = {
            card.story: (rank, [getattr(card.heat, part) for part in PARTS])
            for rank, card in enumerate(shown, 1)
        }
        return LiveTopics(desk=desk, as_of=now, topics=topics)

    def _topic(self, rank: int, card: StoryCard) -> LiveTopic:
        last = self.before.get(card.story)
        assert card.title is not None
        return LiveTopic(
            story=card.story,
            title=card.title.text,
            terms=card.terms,
            rank=rank,
            rank_before=last[0] if last else None,
            heat=card.heat,
            posts=card.posts,
            authors=card.authors,
            points=card.points,
            because=because(card.heat, last[1] if last else None),
        )

    def snapshot(self) -> list[list[object]]:
        return [[story, rank, [*parts]] for story, (rank, parts) in sorted(self.before.items())]

    def restore(self, state: list[list[object]]) -> "Board":
        self.before = {s: (r, list(p)) for s, r, p in state}  # type: ignore[misc,call-overload]
        return self


def because(heat: Heat, before: list[int] | None) -> str:
    """The part of the heat that moved most, in one phrase."""
    if before is None:
        return "new on the board"
    moves = [(getattr(heat, part) - then, part) for part, then in zip(PARTS, before, strict=True)]
    change, part = max(moves, key=lambda move: (abs(move[0]), move[1]))
    if not change:
        return "steady"
    return f"{part} {'+' if change > 0 else '-'}{abs(change) / 1000:.1f}"
