"""The net engagement of a post in a cell of eight bytes, where that is enough: for most it is."""

from streams.core.shard.tracked import Counts

LIKE, REPOST, REPLY, QUOTE = 22, 16, 13, 12
"""Bits of the counts that a cell has room for, the first in its lowest bits."""
MORE = 1 << LIKE + REPOST + REPLY + QUOTE
"""The cell of a post that needs more room than that."""
LIKES = (1 << LIKE) - 1
LANES = (
    (0, LIKES),
    (LIKE, (1 << REPOST) - 1),
    (LIKE + REPOST, (1 << REPLY) - 1),
    (LIKE + REPOST + REPLY, (1 << QUOTE) - 1),
    (0, 0),
    (0, 0),
)
"""Where each count lies, and the most that it may be."""
NONE = -1


def stepped(cell: int, kind: int, by: int) -> int:
    """One engagement more or less in a cell that is not `MORE`: `NONE` where there is none to take
    back, `MORE` where there is no room."""
    lane, most = LANES[kind]
    count = (cell >> lane & most) + by
    if count < 0:
        return NONE
    return cell + (by << lane) if count <= most else MORE


def squeezed(counts: Counts) -> int:
    """The cell of these counts, `MORE` where one has no room."""
    cell = 0
    for count, (lane, most) in zip(counts, LANES, strict=True):
        if count > most:
            return MORE
        cell |= count << lane
    return cell


def spread(cell: int) -> Counts:
    """The counts of a cell that is not `MORE`."""
    like, repost, reply, quote, point, comment = (cell >> lane & most for lane, most in LANES)
    return like, repost, reply, quote, point, comment
