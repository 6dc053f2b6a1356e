"""One look over a desk's day: all its stories, hottest first, whatever the reader's language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from streams.core.post import Post
from streams.core.stories.background import Background
from streams.core.stories.clock import Clock
from streams.core.stories.cores import Measure
from streams.core.stories.mixture import count_in, form
from streams.core.stories.profiles import Desk, rhythm
from streams.core.stories.promotion import Lost
from streams.core.stories.rows import Rows
from streams.core.stories.seeds import seeds, topics_of
from streams.core.stories.table import tabulate
from streams.core.stories.telling import Telling
from streams.core.stories.told import Told

BIN = 150_000
"""The time profile's finest resolution: two and a half minutes."""
PACE = 20
"""A bin is as wide as this many voices of the desk take on average: in finer ones two stories of a
slow desk never meet, and one story does not even meet itself."""
SLICE = 900_000
MOST_BINS = 800
MOST_VOICES = 12_000
"""Stories are formed on at most so many voices, evenly drawn; then all voices are counted in."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A desk's stories in [since, now], hottest first."""

    since: int
    now: int
    stories: tuple[Told, ...]


def survey(
    posts: Sequence[Post],
    *,
    find: Callable[[int], int],
    now: int,
    since: int,
    rows: Rows | None = None,
) -> Survey:
    """Finds the stories in a desk's posts of [since, now] (milliseconds UTC).

    `find` leads a topic to its survivor; `rows` were kept from earlier surveys of the desk, and
    only save time. Pure: the same posts give the same stories.
    """
    rows = Rows() if rows is None else rows
    desk = ground(posts, since=since, now=now, rows=rows)
    topics = topics_of(desk, find)
    step = max(1, -(-len(desk.table.heads) // MOST_VOICES))
    sample = desk.every(step) if step > 1 else desk
    told, which = seeds(sample, topics[::step])
    if not len(told):
        return Survey(since, now, ())
    mixture = count_in(desk, form(sample, told, which), step)
    lost, clock = Lost.of(posts, find), Clock(since, now)
    telling = Telling(desk, Measure.of(desk), mixture, topics, lost, clock, rows.signs)
    return Survey(since, now, tuple(telling.stories()))


def ground(posts: Sequence[Post], *, since: int, now: int, rows: Rows | None = None) -> Desk:
    """The table of a desk's posts with its background and rhythm."""
    table = tabulate(posts, rows)
    span = max(0, now - since)
    stretch = 1 + span // (BIN * MOST_BINS)
    times = np.maximum(np.array([p.time for p in table.heads], dtype=np.int64) - since, 0)
    bins = times // max(BIN * stretch, PACE * span // max(1, len(table.heads)))
    slices = times // (SLICE * stretch)
    return Desk(table, Background.of(table, slices), bins, rhythm(bins))
