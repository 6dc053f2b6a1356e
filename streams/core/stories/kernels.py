"""The inner loops of a survey, compiled: products of sparse matrices, shares, exact dot products.

Compiled without fast mathematics: sums add in the order of the entries, on one thread, the same on
every machine. Each kernel takes matrices by their parts, so that one compilation serves all.
"""

import numpy as np
from numpy.typing import NDArray

from streams.core.compiled import entry

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Parts = tuple[Ints, Ints | NDArray[np.int32], Floats]
"""`first`, `columns` and `values` of a `Sparse`."""
ZERO, ONE = np.uint64(0), np.uint64(1)
"""Places without a sign: no look at whether they count from the end."""


@entry
def multiplied(
    one: Parts, other: Parts, width: int, least: float, room: int
) -> tuple[Ints, Ints, Floats]:
    """The rows of the product, [height of `one`, width]; without what is less than `least`.

    `room` entries are enough. Gustavson 1978; a row's columns stand as in scipy, the last first.
    """
    first, columns, values = one
    starts, others, weights = other
    sums, fresh, touched = np.zeros(width), np.ones(width, np.bool_), np.empty(width, np.int64)
    ends, found, told = np.zeros(len(first), np.int64), np.empty(room, np.int64), np.empty(room)
    end = 0
    for row in range(len(first) - 1):
        count = 0
        for i in range(first[row], first[row + 1]):
            for j in range(starts[columns[i]], starts[columns[i] + 1]):
                column = others[j]
                if fresh[column]:
                    fresh[column] = False
                    touched[count] = column
                    count += 1
                sums[column] += values[i] * weights[j]
        for k in range(count - 1, -1, -1):
            column = touched[k]
            if sums[column] >= least:
                found[end], told[end] = column, sums[column]
                end += 1
            sums[column], fresh[column] = 0.0, True
        ends[row + 1] = end
    return ends, found[:end], told[:end]


@entry
def weighed(
    said: Parts, lift: Parts, timely: Floats, bins: Ints, prior: Floats
) -> tuple[Parts, Floats]:
    """The evidence of each voice of `said` [voices, tokens] for the stories whose tokens it says:
    their `lift` [tokens, stories], above 0, and `timely` [stories, bins] in its bin, rounded to 6
    digits; and with each entry's `prior` [stories] the logarithm of its odds.

    A row's stories stand in the order in which they are met.
    """
    first, columns, values = said
    starts, lifted, lifts = lift
    room = 1
    for column in columns[first[0] : first[-1]]:
        room += starts[column + 1] - starts[column]
    stories, evidence, odds = np.empty(room, np.int32), np.empty(room), np.empty(room)
    ends, sums, end = np.zeros_like(first), np.zeros(len(prior)), ZERO
    for row in range(len(bins)):
        begin = end
        for i in range(np.uint64(first[row]), np.uint64(first[row + 1])):
            column = np.uint64(columns[i])
            for j in range(np.uint64(starts[column]), np.uint64(starts[column + ONE])):
                story = np.uint64(lifted[j])
                stories[end] = story
                end += ONE if sums[story] == 0.0 else ZERO
                sums[story] += values[i] * lifts[j]
        for k in range(begin, end):
            story = np.uint64(stories[k])
            whole = np.rint((sums[story] + timely[story, bins[row]]) * 1e6) / 1e6
            evidence[k], odds[k] = whole, min(whole + prior[story], 300.0)
            sums[story] = 0.0
        ends[row + 1] = end
    return (ends, stories[: ends[-1]], evidence[: ends[-1]]), odds[: ends[-1]]


@entry
def shared(
    told: Parts, odds: Floats, sizes: Floats, found: Floats, least: float, most: float
) -> tuple[tuple[Ints, Ints, Floats], Ints]:
    """What each voice tells: (row, story, share) of shares of at least `least`, a share being the
    odds of a story over 1 + all of the row's; and the story that has more than `most` of each
    voice, -1 for none. `sizes` [stories] grows by all shares; `found` [i, j] by the evidence that j
    finds for the voices of which i has most, as shares of what i finds."""
    first, stories, evidence = told
    main, end = np.full(len(first) - 1, -1), 0
    rows, kept = np.empty(len(odds), np.int64), np.empty(len(odds), np.int64)
    shares = np.empty(len(odds))
    for row in range(len(main)):
        whole, own = 0.0, 0.0
        for i in range(first[row + 1] - 1, first[row] - 1, -1):
            whole += odds[i]
        for i in range(first[row], first[row + 1]):
            share = np.rint(odds[i] / (1.0 + whole) * 1e6) / 1e6
            sizes[stories[i]] += share
            if share >= least:
                rows[end], kept[end], shares[end] = row, stories[i], share
                end += 1
            if share > most:
                main[row], own = stories[i], max(evidence[i], 1e-6)
        if main[row] >= 0:
            for i in range(first[row], first[row + 1]):
                found[main[row], stories[i]] += min(max(evidence[i] / own, 0.0), 1.0)
    return (rows[:end].copy(), kept[:end].copy(), shares[:end].copy()), main


@entry
def dotted(whole: NDArray[np.int32]) -> Floats:
    """All dot products of rows of whole numbers, [n, n]; exact while sums stay below 2^53."""
    count, width = whole.shape
    found = np.empty((count, count))
    for i in range(count):
        for j in range(i + 1):
            total = np.int64(0)
            for k in range(width):
                total += np.int64(whole[i, k]) * np.int64(whole[j, k])
            found[i, j] = found[j, i] = total
    return found
