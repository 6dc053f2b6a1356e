"""Takes apart what one name holds together: an entity with several events in a day."""

import numpy as np

from streams.core.stories.belief import Belief
from streams.core.stories.profiles import Desk, smooth
from streams.core.stories.table import Floats, Ints

VALLEY = 2.5
"""Standard deviations by which a valley must lie under the lower of its two peaks."""
LEAST_PART = 8
"""Voices that each side of a cut must have."""


def split(desk: Desk, belief: Belief) -> Ints:
    """For each voice its story after the cuts, [voices]; -1 as before; new stories numbered on.

    A goal, a second goal and the hero of the match share a name; each has its own burst. A story
    is cut once, in the deepest valley between two peaks of its posts a time bin.
    """
    main, following = belief.main.copy(), belief.count
    for story in range(belief.count):
        rows = np.nonzero(belief.main == story)[0]
        if len(rows) < 2 * LEAST_PART:
            continue
        bins = desk.bins[rows]
        cut = valley(np.bincount(bins, minlength=len(desk.rhythm)))
        late = bins > cut
        if cut >= 0 and min(late.sum(), len(rows) - late.sum()) >= LEAST_PART:
            main[rows[late]] = following
            following += 1
    return main


def valley(counts: Ints) -> int:
    """The bin at which these counts fall most significantly between two peaks; -1 for none.

    >>> valley(np.array([0, 9, 9, 9, 0, 0, 0, 9, 9, 9])), valley(np.array([1, 2, 1, 3, 1, 2]))
    (5, -1)
    """
    even: Floats = smooth(counts[None, :].astype(np.float64))[0]
    before = np.maximum.accumulate(even)
    after = np.maximum.accumulate(even[::-1])[::-1]
    lower = np.minimum(before, after)
    depth = np.round((lower - even) / np.sqrt(lower + even + 1.0), 6)
    deepest = np.nonzero(depth == depth.max())[0]
    middle = int(deepest[len(deepest) // 2])
    return middle if depth[middle] >= VALLEY else -1
