"""A survey as the page of one reader: titles in the reader's language, at most so many stories."""

from collections.abc import Callable, Sequence

from streams.core.post import Post
from streams.core.stories import cores
from streams.core.stories.cards import StoryCard
from streams.core.stories.survey import Survey, survey
from streams.core.stories.terms import terms
from streams.core.stories.titles import title
from streams.core.stories.told import Told

LIMIT = 40
Typical = Sequence[tuple[Post, float]]
OWN = 8
"""Posts in the reader's language that make a core of their own."""


def page(found: Survey, language: str | None = None, *, limit: int = LIMIT) -> list[StoryCard]:
    """The hottest stories of a survey as cards, hottest first.

    With a language, stories told in others count half when the `limit` is drawn, and a story told
    in several has a core in the reader's own where that gives `OWN` posts.
    """
    mine = [(told, _own(told, language)) for told in found.stories]
    mine.sort(key=lambda pair: (-_weight(*pair), -pair[0].heat.total, pair[0].story))
    chosen = sorted(mine[:limit], key=lambda pair: (-pair[0].heat.total, pair[0].story))
    return [_card(told, own, language) for told, own in chosen]


def _weight(told: Told, own: Typical) -> int:
    enough = 2 * len(own) >= min(OWN, len(told.typical))
    return told.heat.total if enough else told.heat.total // 2


def _own(told: Told, language: str | None) -> Typical:
    if not language:
        return told.typical
    return [row for row in told.typical if row[0].lang[:2] in (language, "")]


def front_page(
    posts: Sequence[Post],
    *,
    find: Callable[[int], int],
    now: int,
    since: int,
    language: str | None = None,
    limit: int = LIMIT,
) -> list[StoryCard]:
    """`page` of the `survey` of these posts: see there. Editions of a desk share one survey."""
    found = survey(posts, find=find, now=now, since=since)
    return page(found, language, limit=limit)


def _card(told: Told, own: Typical, language: str | None) -> StoryCard:
    core = cores.core(own if len(own) >= OWN else told.typical)
    return StoryCard(
        story=told.story,
        title=title(core, told.tokens, language),
        terms=terms(core, told.tokens),
        heat=told.heat,
        posts=len(told.members),
        authors=told.authors,
        copies=told.copies,
        points=told.points,
        first_seen=told.members[0].time,
        peak_at=told.peak_at,
        core=core,
        members=told.members,
        topics=told.topics,
    )
