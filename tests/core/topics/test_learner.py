"""What the learner does with a stream."""

import random
from collections.abc import Iterator
from itertools import islice

from streams.core.topics import TopicModel, settings
from streams.core.topics.tables import ENTRY, HELD, SENTINELS, TOPIC

STORIES = {name: [f"{name}{n}" for n in range(10)] for name in ("storm", "match", "trial")}
NOISE = [f"noise{n}" for n in range(3_000)]


def stream(seed: int, *, desk: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Labelled posts without end: three stories, and noise half of the time."""
    chance = random.Random(seed)
    while True:
        label = chance.choice([*STORIES, "", "", ""])
        words = chance.sample(STORIES[label], 4) if label else chance.sample(NOISE, 4)
        yield label, (*desk, *words)


def fed(posts: Iterator[tuple[str, tuple[str, ...]]], count: int) -> tuple[list[str], list[int]]:
    """The labels of so many posts, and where each ends after moves and merges."""
    model, labels, topics = TopicModel(), [], []
    for number, (label, tokens) in enumerate(islice(posts, count)):
        labels.append(label)
        topics.append(model.learn(tokens, t=float(number), post=number))
    for post, topic in model.take_moves():
        topics[post] = topic
    return labels, [model.find(topic) for topic in topics]


def purity(labels: list[str], topics: list[int], story: str) -> tuple[float, float]:
    """(share of the story in its main topic, share of that topic that is the story)."""
    mine = [topic for label, topic in zip(labels, topics, strict=True) if label == story]
    main = max(set(mine), key=mine.count)
    return mine.count(main) / len(mine), mine.count(main) / topics.count(main)


def test_stories_are_told_apart_from_each_other_and_from_noise() -> None:
    labels, topics = fed(stream(1), 2_000)
    for story in STORIES:
        recall, precision = purity(labels, topics, story)
        assert recall > 0.9
        assert precision > 0.95


def test_words_of_the_whole_desk_make_no_topic() -> None:
    labels, topics = fed(stream(2, desk=("cup", "qatar", "worldcup", "fifa")), 3_000)
    largest = max(topics.count(topic) for topic in set(topics))
    assert largest < 0.25 * len(topics)
    for story in STORIES:
        assert purity(labels, topics, story)[1] > 0.9


def test_predicting_changes_nothing() -> None:
    model = TopicModel()
    for number, (_, tokens) in enumerate(islice(stream(3), 300)):
        model.learn(tokens, t=float(number), post=number)
    before = model.snapshot()
    told = {model.predict_one(dict.fromkeys(tokens, 1)) for _, tokens in islice(stream(4), 50)}
    assert len(told) > 3
    assert -1 in told
    assert model.snapshot() == before


def test_a_post_without_words_is_a_topic_of_its_own() -> None:
    model = TopicModel()
    assert model.learn((), t=0.0, post=0) != model.learn((), t=1.0, post=1)


def test_time_that_runs_back_stands_still() -> None:
    model = TopicModel()
    model.learn(("a", "b"), t=100.0, post=0)
    topic = model.learn(("a", "b"), t=5.0, post=1)
    assert model.learn(("a", "b"), t=100.0, post=2) == topic


def test_moves_and_merges_are_told_once() -> None:
    model = TopicModel()
    for number, (_, tokens) in enumerate(islice(stream(5), 2_000)):
        model.learn(tokens, t=float(number), post=number)
    assert model.take_moves()
    merges = model.take_merges()
    assert merges
    assert all(model.find(gone) == model.find(kept) for gone, kept in merges)
    assert model.take_moves() == model.take_merges() == []


def test_a_topic_that_a_move_names_is_alive_or_has_become_another() -> None:
    model, moved = TopicModel(), []
    for number, (_, tokens) in enumerate(islice(stream(6), 1_500)):
        model.learn(tokens, t=float(number), post=number)
        moved += [post for post, _ in model.take_moves()]
        assert all(post <= number for post in moved[-3:])
    assert len(moved) > 20


def test_one_setting_serves_five_posts_a_minute_and_five_thousand_a_second() -> None:
    for pace in (12.0, 1.0, 0.0002):
        model, labels, topics = TopicModel(), [], []
        for number, (label, tokens) in enumerate(islice(stream(7), 1_500)):
            labels.append(label)
            topics.append(model.learn(tokens, t=number * pace, post=number))
        for post, topic in model.take_moves():
            topics[post] = topic
        ends = [model.find(topic) for topic in topics]
        assert all(min(purity(labels, ends, story)) > 0.85 for story in STORIES)


def test_everything_is_bounded() -> None:
    model = TopicModel()
    chance = random.Random(8)
    for number in range(settings.MOST_TOPICS + 3_000):
        words = [f"w{chance.randrange(10**9)}" for _ in range(3)]
        model.learn(words, t=number * 0.0001, post=number)
        model.take_moves()
    rows = model.snapshot()["rows"]
    most = settings.MOST_TOPICS + SENTINELS + 2
    assert len(rows["topics"]) <= most * TOPIC.itemsize
    assert len(rows["held"]) <= (settings.MOST_HELD + 1) * HELD.itemsize
    assert len(rows["entries"]) <= 4 * most * ENTRY.itemsize


def test_idle_topics_end() -> None:
    model = TopicModel()
    for number in range(50):
        model.learn(("storm", "coast"), t=float(number), post=number)
    for number in range(50, 5_000):
        model.learn((f"x{number}",), t=number * 10.0, post=number)
    assert model.predict_one({"storm": 1, "coast": 1}) == -1


def test_what_is_common_weighs_less_than_what_is_rare() -> None:
    model = TopicModel()
    for number, (_, tokens) in enumerate(islice(stream(9, desk=("cup",)), 1_000)):
        model.learn(tokens, t=float(number), post=number)
    assert model.background("cup") > 0.9
    assert model.background("storm0") < 0.2
    assert 0.0 <= model.weight("cup") < model.weight("storm0") < model.weight("never seen")
