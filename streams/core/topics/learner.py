"""The online topic learner."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from river import base

from streams.core.topics.field import Field
from streams.core.topics.looks import Looks
from streams.core.topics.nearest import nearest


class TopicModel(base.Clusterer):
    """Topics in a stream of short posts, in one pass, with one setting for every stream.

    A topic is a damped centroid: a term that y of its posts hold weighs y**0.7 times the term's
    weight, which is its inverse topic frequency plus a base that a term loses when it is spread
    over topics like the stream itself (the desk's own words). A post joins the topic with the
    highest cosine, faded by how much of its life the topic has been idle, if that is above
    `join`; otherwise it opens one. Each post is decided a second time some 500 posts later,
    itself taken out of its topic. Topics that grow merge with a larger one when alike: the larger
    the smaller of the two, the more alike they must be. Lives, fading and second looks run in
    event time, longer for grown topics. Everything is bounded; nothing depends on hash order.

    Parameters
    ----------
    join
        Least score at which a post joins a topic, 0 to 1.
    rejoin
        The same at the second look.
    merge
        Least score at which two small topics merge, 0 to 1.
    base
        Weight of a term beyond its inverse topic frequency.

    Notes
    -----
    `learn_one` is River's form. `learn` is the same with the topic as its answer: later moves and
    merges are taken with `take_moves` and `take_merges`. Predicting changes nothing. The formulas
    and where they come from are in `docs/topics.md`.

    References
    ----------
    M. Carnein, D. Assenmacher, H. Trautmann, "Stream clustering of chat messages with
    applications to Twitch streams", ER workshops 2017 (micro-clusters of text, fading, merging).
    J. Yin et al., "Model-based clustering of short text streams", KDD 2018 (the task and its data).

    Examples
    --------
    >>> from river import compose, feature_extraction
    >>> topics = TopicModel()
    >>> model = compose.Pipeline(feature_extraction.BagOfWords(), topics)
    >>> for text in ("storm hits the coast", "the storm hits a coast", "a goal at last"):
    ...     model.learn_one(text)
    >>> model.predict_one("storm at the coast"), model.predict_one("nothing new")
    (0, -1)
    >>> topics.learn(("storm", "coast"), t=4.0, post=3)
    0
    """

    def __init__(
        self, join: float = 0.16, rejoin: float = 0.1, merge: float = 0.15, base: float = 2.0
    ) -> None:
        self.join = join
        self.rejoin = rejoin
        self.merge = merge
        self.base = base
        self._field = Field(merge, base)
        self._looks = Looks(rejoin)

    def learn_one(self, x: Mapping[str, Any], *, t: float | None = None) -> None:
        """Learn the keys of `x`, whatever their order; values are not looked at.

        `t` is in seconds; untold, a second has passed. Posts are named by their number from 0.
        """
        lives = self._field.lives
        self.learn(sorted(map(str, x)), t=lives.time + 1.0 if t is None else t, post=lives.post)

    def predict_one(self, x: Mapping[str, Any]) -> int:
        """The topic that a post would join, -1 for a new one. Changes nothing."""
        index = self._field.index
        vector = index.weights.vector(sorted(map(str, x)))
        topic, _ = nearest(index, self._field.lives, vector, bar=self.join)
        return -1 if topic is None else topic

    def learn(self, tokens: Sequence[str], *, t: float, post: int) -> int:
        """The topic of the next post.

        `tokens` count once each; `t` is in seconds (what runs back counts as standing still);
        `post` is what later moves call the post.
        """
        field = self._field
        field.lives.tick(t)
        vector = field.index.weights.vector(dict.fromkeys(tokens))
        near, score = nearest(field.index, field.lives, vector, bar=self.join)
        topic = field.join(vector, near)
        self._looks.hold(field, vector, post=post, topic=topic, score=score)
        self._looks.look(field)
        field.upkeep()
        return topic

    def find(self, topic: int) -> int:
        """What a topic has become by merging: itself when it has not, or when that is forgotten.

        Merges are forgotten after two days of event time, or 50,000 others: relabel what you keep
        from `take_merges`.
        """
        return self._field.survivors.find(topic)

    def take_moves(self) -> list[tuple[int, int]]:
        """(post, its new topic) since the last call, in order."""
        moves, self._looks.moves = self._looks.moves, []
        return moves

    def take_merges(self) -> list[tuple[int, int]]:
        """(topic, what it became) since the last call, in order."""
        merges, self._field.merges = self._field.merges, []
        return merges

    def background(self, term: str) -> float:
        """The share of the posts of living topics that hold the term, 0 to 1."""
        return self._field.index.weights.share(term)

    def weight(self, term: str) -> float:
        """What the term says now: 0 and more, about 2 to 10."""
        return self._field.index.weights.of(term)

    def snapshot(self) -> dict[str, Any]:
        """The whole state as builtins that JSON and MessagePack carry; nothing is shared."""
        return {
            "setting": [self.join, self.rejoin, self.merge, self.base],
            "field": self._field.snapshot(),
            "looks": self._looks.snapshot(),
        }

    @classmethod
    def restore(cls, state: dict[str, Any]) -> Self:
        """The learner of a snapshot: it goes on as if it had never stopped."""
        self = cls(*state["setting"])
        self._field = Field.restore(state["field"], merge=self.merge, base=self.base)
        self._looks = Looks.restore(state["looks"], rejoin=self.rejoin)
        return self
