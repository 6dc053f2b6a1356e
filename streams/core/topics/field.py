"""The topics that live: joining, moving, ageing, merging."""

from collections import deque
from typing import Any, Self

from streams.core.topics import settings
from streams.core.topics.index import Index
from streams.core.topics.lives import Lives
from streams.core.topics.merging import partner
from streams.core.topics.survivors import Survivors
from streams.core.topics.weights import Vector


class Field:
    """Index, lives and upkeep together. `merge` is the bar for two small topics."""

    def __init__(self, merge: float, base: float) -> None:
        self.merge = merge
        self.index = Index(base)
        self.lives = Lives()
        self.survivors = Survivors()
        self.merges: list[tuple[int, int]] = []
        self.next = 0
        self._due: deque[tuple[int, float, int]] = deque()
        self._queued: set[int] = set()
        self._checked: dict[int, int] = {}
        self._normed: dict[int, int] = {}

    def join(self, post: Vector, topic: int | None) -> int:
        """The topic, or a new one, with the post in it."""
        index = self.index
        if topic is None:
            topic, self.next = self.next, self.next + 1
            index.open(topic)
        index.put(post, topic)
        self.lives.touch(topic, index.sizes[topic])
        self._queue(topic)
        return topic

    def move(self, post: Vector, old: int, new: int) -> None:
        """Take the post out of one topic and put it into another; neither is younger for it."""
        index, lives = self.index, self.lives
        if index.sizes[old] == 1:
            self.drop(old)
        else:
            index.take(post, old)
            lives.touch(old, index.sizes[old], lives.seen(old))
            self._queue(old)
        index.put(post, new)
        lives.touch(new, index.sizes[new], lives.seen(new))
        self._queue(new)

    def upkeep(self) -> None:
        """A little for each post: at most two topics end, at most one is looked after."""
        lives = self.lives
        for _ in range(2):
            ended = lives.ended()
            if ended is None:
                break
            self.drop(ended)
        if len(self.index.sizes) > settings.MOST_TOPICS:
            self.drop(lives.weakest())
        if not self._due:
            return
        post, time, topic = self._due[0]
        waited = lives.post - post >= settings.UPKEEP_POSTS
        if waited or lives.time - time >= settings.UPKEEP_LONGEST:
            self._due.popleft()
            self._queued.discard(topic)
            if topic in self.index.sizes:
                self._tend(topic)

    def drop(self, topic: int) -> None:
        """End a topic."""
        self.index.drop(topic)
        self._forget(topic)

    def _forget(self, topic: int) -> None:
        self.lives.forget(topic)
        self._checked.pop(topic, None)
        self._normed.pop(topic, None)

    def _queue(self, topic: int) -> None:
        if topic not in self._queued:
            self._queued.add(topic)
            self._due.append((self.lives.post, self.lives.time, topic))

    def _tend(self, topic: int) -> None:
        # Norms move with the weights; a topic that grew may have come near another.
        index = self.index
        size = index.sizes[topic]
        if size < settings.RENORM * self._normed.get(topic, 0):
            return
        self._normed[topic] = size
        parts = index.renorm(topic)
        if size < max(2, settings.GROWTH * self._checked.get(topic, 0)):
            return
        self._checked[topic] = size
        other = partner(index, self.lives, topic, parts=parts, merge=self.merge)
        if other is not None:
            self._blend(topic, other)

    def _blend(self, topic: int, into: int) -> None:
        lives = self.lives
        seen = max(lives.seen(topic), lives.seen(into))
        self.index.blend(topic, into)
        self._forget(topic)
        lives.touch(into, self.index.sizes[into], seen)
        self.survivors.merge(topic, into, t=lives.time)
        self.merges.append((topic, into))
        self._queue(into)

    def snapshot(self) -> dict[str, Any]:
        return {
            "next": self.next,
            "topics": self.index.snapshot(),
            "lives": self.lives.snapshot(),
            "survivors": self.survivors.snapshot(),
            "merges": [list(pair) for pair in self.merges],
            "due": [list(row) for row in self._due],
            "checked": [list(pair) for pair in self._checked.items()],
            "normed": [list(pair) for pair in self._normed.items()],
        }

    @classmethod
    def restore(cls, state: dict[str, Any], *, merge: float, base: float) -> Self:
        self = cls(merge, base)
        self.next = state["next"]
        self.index = Index.restore(state["topics"], base=base)
        self.lives = Lives.restore(state["lives"])
        self.survivors = Survivors.restore(state["survivors"])
        self.merges = [(a, b) for a, b in state["merges"]]
        self._due.extend((n, t, c) for n, t, c in state["due"])
        self._queued.update(row[2] for row in self._due)
        self._checked.update((c, n) for c, n in state["checked"])
        self._normed.update((c, n) for c, n in state["normed"])
        return self
