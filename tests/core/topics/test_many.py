"""Posts learned at once are posts learned one by one."""

from itertools import islice

import pytest

from streams.core.topics import Said, TopicModel
from tests.core.topics.test_learner import STORIES, stream

POSTS = 3_000
PACE = 1.2
"""Seconds between two posts: words that were said once are forgotten, and said again."""


def said(count: int) -> list[Said]:
    told = (tokens for _, tokens in islice(stream(11), count))
    return [(tokens, PACE * number, number) for number, tokens in enumerate(told)]


def learned(posts: list[Said], cut: int) -> tuple[TopicModel, list[int]]:
    model, topics = TopicModel(), []
    for begin in range(0, len(posts), cut):
        topics += model.learn_many(posts[begin : begin + cut])
    return model, topics


@pytest.mark.parametrize("cut", [7, 255, 256, 257, POSTS])
def test_however_a_stream_is_cut_into_calls_its_topics_are_the_same(cut: int) -> None:
    one, topics = learned(said(POSTS), 1)
    many, others = learned(said(POSTS), cut)
    assert others == topics
    moves, merges = one.take_moves(), one.take_merges()
    assert moves
    assert merges
    assert (many.take_moves(), many.take_merges()) == (moves, merges)
    for word in STORIES["storm"]:
        assert (many.weight(word), many.background(word)) == (
            one.weight(word),
            one.background(word),
        )
