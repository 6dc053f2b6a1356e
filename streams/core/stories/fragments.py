"""Which stories are fragments of larger ones."""

import numpy as np

from streams.core.stories.sparse import Floats, Ints

LEAST_KIN, EQUAL_KIN = 0.13, 0.45
"""How far a larger story must account for a fragment: the first for a small one, the second for one
of its own size."""


def owners(sizes: Floats, kin: Floats) -> Ints:
    """The story that each story's voices belong to, [stories]: its own, or that of its nearest
    larger kin. `kin` [stories, stories], 0 to 1.

    Once all voices are counted in, what was too thin to be joined is seen to tell of the same
    thing at the same time. The larger the fragment, the more must be accounted for: two of one size
    were mostly taken apart for a reason.
    """
    place = np.arange(len(sizes))
    part = sizes[:, None] / np.maximum(sizes, 1.0)
    larger = (part < 1.0) | ((part == 1.0) & (place[:, None] > place))
    near = np.where(larger & (kin >= np.maximum(LEAST_KIN, EQUAL_KIN * part)), kin, 0.0)
    into = place.copy()
    for story in np.lexsort((place, -sizes)).tolist():
        best = int(near[story].argmax())
        if near[story, best] > 0.0:
            into[story] = into[best]
    return into
