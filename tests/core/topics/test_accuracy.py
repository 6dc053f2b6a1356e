"""The one setting finds the labelled topics of a set that it was not chosen on."""

from pathlib import Path

from ops.bench.scores import scores
from ops.bench.streams import read
from streams.core.topics import TopicModel


def test_news_titles_meet_in_their_topics(shared: Path) -> None:
    stream = read(shared / "data", "news_t")
    assert stream.labels is not None
    model = TopicModel()
    topics = [
        model.learn(text.split(), t=time, post=number)
        for number, (text, time) in enumerate(zip(stream.texts, stream.times, strict=True))
    ]
    for post, topic in model.take_moves():
        topics[post] = topic
    found = scores(stream.labels, [model.find(topic) for topic in topics])
    assert found.nmi > 0.93
    assert found.ari > 0.81
    assert found.f1 > 0.87
