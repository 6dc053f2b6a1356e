"""The index agrees with itself after whatever has passed."""

import random

import numpy as np
import pytest

from streams.core.topics import TopicModel, settings
from streams.core.topics.stored import KEPT_LINK
from streams.core.topics.tables import ENTRY, SENTINELS, TERM, TOPIC


def passed(seed: int, posts: int, *, pace: float) -> TopicModel:
    """A learner after posts of few and many words, some of them copies, in bursts."""
    model, chance = TopicModel(), random.Random(seed)
    words = [f"w{n}" for n in range(600)]
    for number in range(posts):
        theme = (number // 150) % 40
        size = chance.choice([1, 3, 8, 30])
        pool = words[theme * 15 : theme * 15 + 40] if chance.random() < 0.6 else words
        said = chance.sample(pool, min(size, len(pool)))
        said += [f"rare{chance.randrange(10**6)}" for _ in range(chance.randrange(3))]
        model.learn(said, t=number * pace, post=number)
    return model


def living(model: TopicModel) -> tuple[np.ndarray, ...]:
    """Topics, terms, and of the entries that living topics hold the term and count."""
    rows = model.snapshot()["rows"]
    kinds = {"topics": TOPIC, "terms": TERM, "entries": ENTRY, "links": KEPT_LINK}
    topics, terms, entries, links = (np.frombuffer(rows[name], kinds[name]) for name in kinds)
    held = []
    for row in np.flatnonzero(topics["name"] >= 0):
        at, mine = topics["first"][row], []
        while at >= 0:
            mine.append(at)
            at = links["after"][at]
        assert len(mine) == topics["terms"][row]
        assert (entries["topic"][mine] == row).all()
        held += mine
    return topics, terms, links["term"][held], entries["count"][held].astype(np.int64)


@pytest.mark.parametrize("pace", [0.01, 20.0])
def test_sums_of_terms_are_those_of_their_entries(pace: float) -> None:
    model = passed(3, 4_000, pace=pace)
    _, terms, told, counts = living(model)
    assert (counts > 0).all()
    room = len(terms)
    assert (np.bincount(told, minlength=room) == terms["topics"]).all()
    assert (np.bincount(told, counts, minlength=room) == terms["total"]).all()
    assert (np.bincount(told, counts**2, minlength=room) == terms["squares"]).all()


def test_every_word_that_is_kept_is_held_by_a_topic_or_a_waiting_post() -> None:
    model = passed(4, 4_000, pace=5.0)
    state = model.snapshot()
    terms = np.frombuffer(state["rows"]["terms"], TERM)
    words, spare = state["words"]
    used = (terms["topics"] > 0) | (terms["waits"] > 0)
    free = np.zeros(len(words), bool)
    free[spare] = True
    assert (used != free).all()
    assert len(spare) == len(set(spare))


def test_topics_have_as_many_rows_as_live_and_sizes_that_sum_up() -> None:
    model = passed(5, 6_000, pace=5.0)
    topics = living(model)[0]
    alive = topics[SENTINELS:][topics[SENTINELS:]["name"] >= 0]
    assert 0 < len(alive) <= settings.MOST_TOPICS
    assert (alive["size"] > 0).all()
    assert len(set(alive["name"].tolist())) == len(alive)
