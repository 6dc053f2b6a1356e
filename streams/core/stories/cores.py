"""Which posts are most typical of a story."""

import numpy as np

from streams.core.post import Post
from streams.core.stories.mixture import Mixture
from streams.core.stories.profiles import Desk
from streams.core.stories.table import Floats

MOST = 40
MOST_A_VOICE = 3
"""Posts of one author in a core."""
LENGTH_PRIOR = 1.0


def typicality(desk: Desk, mixture: Mixture) -> Floats:
    """Cosine of each voice with each story's signature, in words that the desk does not say anyway.

    [voices, stories], 0 to 1. A long post that says much else is less typical than a short one
    that says only this; `LENGTH_PRIOR` keeps posts of one word from the front.
    """
    table = desk.table
    rarity = np.minimum(-np.log(desk.background), 4.0)
    length = np.bincount(
        table.rows, (table.values * rarity[table.columns]) ** 2, minlength=len(table.heads)
    )
    told = table.scores(mixture.profiles.signature() * rarity)
    return np.round(told / (np.sqrt(length) + LENGTH_PRIOR)[:, None], 6)


def core(heads: list[Post], typical: Floats) -> list[int]:
    """Places of the at most `MOST` most typical of `heads`, few of one author, ties by time."""
    chosen: list[int] = []
    said: dict[str, int] = {}
    for place in np.argsort(-typical, kind="stable").tolist():
        author = heads[place].author
        if author and said.get(author, 0) >= MOST_A_VOICE:
            continue
        said[author] = said.get(author, 0) + 1
        chosen.append(place)
        if len(chosen) == MOST:
            break
    return chosen
