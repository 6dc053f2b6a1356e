"""The online topic learner."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from river import base

from streams.core.topics import steps
from streams.core.topics.settings import MOST_POST_TERMS
from streams.core.topics.steps import Setting, Told
from streams.core.topics.stored import restored, stored
from streams.core.topics.survivors import Survivors
from streams.core.topics.tables import AT_ONCE, POST, TERM, fresh, grow
from streams.core.topics.vocabulary import Vocabulary

Said = tuple[Sequence[str], float, int]
"""A post: its tokens, its time (s), and what later moves call it."""
MOST_NEW = 3 * MOST_POST_TERMS
"""Entries that one post may add: its own, and those of two that move."""


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
        # Other types would be compiled for anew.
        self._setting = Setting(float(join), float(rejoin), float(merge), float(base))
        self._state = fresh()
        self._entries = 0
        self._words = Vocabulary()
        self._survivors = Survivors()
        self._moves: list[tuple[int, int]] = []
        self._merges: list[tuple[int, int]] = []

    def learn_one(self, x: Mapping[str, Any], *, t: float | None = None) -> None:
        """Learn the keys of `x`, whatever their order; values are not looked at.

        `t` is in seconds; untold, a second has passed. Posts are named by their number from 0.
        """
        post, time = self._state.head[["post", "time"]][0]
        self.learn(sorted(map(str, x)), t=float(time) + 1.0 if t is None else t, post=int(post))

    def predict_one(self, x: Mapping[str, Any]) -> int:
        """The topic that a post would join, -1 for a new one. Changes nothing."""
        rows = self._words.rows
        tokens = np.array([rows.get(word, -1) for word in sorted(map(str, x))], np.int32)
        return steps.predict(self._state, self._setting, tokens)

    def learn(self, tokens: Sequence[str], *, t: float, post: int) -> int:
        """The topic of the next post.

        `tokens` count once each; `t` is in seconds (what runs back counts as standing still);
        `post` is what later moves call the post.
        """
        return self.learn_many([(tokens, t, post)])[0]

    def learn_many(self, posts: Sequence[Said]) -> list[int]:
        """The topics of the next posts: what `learn` gives for one after the other, in less time.
        Moves may speak of posts of this very call.
        """
        found: list[int] = []
        for begin in range(0, len(posts), AT_ONCE):
            found += self._learn(posts[begin : begin + AT_ONCE])
        return found

    def _learn(self, posts: Sequence[Said]) -> list[int]:
        terms, ends = self._words.take([tokens for tokens, _, _ in posts])
        self._make_room(len(posts))
        told = [(end, t, post, -1) for end, (_, t, post) in zip(ends, posts, strict=True)]
        rows = np.array(told, POST)
        self._take_up(steps.learn(self._state, self._setting, np.array(terms, np.int32), rows))
        topics: list[int] = rows["topic"].tolist()
        return topics

    def _take_up(self, told: Told) -> None:
        state, self._entries = self._state, told.entries
        if told.freed:
            self._words.free(state.freed[: told.freed].tolist())
        if told.moved:
            self._moves += state.moved[: told.moved].tolist()
        if told.merged:
            for gone, kept, time in state.merged[: told.merged].tolist():
                self._survivors.merge(gone, kept, t=time)
                self._merges.append((gone, kept))

    def _make_room(self, posts: int) -> None:
        state, terms = self._state, len(self._words.words)
        most = self._entries + posts * MOST_NEW
        if terms > len(state.terms) or most > len(state.entries):
            entries = max(len(state.entries), 2 * most)
            grow(state, terms=max(len(state.terms), 2 * terms), entries=entries)
            steps.tabulate(state)

    def find(self, topic: int) -> int:
        """What a topic has become by merging: itself when it has not, or when that is forgotten.

        Merges are forgotten after two days of event time, or 50,000 others: relabel what you keep
        from `take_merges`.
        """
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
        row, posts = self._words.rows.get(term), self._state.head["posts"][0]
        return float(self._state.terms["total"][row] / posts) if row is not None and posts else 0.0

    def weight(self, term: str) -> float:
        """What the term says now: 0 and more, about 2 to 10."""
        row = self._words.rows.get(term, -1)
        return steps.weigh(self._state, self._setting, row)

    def snapshot(self) -> dict[str, Any]:
        """The whole state as builtins that MessagePack carries; nothing is shared."""
        return {
            "setting": list(self._setting),
            "words": self._words.snapshot(),
            "rows": stored(self._state, terms=len(self._words.words)),
            "survivors": self._survivors.snapshot(),
            "moves": [list(pair) for pair in self._moves],
            "merges": [list(pair) for pair in self._merges],
        }

    @classmethod
    def restore(cls, state: dict[str, Any]) -> Self:
        """The learner of a snapshot: it goes on as if it had never stopped.

        Raises ValueError where the state is none of ours.
        """
        self = cls(*state["setting"])
        self._state = restored(state["rows"])
        self._entries = int(self._state.head["entries"][0])
        self._words = Vocabulary.restore(*state["words"])
        if len(self._words.words) * TERM.itemsize != len(state["rows"]["terms"]):
            raise ValueError("a topic learner has not a row of terms for each of its words")
        self._survivors = Survivors.restore(state["survivors"])
        self._moves = [(post, topic) for post, topic in state["moves"]]
        self._merges = [(gone, kept) for gone, kept in state["merges"]]
        return self
