"""The shelf follows the learner."""

from itertools import islice

from streams.core.desk.shelf import Shelf
from tests.core.desk.hands import NOON, post
from tests.core.topics.test_learner import stream


def filled(count: int) -> Shelf:
    shelf = Shelf()
    for number, (_, tokens) in enumerate(islice(stream(5), count)):
        at = NOON + 1_000 * number
        shelf.admit(post(at, number, " ".join(tokens)))
        shelf.learn()
        if number % 300 == 299:
            shelf.relabel()
    return shelf


def test_posts_lie_with_the_survivors_of_their_topics() -> None:
    shelf = filled(2_000)
    assert shelf.topics.take_merges()
    again = filled(2_000)
    again.relabel()
    topics = {p.topic for p in again.posts.values()}
    assert all(again.topics.find(topic) == topic for topic in topics)
    assert [p.topic for p in again.posts.values()] == [
        shelf.topics.find(p.topic) for p in shelf.posts.values()
    ]


def test_merges_do_not_pile_up() -> None:
    shelf = filled(2_400)
    assert shelf.topics.snapshot()["merges"] == []
