"""How long topics live: in event time, by their size."""

from typing import Any, Self

from streams.core.topics.settings import LIVES

LAST = len(LIVES) - 1


class Lives:
    """When each topic was last touched, in an order of age for each class of size.

    A topic of 2**k to 2**(k+1) - 1 posts is of class k. It is let go when both the posts and the
    seconds of its class (`settings.LIVES`) have passed without it.
    """

    def __init__(self) -> None:
        self.post = 0
        self.time = 0.0
        self.classes: list[dict[int, tuple[int, float]]] = [{} for _ in LIVES]
        self.of: dict[int, int] = {}

    def tick(self, t: float) -> None:
        """One post passes at time `t`; time never runs back."""
        self.post += 1
        self.time = max(self.time, t)

    def touch(self, topic: int, size: int, seen: tuple[int, float] | None = None) -> None:
        """The topic was seen (now, or at an earlier post and time)."""
        old = self.of.get(topic)
        if old is not None:
            del self.classes[old][topic]
        new = self.of[topic] = min(size.bit_length() - 1, LAST)
        self.classes[new][topic] = seen or (self.post, self.time)

    def seen(self, topic: int) -> tuple[int, float]:
        """Post number and time at which the topic was last touched."""
        return self.classes[self.of[topic]][topic]

    def age(self, topic: int) -> float:
        """The part of its life that the topic has been idle, 0 to 1."""
        kind = self.of[topic]
        post, time = self.classes[kind][topic]
        posts, seconds = LIVES[kind or 1]
        return min(1.0, (self.post - post) / posts, (self.time - time) / seconds)

    def gap(self, one: int, other: int) -> float:
        """How far apart in time two topics were last touched, in parts of the other's life."""
        a, b = self.seen(one), self.seen(other)
        posts, seconds = LIVES[self.of[other] or 1]
        return min(1.0, abs(a[0] - b[0]) / posts, abs(a[1] - b[1]) / seconds)

    def forget(self, topic: int) -> None:
        """The topic is gone."""
        del self.classes[self.of.pop(topic)][topic]

    def ended(self) -> int | None:
        """A topic whose life is over, or None: singles are asked at each post, others in turn."""
        ended = self._ended(0)
        return self._ended(1 + self.post % LAST) if ended is None else ended

    def _ended(self, kind: int) -> int | None:
        for topic, (post, time) in self.classes[kind].items():
            posts, seconds = LIVES[kind]
            over = self.post - post > posts and self.time - time > seconds
            return topic if over else None
        return None

    def weakest(self) -> int:
        """The topic to let go when there are too many: the oldest of the smallest class."""
        return next(topic for kind in self.classes for topic in kind)

    def snapshot(self) -> dict[str, Any]:
        """As builtins."""
        rows = [[[c, p, t] for c, (p, t) in kind.items()] for kind in self.classes]
        return {"post": self.post, "time": self.time, "classes": rows}

    @classmethod
    def restore(cls, state: dict[str, Any]) -> Self:
        """The lives of a snapshot."""
        self = cls()
        self.post, self.time = state["post"], state["time"]
        for number, rows in enumerate(state["classes"]):
            self.classes[number] = {c: (p, t) for c, p, t in rows}
            self.of.update((row[0], number) for row in rows)
        return self
