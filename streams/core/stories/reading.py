"""A file of posts read as a stream: topics as they pass, stories at the end."""

from collections.abc import Iterator
from typing import Any

from schemas.records import (
    ENGAGEMENT_KINDS,
    Author,
    Counters,
    EngagementAdded,
    EngagementCounted,
    EngagementRemoved,
    Place,
    PostCreated,
    PostDeleted,
    PostRestored,
    PostWithheld,
)
from streams.core.post import Post
from streams.core.stories.cards import StoryCard
from streams.core.stories.page import front_page
from streams.core.text import analyse, visible
from streams.core.topics import AT_ONCE, Said, TopicModel, last


class Reading:
    """Posts, and what became of them, with the shipped learner and its shipped setting."""

    def __init__(self) -> None:
        self.topics = TopicModel()
        self.posts: list[Post] = []
        self.first: list[int] = []
        """The topic of each post at the moment it passed."""
        self._by_id: dict[str, Post] = {}
        self._unlearnt: list[Said] = []
        self._became: dict[int, int] = {}

    def fold(self, record: Place, at: int) -> None:
        """Take in the next record; `at` (ms) never decreases. Others than a post's life pass."""
        if isinstance(record, PostCreated):
            self._create(record, at)
            return
        post = self._by_id.get(getattr(record, "post", ""))
        if post is None:
            return
        if isinstance(record, PostDeleted):
            post.gone |= {"deleted"}
        elif isinstance(record, PostWithheld):
            post.gone |= {"withheld"}
        elif isinstance(record, PostRestored):
            post.gone -= {"withheld"}
        elif isinstance(record, EngagementCounted):
            post.counters = _counted(record.counters)
        elif isinstance(record, EngagementAdded | EngagementRemoved):
            step = 1 if isinstance(record, EngagementAdded) else -1
            post.counters = _stepped(post.counters, record.engagement, step)

    def _create(self, record: PostCreated, at: int) -> None:
        if record.post in self._by_id:
            return
        text = visible(record.text)
        found = analyse(text, record.lang)
        post = Post(
            id=record.post,
            number=len(self.posts),
            author=record.author.id,
            handle=record.author.handle,
            name=record.author.name,
            url=record.url,
            source=record.source,
            lang=found.lang,
            text=text,
            tokens=found.tokens,
            voice=found.voice,
            time=min(record.event_time, at),
            at=at,
            account_created=record.author.created or 0,
            counters=_counted(record.counters or Counters()),
        )
        self.posts.append(post)
        self._by_id[post.id] = post
        self._unlearnt.append((found.tokens, at / 1000, post.number))
        if len(self._unlearnt) == AT_ONCE:
            self._learn()

    def _learn(self) -> None:
        topics = self.topics.learn_many(self._unlearnt)
        for (_, _, number), topic in zip(self._unlearnt, topics, strict=True):
            self.posts[number].topic = topic
        self._unlearnt.clear()
        self.first += topics
        for number, topic in self.topics.take_moves():
            self.posts[number].topic = topic
        self._became.update(self.topics.take_merges())

    def find(self, topic: int) -> int:
        """What a topic has become by merging; unlike the learner's, this never forgets."""
        return last(topic, self._became)

    def labels(self, *, first: bool = False) -> Iterator[tuple[str, int]]:
        """(post id, topic) in the order of reading: where each ended, or was put at first."""
        self._learn()
        for post, put in zip(self.posts, self.first, strict=True):
            yield post.id, put if first else self.find(post.topic)

    def stories(self, *, limit: int, language: str | None = None) -> list[StoryCard]:
        """The stories of all that was read, hottest first."""
        if not self.posts:
            return []
        self._learn()
        since = min(post.time for post in self.posts)
        return front_page(
            self.posts,
            find=self.find,
            now=self.posts[-1].at,
            since=since,
            language=language,
            limit=limit,
        )


def ready() -> None:
    """Compile what surveys run, or read it where that was kept: seconds the first time."""
    reading = Reading()
    words = ("storm floods the old harbour", "council votes on the new tram line")
    for number in range(60):
        post = f"{words[number % 2]} {number} wind{number % 7} rail{number % 5}"
        place: dict[str, Any] = {"source": "", "at": 0, "intake": "", "number": number}
        record = PostCreated(
            **place,
            id=str(number),
            event_time=number * 1_000,
            post=str(number),
            root=str(number),
            author=Author(id=str(number)),
            text=post,
        )
        reading.fold(record, number * 1_000)
    reading.stories(limit=1)


def _counted(counters: Counters) -> tuple[int, int, int, int, int, int]:
    return (
        counters.like,
        counters.repost,
        counters.reply,
        counters.quote,
        counters.point,
        counters.comment,
    )


def _stepped(
    counters: tuple[int, int, int, int, int, int], kind: str, step: int
) -> tuple[int, int, int, int, int, int]:
    changed = list(counters)
    place = ENGAGEMENT_KINDS.index(kind)
    changed[place] = max(0, changed[place] + step)
    like, repost, reply, quote, point, comment = changed
    return like, repost, reply, quote, point, comment
