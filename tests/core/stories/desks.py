"""Small desks with planted stories, for the tests of this folder."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from streams.core.post import Post
from streams.core.stories import StoryCard, front_page
from streams.core.text import analyse
from streams.core.topics import TopicModel

START = 1_773_705_600_000
HOUR, DAY = 3_600_000, 86_400_000
EVENTS = {
    "bridge": "bridge collapse river Aldermoor engineers cables inquiry rescue",
    "strike": "strike trains union Northline pickets wages commuters platform",
    "comet": "comet telescope tail astronomers Lindqvist orbit observatory night",
}
CHATTER = [f"{a}{b}" for a in "bacedofugahi" for b in ("lum", "ner", "sto", "mip", "tark", "vold")]
DESK = "city news today"


@dataclass
class Desk:
    """Posts with their truth; `find` leads topics to their survivors."""

    posts: list[Post]
    truth: dict[str, str]
    topics: TopicModel

    def cards(self, *, limit: int = 40, language: str | None = None) -> list[StoryCard]:
        return cards(self.posts, self.topics, limit=limit, language=language)

    def about(self, card: StoryCard) -> str:
        named = [self.truth[post.id] for post in card.core]
        return max(sorted(set(named)), key=named.count)


def cards(
    posts: Sequence[Post], topics: TopicModel, *, limit: int = 40, language: str | None = None
) -> list[StoryCard]:
    return front_page(
        posts,
        find=topics.find,
        now=START + DAY,
        since=START,
        language=language,
        limit=limit,
    )


def write(number: int, text: str, time: int, *, author: str = "", created: int = 0) -> Post:
    found = analyse(text, "en")
    return Post(
        id=f"post-{number:05}",
        number=number,
        author=author or f"author-{number}",
        handle="",
        name="",
        url="",
        source="test",
        lang=found.lang,
        text=text,
        tokens=found.tokens,
        voice=found.voice,
        time=time,
        at=time,
        account_created=created,
    )


def desk(seed: int = 1, *, extra: Sequence[tuple[str, str, int, str, int]] = ()) -> Desk:
    """Three events of 40 posts with an hour each, in 400 posts of chatter all day.

    `extra` posts: (truth, text, time, author, account created).
    """
    rng = random.Random(seed)
    told = [("-", " ".join([DESK, *rng.sample(CHATTER, 4)]), at(rng), "", 0) for _ in range(400)]
    for hour, (name, words) in enumerate(EVENTS.items()):
        for _ in range(40):
            text = f"{DESK} {' '.join(rng.sample(words.split(), 5))} {rng.choice(CHATTER)}"
            told.append((name, text, START + (5 + 6 * hour) * HOUR + rng.randrange(HOUR), "", 0))
    return learned([*told, *extra])


def learned(told: Iterable[tuple[str, str, int, str, int]]) -> Desk:
    """A desk of these posts, in the order of time."""
    posts, truth, topics = [], {}, TopicModel()
    rows = sorted(told, key=lambda row: row[2])
    for number, (name, text, time, author, created) in enumerate(rows):
        post = write(number, text, time, author=author, created=created)
        post.topic = topics.learn(post.tokens, t=time / 1000, post=number)
        posts.append(post)
        truth[post.id] = name
        for moved, topic in topics.take_moves():
            posts[moved].topic = topic
    return Desk(posts, truth, topics)


def at(rng: random.Random) -> int:
    return START + rng.randrange(DAY)
