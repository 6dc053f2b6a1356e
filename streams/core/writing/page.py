"""What writing is given: an edition's day, and its stories, hottest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from schemas.digests import CorrectionNote, Coverage, Window
from schemas.editions import Edition
from streams.core.stories.cards import StoryCard
from streams.core.writing.typography import Voice

Status = Literal["new", "continuing", "returning"]


@dataclass(frozen=True, kw_only=True)
class Page:
    """All that a digest is a function of. Times are milliseconds UTC, `day` is an ISO date.

    `statuses` go with `cards`: whether the story was printed before, and on how many days, this
    one included. `titles` are what editors call stories (story id to title).
    """

    edition: Edition
    day: str
    window: Window
    as_of: int
    kind: Literal["rolling", "final", "amended"]
    revision: int
    cards: Sequence[StoryCard]
    statuses: Sequence[tuple[Status, int]]
    coverage: Coverage
    settings: str
    previous: str
    version: str
    corrections: tuple[CorrectionNote, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def voice(self) -> Voice:
        """How the page sets its figures."""
        return Voice(self.edition.language, self.edition.zone, self.day)
