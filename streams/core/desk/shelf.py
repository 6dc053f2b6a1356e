"""The shelf: the posts that a desk has admitted, with the topic that each belongs to."""

from collections.abc import Callable, Iterator
from sys import intern
from typing import Any

from schemas.handovers import BackRow, CountRow, GoneRow, PostRow
from streams.core.desk.builtins import dump, load, post_of, shared
from streams.core.post import Post
from streams.core.topics import Said, TopicModel

CAP = 60_000
"""Posts kept, whatever their age; a tenth is let go at once when there are more."""
PINNED = 1 << 62
"""What a pin is worth, in points: more than any post has."""
TEXTLESS = ("deleted",)
AUTHOR = frozenset(("author",))
Change = Callable[[frozenset[str]], frozenset[str]]


class Shelf:
    """Posts by id, in the order of their arrival; bounded by time, then by `CAP`."""

    def __init__(self, cap: int = CAP) -> None:
        self.cap = cap
        self.posts: dict[str, Post] = {}
        self.by_number: dict[int, Post] = {}
        self.next = 0
        self.topics = TopicModel()
        self._unlearnt: list[Said] = []
        self.hidden_authors: dict[str, int] = {}
        self.hidden_posts: dict[str, int] = {}

    def admit(self, row: PostRow) -> bool:
        """Put a post on the shelf, or take in an edit of it; whether the post is new.

        Its topic is learned with `learn`.
        """
        post = self.posts.get(row.post)
        if post is not None:
            self._edit(post, row)
            return False
        post = post_of(row, self.next)
        self.next += 1
        if row.author in self.hidden_authors:
            post.gone |= {"author"}
        if row.post in self.hidden_posts:
            post.gone |= {"hidden"}
        self.posts[post.id] = self.by_number[post.number] = post
        self._unlearnt.append((post.tokens, post.at / 1000, post.number))
        return True

    def _edit(self, post: Post, row: PostRow) -> None:
        post.gone -= {"withdrawn"}
        if row.revision >= post.revision:
            post.revision, post.text, post.lang = row.revision, row.text, intern(row.lang)
            post.tokens, post.voice = shared(row.tokens), row.voice

    def learn(self) -> None:
        """Learn the topics of all posts admitted since the last call: at once, it costs less."""
        topics = self.topics.learn_many(self._unlearnt)
        for (_, _, number), topic in zip(self._unlearnt, topics, strict=True):
            self.by_number[number].topic = topic
        self._unlearnt.clear()
        for number, topic in self.topics.take_moves():
            post = self.by_number.get(number)
            if post is not None:
                post.topic = topic

    def count(self, row: CountRow) -> None:
        """Take in a post's net engagement."""
        post = self.posts.get(row.post)
        if post is not None:
            post.counters = row.counters

    def mark(self, post_id: str, why: str) -> None:
        """Take a post off every page. A deleted post's words are forgotten at once."""
        post = self.posts.get(post_id)
        if post is not None:
            post.gone |= {why}
            if why in TEXTLESS:
                post.text, post.name, post.url, post.tokens = "", "", "", ()

    def unmark(self, post_id: str, why: str) -> None:
        """One of the reasons why a post may not be shown is over."""
        post = self.posts.get(post_id)
        if post is not None:
            post.gone -= {why}

    def pin(self, post_id: str) -> None:
        """The newsroom wants this post quoted."""
        if post_id in self.posts:
            self.posts[post_id].pinned = True

    def gone(self, row: GoneRow) -> None:
        self.mark(row.post, row.why)

    def back(self, row: BackRow) -> None:
        self.unmark(row.post, "withheld")

    def hide_post(self, post_id: str, at: int) -> None:
        """The newsroom hides a post, which may be yet to come."""
        self.hidden_posts[post_id] = at
        self.mark(post_id, "hidden")

    def restore_post(self, post_id: str) -> None:
        """The newsroom takes its hiding back."""
        self.hidden_posts.pop(post_id, None)
        self.unmark(post_id, "hidden")

    def hide_author(self, author: str, at: int) -> list[str]:
        """Hide an account; gives the ids of its posts on the shelf."""
        self.hidden_authors[author] = at
        return self._each(author, lambda gone: gone | AUTHOR)

    def restore_author(self, author: str) -> list[str]:
        """Show an account again; gives the ids of its posts on the shelf."""
        self.hidden_authors.pop(author, None)
        return self._each(author, lambda gone: gone - AUTHOR)

    def forget_hidden(self, before: int) -> None:
        """Forget what was hidden before an instant: no page reaches back so far."""
        for hidden in (self.hidden_authors, self.hidden_posts):
            for name in [name for name, at in hidden.items() if at < before]:
                del hidden[name]

    def _each(self, author: str, change: Change) -> list[str]:
        posts = [post for post in self.posts.values() if post.author == author]
        for post in posts:
            post.gone = change(post.gone)
        return [post.id for post in posts]

    def within(self, start: int, end: int) -> list[Post]:
        """The posts of a window by event time, gone ones included, in order of arrival."""
        return [post for post in self.posts.values() if start <= post.time < end]

    def relabel(self) -> None:
        """Lead every post to its topic's survivor, before the learner forgets the merges."""
        merged = dict(self.topics.take_merges())
        for post in self.posts.values() if merged else ():
            if post.topic in merged:
                post.topic = self.topics.find(post.topic)

    def forget(self, before: int) -> int:
        """Drop posts older than an instant, then the least engaged of the older half while there
        are more than `cap`; gives how many the cap let go."""
        for post in [p for p in self.posts.values() if p.time < before]:
            self._drop(post)
        over = len(self.posts) - self.cap
        if over <= 0:
            return 0
        older = list(self.posts.values())[: len(self.posts) // 2]
        older.sort(key=_worth)  # of equal ones the older go first, as they stand
        dropped = older[: max(over, self.cap // 10)]
        for post in dropped:
            self._drop(post)
        return len(dropped)

    def _drop(self, post: Post) -> None:
        del self.posts[post.id], self.by_number[post.number]

    def __iter__(self) -> Iterator[Post]:
        return iter(self.posts.values())

    def snapshot(self) -> dict[str, Any]:
        return {
            "posts": dump(self.posts.values()),
            "next": self.next,
            "topics": self.topics.snapshot(),
            "hidden_authors": sorted(self.hidden_authors.items()),
            "hidden_posts": sorted(self.hidden_posts.items()),
        }

    def restore(self, state: dict[str, Any]) -> "Shelf":
        posts = load(state["posts"])
        self.posts = {post.id: post for post in posts}
        self.by_number = {post.number: post for post in posts}
        self.next = state["next"]
        self.topics = TopicModel.restore(state["topics"])
        self.hidden_authors = dict(state["hidden_authors"])
        self.hidden_posts = dict(state["hidden_posts"])
        return self


def _worth(post: Post) -> int:
    return post.points + PINNED if post.pinned else post.points
