"""A desk of a hundred posts a day, on which one story is a third of all that is said."""

import random

import numpy as np
import pytest

from streams.core.stories.background import Background
from streams.core.stories.sparse import Sparse
from streams.core.stories.table import tabulate
from streams.core.topics import TopicModel
from tests.core.stories.desks import CHATTER, DESK, HOUR, START, Desk, at, learned, write

STORIES = {
    "dub": "dubbing voices cloned actors union Larkspur studios contract strike register tribute",
    "memory": "memory prices doubled laptops Dunmere shortage firm orders sticks relief school",
}


def small(*names: str, chatter: int = 70, seed: int = 1) -> Desk:
    """27 posts of each of these stories over ten hours, four of its words in each."""
    rng = random.Random(seed)
    told = [("-", " ".join([DESK, *rng.sample(CHATTER, 4)]), at(rng)) for _ in range(chatter)]
    for name in names:
        for _ in range(27):
            text = f"{DESK} {' '.join(rng.sample(STORIES[name].split(), 4))} {rng.choice(CHATTER)}"
            told.append((name, text, START + 9 * HOUR + rng.randrange(10 * HOUR)))
    return learned([(name, text, time, "", 0) for name, text, time in told])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("names", [("dub",), ("dub", "memory")], ids=["one", "two"])
def test_a_story_that_is_a_third_of_its_desk_is_on_the_page(
    names: tuple[str, ...], seed: int
) -> None:
    desk = small(*names, seed=seed)
    cards = desk.cards()
    assert sorted(desk.about(card) for card in cards) == sorted(names)
    for card in cards:
        mine = [desk.truth[post.id] for post in card.members]
        assert mine.count(desk.about(card)) >= max(20, 0.9 * len(mine))


@pytest.mark.parametrize("seed", range(4))
def test_the_words_of_the_desk_make_no_story(seed: int) -> None:
    assert small(chatter=100, seed=seed).cards() == []


def test_a_story_is_found_although_every_post_stands_in_a_topic_of_its_own() -> None:
    desk = small("dub", "memory")
    for post in desk.posts:
        post.topic = post.number
    found = Desk(desk.posts, desk.truth, TopicModel())
    assert sorted(found.about(card) for card in found.cards()) == ["dub", "memory"]


def test_what_most_of_a_desk_says_is_the_desk_and_no_story() -> None:
    rng = random.Random(7)
    desk = small("dub", chatter=0)
    posts = [
        write(
            100 + i, f"My {rng.choice(CHATTER)} made me forget the {rng.choice(CHATTER)}", at(rng)
        )
        for i in range(60)
    ]
    every = sorted([*desk.posts, *posts], key=lambda post: post.time)
    topics = TopicModel()
    for number, post in enumerate(every):
        post.number = number
        post.topic = topics.learn(post.tokens, t=post.time / 1000, post=number)
    found = Desk(every, desk.truth | {post.id: "-" for post in posts}, topics)
    assert [found.about(card) for card in found.cards()] == ["dub"]


def test_a_story_does_not_stand_in_its_own_background_where_the_desk_is_slow() -> None:
    desk = small("dub")
    table = tabulate(desk.posts)
    own = np.array([desk.truth[head.id] == "dub" for head in table.heads])
    rows = np.nonzero(own)[0]
    stories, ones = np.zeros(len(rows), dtype=np.int64), np.ones(len(rows))
    told = Sparse.of(stories, rows, ones, (1, len(own))).times(table.said)
    slow = Background.of(table, np.arange(len(own)))
    size = np.array([float(len(rows))])
    others = dict(zip(told.columns.tolist(), slow.without(told, size).tolist(), strict=True))
    places = {token: place for place, token in enumerate(table.tokens)}
    assert others[places["dubbing"]] < 0.5 * slow.shares[places["dubbing"]]
    assert others[places["city"]] > 0.9 * slow.shares[places["city"]]
    full = Background.of(table, np.zeros(len(own), dtype=np.int64))
    assert full.without(told, size).tolist() == full.shares[told.columns].tolist()
