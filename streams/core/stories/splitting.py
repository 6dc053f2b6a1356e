"""Takes apart what one name holds together: an entity with several events in a day."""

import numpy as np

from streams.core.stories.profiles import Desk, smooth
from streams.core.stories.sparse import Floats, Ints, gathered, tally

VALLEY = 2.5
"""Standard deviations by which a valley must lie under the lower of its two peaks."""
LEAST_PART = 8
"""Voices that each side of a cut must have."""


def split(desk: Desk, told: Ints, count: int) -> Ints:
    """For each voice its story after the cuts, [voices], given the one of `count` that it tells;
    -1 as before; new stories are numbered on.

    A goal, a second goal and the hero of the match share a name; each has its own burst. A story
    is cut once, in the deepest valley between two peaks of its posts a time bin.
    """
    main, following, bins = told.copy(), count, len(desk.rhythm)
    rows = np.nonzero(main >= 0)[0]
    cell = main[rows] * bins + desk.bins[rows]
    counts = tally(cell, np.ones(len(rows)), count * bins).reshape(count, bins)
    cuts = valleys(counts)
    for story, members in enumerate(gathered(told, count)):
        late = desk.bins[members] > cuts[story]
        if cuts[story] >= 0 and min(late.sum(), len(late) - late.sum()) >= LEAST_PART:
            main[members[late]] = following
            following += 1
    return main


def valleys(counts: Floats) -> Ints:
    """The bin at which each row falls most significantly between two peaks; -1 for none.

    >>> valleys(np.array([[0, 9, 9, 9, 0, 0, 0, 9, 9, 9.0], [1, 2, 1, 3, 1, 2, 1, 2, 1, 2.0]]))
    array([ 5, -1])
    """
    even = smooth(counts)
    before = np.maximum.accumulate(even, axis=1)
    after = np.maximum.accumulate(even[:, ::-1], axis=1)[:, ::-1]
    lower = np.minimum(before, after)
    depth = np.round((lower - even) / np.sqrt(lower + even + 1.0), 6)
    most = depth.max(axis=1)
    found = np.full(len(counts), -1, dtype=np.int64)
    for row in np.nonzero(most >= VALLEY)[0]:
        deepest = np.nonzero(depth[row] == most[row])[0]
        found[row] = deepest[len(deepest) // 2]
    return found
