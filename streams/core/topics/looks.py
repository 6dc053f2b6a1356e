"""The second look: each post is decided again, when its story has had time to form."""

from collections import deque
from typing import Any, NamedTuple, Self

from streams.core.topics import settings
from streams.core.topics.field import Field
from streams.core.topics.nearest import nearest
from streams.core.topics.weights import Vector


class Held(NamedTuple):
    """A post that waits: when it came (by number and second), its name, terms, topic and score."""

    number: int
    time: float
    post: int
    terms: list[str]
    topic: int
    score: float


class Looks:
    """Posts that wait for their second look, and the moves that looks have made.

    A post is due LOOK_POSTS posts and LOOK_SECONDS seconds after it came, at the latest after
    LOOK_LONGEST seconds or when MOST_HELD wait. `rejoin` is the bar of the second look.
    """

    def __init__(self, rejoin: float) -> None:
        self.rejoin = rejoin
        self.held: deque[Held] = deque()
        self.moves: list[tuple[int, int]] = []

    def hold(self, field: Field, vector: Vector, *, post: int, topic: int, score: float) -> None:
        """Keep a post that has just joined a topic."""
        terms = [term[2] for term in vector.terms]
        lives = field.lives
        self.held.append(Held(lives.post, lives.time, post, terms, topic, score))

    def look(self, field: Field) -> None:
        """Look again at what is due: two posts at most, so that no call is long."""
        held, lives = self.held, field.lives
        for _ in range(2):
            if not held:
                return
            posts, seconds = lives.post - held[0].number, lives.time - held[0].time
            due = posts >= settings.LOOK_POSTS and seconds >= settings.LOOK_SECONDS
            if not (due or seconds >= settings.LOOK_LONGEST or len(held) > settings.MOST_HELD):
                return
            self._again(field, held.popleft())

    def _again(self, field: Field, held: Held) -> None:
        topic, index = field.survivors.find(held.topic), field.index
        alive = topic in index.sizes
        if alive and held.score > settings.SURE:
            return
        vector = index.weights.vector(held.terms)
        own = topic if alive else None
        better, _ = nearest(index, field.lives, vector, bar=self.rejoin, own=own)
        if better is None or better == topic:
            return
        self.moves.append((held.post, better))
        if alive:
            field.move(vector, topic, better)

    def snapshot(self) -> dict[str, Any]:
        return {
            "held": [[*held[:3], list(held.terms), *held[4:]] for held in self.held],
            "moves": [list(pair) for pair in self.moves],
        }

    @classmethod
    def restore(cls, state: dict[str, Any], *, rejoin: float) -> Self:
        self = cls(rejoin)
        self.held.extend(Held(n, t, p, list(w), c, s) for n, t, p, w, c, s in state["held"])
        self.moves = [(p, c) for p, c in state["moves"]]
        return self
