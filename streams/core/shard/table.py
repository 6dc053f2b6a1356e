"""The table of tracked posts, oldest first, in some 30 bytes a post."""

from array import array
from collections.abc import Sequence
from itertools import compress
from typing import Any

from streams.core.fold import Corrupt
from streams.core.shard.cells import LANES, LIKE, LIKES, MORE, REPOST, Cells, spread, squeezed
from streams.core.shard.timed import came, restored, stored
from streams.core.shard.tracked import KEPT, KINDS, LANE, MOST, Counts, Tracked, packed

Desks = tuple[str, ...]
FEW = 1 << LIKE + REPOST
"""Cells below it are likes and reposts: most are, and a snapshot has a column for each."""


class Table:
    """Tracked posts by the mark of their root; `dropped` counts what the cap took.

    Of a post to which nothing but single engagement has happened it keeps its counts in a cell; of
    others a `Tracked`.
    """

    def __init__(self, cap: int = MOST) -> None:
        self.cap = cap
        self.dropped = 0
        self._line = Cells()
        self._names: list[Desks] = []
        self._numbers: dict[Desks, int] = {}

    def __len__(self) -> int:
        return self._line.size

    def __contains__(self, mark: int) -> bool:
        return self._line.find(mark) >= 0

    def add(self, mark: int, tracked: Tracked, second: int) -> None:
        """Track a post, which is not in the table, from this second on; seconds never decrease."""
        self._put(mark, tracked, second)
        if self._line.size > self.cap:
            self._line.drop()
            self.dropped += 1

    def _put(self, mark: int, tracked: Tracked, second: int) -> None:
        place = self._line.enter(mark, second)
        cells, desks = self._line.columns
        cell = cells[place] = squeezed(tracked.counts) if tracked.plain else MORE
        desks[place] = self._number(tracked.desks)
        if cell == MORE:
            self._line.whole[mark] = tracked

    def _number(self, desks: Desks) -> int:
        number = self._numbers.get(desks)
        if number is None:
            number = self._numbers[desks] = len(self._names)
            self._names.append(desks)
        return number

    def get(self, mark: int) -> Tracked | None:
        """A post that may change otherwise than by single engagement: change what is given."""
        place = self._line.find(mark)
        if place < 0:
            return None
        cells, desks = self._line.columns
        if (cell := cells[place]) != MORE:
            cells[place] = MORE
            self._line.whole[mark] = _packed(cell, self._names[desks[place]])
        return self._line.whole[mark]

    def change(self, mark: int, kind: int, by: int, time: int) -> bool | None:
        """Add or take back one engagement (see `Tracked.change`); None where nobody knows it."""
        place = self._line.find(mark)
        if place < 0:
            return None
        cells = self._line.columns[0]
        if (cell := cells[place]) != MORE:
            lane, most = LANES[kind]
            count = (cell >> lane & most) + by
            if 0 <= count <= most:
                cells[place] = cell + (by << lane)
                return True
            if count < 0:
                return False
        post = self.get(mark)
        return post is not None and post.change(kind, by, time)

    def told(self, mark: int) -> tuple[Desks, Counts] | None:
        """The desks and the net engagement of a post."""
        place = self._line.find(mark)
        return None if place < 0 else self._told(mark, place)

    def pop(self, mark: int) -> Desks | None:
        """Track a post no longer; its desks."""
        place = self._line.find(mark)
        if place < 0:
            return None
        desks, _ = self._told(mark, place)
        self._line.remove(place)
        return desks

    def _told(self, mark: int, place: int) -> tuple[Desks, Counts]:
        cells, desks = self._line.columns
        if (cell := cells[place]) == MORE:
            whole = self._line.whole[mark]
            return whole.desks, whole.net
        return self._names[desks[place]], spread(cell)

    def expire(self, second: int) -> None:
        """Forget the posts whose time is over when this second begins."""
        self._line.expire(second - KEPT)

    def leave(self, ended: Sequence[str]) -> None:
        """Take desks that ended from every post."""
        self._names = [tuple(d for d in desks if d not in ended) for desks in self._names]
        self._numbers = {desks: number for number, desks in enumerate(self._names)}
        for post in self._line.whole.values():
            if not set(ended).isdisjoint(post.desks):
                post.desks = tuple(desk for desk in post.desks if desk not in ended)

    def snapshot(self) -> dict[str, Any]:
        """By column: a list for each post would keep the garbage collector busy for long."""
        marks, whole = self._line.marks(), self._line.whole
        left, cells, desks = (
            array(column.typecode, compress(column, marks))
            for column in (marks, *map(self._line.turned, self._line.columns))
        )
        changed = []
        likes, reposts = [cell & LIKES for cell in cells], [cell >> LIKE for cell in cells]
        for place in [place for place, cell in enumerate(cells) if cell >= FEW]:
            post = whole.get(left[place]) or _packed(cells[place], self._names[desks[place]])
            desks[place] = self._number(post.desks)
            likes[place], reposts[place], *others = post.net
            if any(others) or not post.plain:
                likes[place] = reposts[place] = 0
                changed.append((place, post.revision, post.withheld, post.as_of, *post.net))
        names = {number: self._names[number] for number in dict.fromkeys(desks)}
        index = {each: place for place, each in enumerate(dict.fromkeys(names.values()))}
        at = {number: index[each] for number, each in names.items()}
        return {
            "dropped": self.dropped,
            "mark": stored(marks),
            "seconds": self._line.seconds(),
            "desks": list(map(at.__getitem__, desks)),
            "names": [list(each) for each in index],
            "like": likes,
            "repost": reposts,
            "changed": changed,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take a snapshot in; raises `Corrupt` where it contradicts itself."""
        self.dropped = state["dropped"]
        names = [tuple(row) for row in state["names"]]
        counts = map(_counted, state["like"], state["repost"])
        rows = zip(
            restored(state["mark"]), came(state["seconds"]), state["desks"], counts, strict=True
        )
        happened = {row[0]: row[1:] for row in state["changed"]}
        for place, (mark, second, desks, few) in enumerate(rows):
            if self._line.find(mark) >= 0:
                raise Corrupt(f"restoring tracked post {mark} of {second}: it stands twice")
            self._put(mark, _tracked(names[desks], few, happened.pop(place, None)), second)
        if happened:
            raise Corrupt(f"restoring what happened to {len(happened)} posts that are not tracked")


def _counted(like: int, repost: int) -> int:
    if min(like, repost) < 0:
        raise Corrupt(f"restoring the counts of a tracked post: {like}, {repost}")
    return like | repost << LANE


def _packed(cell: int, desks: Desks) -> Tracked:
    return Tracked(0, desks, counts=packed(spread(cell)))


def _tracked(desks: Desks, few: int, happened: Sequence[Any] | None) -> Tracked:
    if happened is None:
        return Tracked(0, desks, counts=few)
    revision, withheld, as_of, *counts = happened
    if len(counts) != KINDS or min(counts) < 0:
        raise Corrupt(f"restoring what happened to a tracked post: {happened}")
    return Tracked(revision, desks, withheld, as_of, packed(counts))
