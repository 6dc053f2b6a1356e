"""Groups what is alike: average linkage over a likeness, down to a threshold."""

import numpy as np

from streams.core.stories.sparse import Floats, Ints


def group(likeness: Floats, size: Floats, least: float) -> Ints:
    """For each of n things the group that it falls into, [n], numbered from 0 by first member.

    The two most alike groups join, the lower index first among equals, until no pair is at least
    `least` alike; a joined pair is as like a third as its parts on average, weighted by `size`
    (Sokal and Michener 1958). `likeness` is [n, n] and symmetric.
    """
    near, weight = likeness.copy(), size.astype(np.float64)
    np.fill_diagonal(near, -1.0)
    into = np.arange(len(near))
    while len(near) > 1:
        a, b = divmod(int(near.argmax()), len(near))
        if near[a, b] < least:
            break
        mean = (near[a] * weight[a] + near[b] * weight[b]) / (weight[a] + weight[b])
        near[a] = near[:, a] = np.round(mean, 6)
        near[b] = near[:, b] = near[a, a] = -1.0
        weight[a] += weight[b]
        into[into == b] = a
    return np.unique(into, return_inverse=True)[1]
