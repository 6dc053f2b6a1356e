"""How good the pages of slow desks are: a hundred posts a day, cut from the demo day.

python -m ops.bench.slow_desks

Each desk holds two to five planted stories and some of the chatter; the learner reads it anew.
"""

import random
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ops.bench.front_page import CARDS, DAY_MS, OTHERS, read_demo, told
from streams.core.post import Post
from streams.core.stories import StoryCard, front_page
from streams.core.topics import TopicModel
from streams.sources.demo.clock import DAY_FROM

DESKS, SEEDS = 24, (7, 8, 9, 10)
SIZES, STORIES, CHATTER = (18, 60), (2, 3, 4, 5), (40, 80, 160)


class Day(NamedTuple):
    """The live posts of a demo day, with their truth."""

    posts: list[Post]
    truth: dict[str, str]


def main() -> None:
    """Print what the pages of all desks add up to."""
    days = [_read(seed) for seed in SEEDS]
    found, wanted, chatter, doubles = 0, 0, 0, 0
    shares: list[tuple[float, float]] = []
    for number in range(DESKS):
        day = days[number % len(days)]
        posts, stories = _desk(day, random.Random(number))
        cards = _page(posts)
        named = Counter(told(day.truth, card) for card in cards)
        found += len(stories & set(named))
        wanted += len(stories)
        chatter += sum(named[slug] for slug in OTHERS)
        doubles += sum(named[slug] - 1 for slug in stories if named[slug])
        shares += _shares(cards, posts, day.truth)
    purity, recall = (sum(column) / len(shares) for column in zip(*shares, strict=True))
    print(
        f"{DESKS} desks: {found} of {wanted} stories, {doubles} twice, {chatter} cards of chatter"
    )
    print(f"members: purity {purity:.3f}, recall {recall:.3f}")


def _read(seed: int) -> Day:
    day, reading = read_demo(seed)
    return Day([p for p in reading.posts if p.live and p.time >= DAY_FROM], day.truth)


def _desk(day: Day, rng: random.Random) -> tuple[list[Post], set[str]]:
    sizes = Counter(day.truth.get(post.id, "?") for post in day.posts)
    fit = [s for s, n in sorted(sizes.items()) if s not in OTHERS and SIZES[0] <= n <= SIZES[1]]
    stories = set(rng.sample(fit, rng.choice(STORIES)))
    share = rng.choice(CHATTER) / sizes["-"]
    kept = [
        post
        for post in day.posts
        if (slug := day.truth.get(post.id)) in stories or (slug == "-" and rng.random() < share)
    ]
    return kept, stories


def _page(posts: list[Post]) -> list[StoryCard]:
    topics = TopicModel()
    for number, post in enumerate(posts):
        post.number = number
    said = [(post.tokens, post.at / 1000, post.number) for post in posts]
    for post, topic in zip(posts, topics.learn_many(said), strict=True):
        post.topic = topic
    for moved, topic in topics.take_moves():
        posts[moved].topic = topic
    now = DAY_FROM + DAY_MS
    return front_page(posts, find=topics.find, now=now, since=DAY_FROM, limit=CARDS)


def _shares(
    cards: list[StoryCard], posts: list[Post], truth: dict[str, str]
) -> Iterator[tuple[float, float]]:
    """Purity and recall of each card of a story."""
    sizes = Counter(truth.get(post.id, "?") for post in posts)
    for card in cards:
        slug = told(truth, card)
        if slug not in OTHERS:
            mine = sum(truth.get(post.id) == slug for post in card.members)
            yield mine / len(card.members), mine / sizes[slug]


if __name__ == "__main__":
    main()
