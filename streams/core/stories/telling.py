"""From a mixture to stories: members, core, distinguishing tokens, heat."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from schemas.digests import Heat
from streams.core.post import Post
from streams.core.stories import cores, heat
from streams.core.stories.belief import kinship
from streams.core.stories.mixture import Mixture
from streams.core.stories.naming import story_ids, topics_in
from streams.core.stories.profiles import Desk
from streams.core.stories.promotion import promotion
from streams.core.stories.ranking import reheated
from streams.core.stories.table import Floats, Ints

LEAST_VOICES, LEAST_AUTHORS = 6, 3
ADVERT = 600
"""A story whose promotion reaches this is no story."""
MOST_TOKENS = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A story before it is written for a reader. `tokens`: what distinguishes it, heaviest first,
    with weights. `members`: its live posts in the order of time, copies included."""

    story: str
    tokens: tuple[tuple[str, float], ...]
    heat: Heat
    members: tuple[Post, ...]
    core: tuple[Post, ...]
    copies: int
    peak_at: int
    topics: tuple[int, ...]


def tell(desk: Desk, mixture: Mixture, topics: Ints, since: int, now: int) -> list[Told]:
    """The mixture's stories as they stand at `now`, hottest first; adverts left out."""
    belief, typical = mixture.belief, cores.typicality(desk, mixture)
    found = [(s, np.nonzero(belief.main == s)[0]) for s in range(belief.count)]
    found = [(s, rows) for s, rows in found if len(rows) >= LEAST_VOICES]
    names = story_ids(desk.table.heads, topics, [rows for _, rows in found])
    told = [
        _one(desk, mixture, story, rows, (name, typical[rows, story], topics, since, now))
        for name, (story, rows) in zip(names, found, strict=True)
    ]
    honest = [
        i
        for i, t in enumerate(told)
        if t.heat.promotion < ADVERT and heat.distinct(t.members) >= LEAST_AUTHORS
    ]
    kept = [found[i][0] for i in honest]
    kin = kinship(belief, mixture.profiles.overlap())[np.ix_(kept, kept)]
    heats = reheated([told[i].heat for i in honest], kin)
    stories = [replace(told[i], heat=hot) for i, hot in zip(honest, heats, strict=True)]
    return sorted(stories, key=lambda t: (-t.heat.total, t.story))


def _one(desk: Desk, mixture: Mixture, story: int, rows: Ints, rest) -> Told:
    name, typical, topics, since, now = rest
    heads = [desk.table.heads[i] for i in rows.tolist()]
    copied = [post for i in rows.tolist() for post in desk.table.copies[i]]
    members = sorted([*heads, *copied], key=lambda p: (p.time, p.number))
    places = cores.core(heads, typical)
    hot = heat.heat(
        heads,
        members,
        focus=round(1000 * float(typical[places].mean())),
        promotion=promotion(heads, len(copied), members),
        since=since,
        now=now,
    )
    width = heat.bucket_width(since, now)
    counts = heat.bucket_counts(members, since, now, width)
    peak = since + width * counts.index(max(counts))
    return Told(
        name,
        _tokens(desk, mixture, story),
        hot,
        tuple(members),
        tuple(heads[i] for i in places),
        len(copied),
        peak,
        topics_in(topics, rows),
    )


def _tokens(desk: Desk, mixture: Mixture, story: int) -> tuple[tuple[str, float], ...]:
    weight = np.round(mixture.profiles.share[story] * mixture.profiles.lift[story], 6)
    best = np.argsort(-weight, kind="stable")[:MOST_TOKENS]
    return tuple((desk.table.tokens[i], float(weight[i])) for i in best.tolist() if weight[i] > 0)
