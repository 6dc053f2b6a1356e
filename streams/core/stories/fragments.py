"""Which stories are fragments of larger ones."""

import numpy as np

from streams.core.stories.sparse import Floats, Ints

LEAST_KIN, MOST = 0.13, 1 / 3
"""How far the story that a fragment belongs to must account for it, and a fragment's most voices,
in parts of that story's."""


def owners(sizes: Floats, kin: Floats) -> Ints:
    """The story that each story's voices belong to, [stories]: its own, or that of the nearest
    kin that is so much larger. `kin` [stories, stories], 0 to 1.

    Once all voices are counted in, what was too thin to be joined is seen to tell of the same
    thing at the same time. Two of a size stay two: they were taken apart for a reason.
    """
    larger = sizes[:, None] <= MOST * sizes
    near = np.where(larger, kin, 0.0)
    best = near.argmax(axis=1) if len(sizes) else np.zeros(0, dtype=np.int64)
    into = np.arange(len(sizes))
    for story in np.lexsort((into, -sizes)).tolist():
        if near[story, best[story]] >= LEAST_KIN:
            into[story] = into[best[story]]
    return into
