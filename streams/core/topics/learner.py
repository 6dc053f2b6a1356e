"""The online topic learner."""

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any, Self

from river import base
from streams.core.topics import settings
from streams.core.topics.index import Index
from streams.core.topics.lives import Lives
from streams.core.topics.merging import partner
from streams.core.topics.nearest import nearest
from streams.core.topics.survivors import Survivors

Held = tuple[int, float, int, tuple[str, ...], int, float]
"""(post number here, time, the caller's post, terms, topic, score): waits for its second look."""


class TopicModel(base.Clusterer):  # type: ignore[misc]
    """Topics in a stream of short posts, in one pass.

    Parameters
    ----------
    join
        Least similarity at which a post joins a topic, 0 to 1.
    rejoin
        The same at the second look.
    merge
        Least similarity at which two small topics merge.
    base
        Weight of a term beyond its inverse topic frequency; common terms lose it.
    """

    def __init__(
        self, join: float = 0.16, rejoin: float = 0.1, merge: float = 0.15, base: float = 2.0
    ) -> None:
        self.join = join
        self.rejoin = rejoin
        self.merge = merge
        self.base = base
        self._index = Index(base)
        self._lives = Lives()
        self._held: deque[Held] = deque()
        self._due: deque[tuple[int, float, int]] = deque()
        self._queued: set[int] = set()
        self._checked: dict[int, int] = {}
        self._normed: dict[int, int] = {}
        self._survivors = Survivors()
        self._moves: list[tuple[int, int]] = []
        self._merges: list[tuple[int, int]] = []
        self._next = 0

    def learn_one(self, x: Mapping[str, Any], *, t: float | None = None) -> None:
        """River's form: learn the keys of `x`; `t` in seconds (a post a second when untold)."""
        lives = self._lives
        self.learn(sorted(map(str, x)), t=lives.time + 1.0 if t is None else t, post=lives.post)

    def predict_one(self, x: Mapping[str, Any]) -> int:
        """The topic that a post would join, -1 for a new one. Changes nothing."""
        terms = tuple(sorted(map(str, x)))
        topic, _ = nearest(self._index, self._lives, self._index.weights.vector(terms), bar=self.join)
        return -1 if topic is None else topic

    def learn(self, tokens: Sequence[str], *, t: float, post: int) -> int:
        """The topic of the next post: `t` in seconds, `post` names it in later moves."""
        index, lives = self._index, self._lives
        lives.tick(t)
        vector = index.weights.vector(dict.fromkeys(tokens))
        topic, score = nearest(index, lives, vector, bar=self.join)
        if topic is None:
            topic, self._next = self._next, self._next + 1
            index.open(topic)
        index.put(vector, topic)
        lives.touch(topic, index.sizes[topic])
        self._queue(topic)
        terms = tuple([term[2] for term in vector.terms])
        self._held.append((lives.post, lives.time, post, terms, topic, score))
        self._look_again()
        self._upkeep()
        return topic

    def find(self, topic: int) -> int:
        """The topic that a topic has become by merging; itself when it has not, or is long gone."""
        return self._survivors.find(topic)

    def take_moves(self) -> list[tuple[int, int]]:
        """(post, its new topic) since the last call, in order."""
        moves, self._moves = self._moves, []
        return moves

    def take_merges(self) -> list[tuple[int, int]]:
        """(topic, what it became) since the last call, in order."""
        merges, self._merges = self._merges, []
        return merges

    def background(self, term: str) -> float:
        """The share of the posts of living topics that hold the term, 0 to 1."""
        return self._index.weights.share(term)

    def weight(self, term: str) -> float:
        """What the term says now: inverse topic frequency plus what is left of the base."""
        return self._index.weights.of(term)

    def _look_again(self) -> None:
        held, lives = self._held, self._lives
        while held:
            posts, seconds = lives.post - held[0][0], lives.time - held[0][1]
            due = posts >= settings.LOOK_POSTS and seconds >= settings.LOOK_SECONDS
            if not (due or seconds >= settings.LOOK_LONGEST or len(held) > settings.MOST_HELD):
                break
            self._second_look(held.popleft())
            if len(held) <= settings.LOOK_POSTS:
                break

    def _second_look(self, held: Held) -> None:
        _, _, post, terms, topic, score = held
        topic, index = self.find(topic), self._index
        alive = topic in index.counts
        if alive and score > settings.SURE:
            return
        vector = index.weights.vector(terms)
        own = topic if alive else None
        better, _ = nearest(index, self._lives, vector, bar=self.rejoin, own=own)
        if better is None or better == topic:
            return
        self._moves.append((post, better))
        if alive:
            if index.sizes[topic] == 1:
                self._drop(topic)
            else:
                index.take(vector, topic)
                self._lives.touch(topic, index.sizes[topic], self._lives.seen(topic))
                self._queue(topic)
            index.put(vector, better)
            self._lives.touch(better, index.sizes[better], self._lives.seen(better))
            self._queue(better)

    def _queue(self, topic: int) -> None:
        if topic not in self._queued:
            self._queued.add(topic)
            self._due.append((self._lives.post, self._lives.time, topic))

    def _upkeep(self) -> None:
        lives = self._lives
        for topic in lives.ended():
            self._drop(topic)
        while len(self._index.counts) > settings.MOST_TOPICS:
            self._drop(lives.weakest())
        if not self._due:
            return
        post, time, topic = self._due[0]
        waited = lives.post - post >= settings.UPKEEP_POSTS
        if waited or lives.time - time >= settings.UPKEEP_LONGEST:
            self._due.popleft()
            self._queued.discard(topic)
            if topic in self._index.counts:
                self._tend(topic)

    def _tend(self, topic: int) -> None:
        index = self._index
        size = index.sizes[topic]
        if size < settings.RENORM * self._normed.get(topic, 0):
            return
        self._normed[topic] = size
        parts = index.renorm(topic)
        if size < max(2, settings.GROWTH * self._checked.get(topic, 0)):
            return
        self._checked[topic] = size
        other = partner(index, self._lives, topic, parts=parts, merge=self.merge)
        if other is None:
            return
        seen = max(self._lives.seen(topic), self._lives.seen(other))
        index.blend(topic, other)
        self._lives.forget(topic)
        self._checked.pop(topic, None)
        self._normed.pop(topic, None)
        self._lives.touch(other, index.sizes[other], seen)
        self._survivors.merge(topic, other, t=self._lives.time)
        self._merges.append((topic, other))
        self._queue(other)

    def _drop(self, topic: int) -> None:
        self._index.drop(topic)
        self._lives.forget(topic)
        self._checked.pop(topic, None)
        self._normed.pop(topic, None)

    def snapshot(self) -> dict[str, Any]:
        """The whole state as builtins that JSON and MessagePack carry."""
        return {
            "setting": [self.join, self.rejoin, self.merge, self.base],
            "next": self._next,
            "index": self._index.snapshot(),
            "lives": self._lives.snapshot(),
            "held": [[*row[:3], list(row[3]), *row[4:]] for row in self._held],
            "due": [list(row) for row in self._due],
            "checked": [list(pair) for pair in self._checked.items()],
            "normed": [list(pair) for pair in self._normed.items()],
            "survivors": self._survivors.snapshot(),
            "moves": [list(pair) for pair in self._moves],
            "merges": [list(pair) for pair in self._merges],
        }

    @classmethod
    def restore(cls, state: dict[str, Any]) -> Self:
        """The learner of a snapshot: it goes on as if it had never stopped."""
        self = cls(*state["setting"])
        self._next = state["next"]
        self._index = Index.restore(state["index"], base=self.base)
        self._lives = Lives.restore(state["lives"])
        self._held.extend((n, t, p, tuple(w), c, s) for n, t, p, w, c, s in state["held"])
        self._due.extend((n, t, c) for n, t, c in state["due"])
        self._queued.update(row[2] for row in self._due)
        self._checked.update((c, n) for c, n in state["checked"])
        self._normed.update((c, n) for c, n in state["normed"])
        self._survivors = Survivors.restore(state["survivors"])
        self._moves = [(p, c) for p, c in state["moves"]]
        self._merges = [(a, b) for a, b in state["merges"]]
        return self
