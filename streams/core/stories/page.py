"""A survey as the page of one reader: titles in the reader's language, at most so many stories."""

from collections.abc import Callable, Mapping, Sequence

from streams.core.post import Post
from streams.core.stories.cards import StoryCard
from streams.core.stories.heat import distinct
from streams.core.stories.survey import Survey, survey
from streams.core.stories.telling import Told
from streams.core.stories.titles import terms, title

LIMIT = 40


def page(found: Survey, language: str | None = None, *, limit: int = LIMIT) -> list[StoryCard]:
    """The hottest stories of a survey as cards, hottest first."""
    return [_card(told, language) for told in found.stories[:limit]]


def front_page(
    posts: Sequence[Post],
    *,
    find: Callable[[int], int],
    now: int,
    since: int,
    language: str | None = None,
    background: Mapping[str, float] | None = None,
    limit: int = LIMIT,
) -> list[StoryCard]:
    """`page` of the `survey` of these posts: see there. Editions of a desk share one survey."""
    found = survey(posts, find=find, now=now, since=since, background=background)
    return page(found, language, limit=limit)


def _card(told: Told, language: str | None) -> StoryCard:
    return StoryCard(
        story=told.story,
        title=title(told.core, told.tokens, language),
        terms=terms(told.core, told.tokens),
        heat=told.heat,
        posts=len(told.members),
        authors=distinct(told.members),
        copies=told.copies,
        points=sum(post.points for post in told.members),
        first_seen=told.members[0].time,
        peak_at=told.peak_at,
        core=told.core,
        members=told.members,
        topics=told.topics,
    )
