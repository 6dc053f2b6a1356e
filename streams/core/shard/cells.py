"""The net engagement of a post in a cell of eight bytes, where that is enough: for most it is."""

from array import array

from streams.core.shard.timed import Timed
from streams.core.shard.tracked import Counts, Tracked, unpacked

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


class Cells(Timed):
    """The line of tracked posts: a cell for each and the number of its set of desks; and by mark
    those for which a cell does not suffice."""

    __slots__ = ("whole",)

    def __init__(self) -> None:
        super().__init__(array("Q", [0]), array("I", [0]))
        self.whole: dict[int, Tracked] = {}

    def remove(self, place: int) -> None:
        """Let the mark at a place leave, with what is known of it."""
        if self.columns[0][place] == MORE:
            del self.whole[self._marks[place]]
        super().remove(place)


def squeezed(counts: int) -> int:
    """The cell of packed counts, `MORE` where one has no room."""
    if counts <= LIKES:
        return counts
    cell = 0
    for count, (lane, most) in zip(unpacked(counts), LANES, strict=True):
        if count > most:
            return MORE
        cell |= count << lane
    return cell


def spread(cell: int) -> Counts:
    """The counts of a cell that is not `MORE`."""
    if cell <= LIKES:
        return cell, 0, 0, 0, 0, 0
    like, repost, reply, quote, point, comment = [cell >> lane & most for lane, most in LANES]
    return like, repost, reply, quote, point, comment
