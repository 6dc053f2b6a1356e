"""A story before it is written for a reader."""

from dataclasses import dataclass

from schemas.digests import Heat
from streams.core.post import Post


@dataclass(frozen=True, slots=True)
class Told:
    """A story in no language yet. `tokens`: what distinguishes it, heaviest first, with weights.
    `members`: its live posts in the order of time, copies included. `typical`: its voices, most
    typical first, with how typical. `authors`: None where one is unknown. `topics`: the learner's,
    the largest share first."""

    story: str
    tokens: tuple[tuple[str, float], ...]
    heat: Heat
    members: tuple[Post, ...]
    typical: tuple[tuple[Post, float], ...]
    copies: int
    authors: int | None
    points: int
    peak_at: int
    topics: tuple[int, ...]
