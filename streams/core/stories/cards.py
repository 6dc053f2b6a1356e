"""What a story is to its readers: a card with its title, its heat, its core and its counts."""

from dataclasses import dataclass

from schemas.digests import Heat
from streams.core.post import Post


@dataclass(frozen=True, slots=True)
class Title:
    """A verbatim span [start, end) of one live post's text: `text == post.text[start:end]`."""

    text: str
    post: str
    revision: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StoryCard:
    """One story as it stands. Times are milliseconds UTC, counts are of live posts."""

    story: str
    """Its id: twelve hexadecimal digits, kept while the story lives."""
    title: Title | None
    terms: tuple[str, ...]
    """What distinguishes it from the rest of the desk, as people write it."""
    heat: Heat
    posts: int
    authors: int | None
    """None where the author of any of its posts is unknown."""
    copies: int
    """Posts that repeat another post of the story: near-duplicates, collapsed to one voice."""
    points: int
    first_seen: int
    peak_at: int
    core: tuple[Post, ...]
    """At most 40 posts, most typical first, one a voice."""
    members: tuple[Post, ...]
    topics: tuple[int, ...]
    """The learner's topics that it was grouped from, the largest share first."""
