"""Compiling what the learner runs, before it is needed."""

from streams.core.topics.learner import TopicModel


def ready() -> None:
    """Compile what the learner runs, or read it where that was kept: the first time takes about
    15 s, later ones a fraction of a second. Without it, the first post pays."""
    model = TopicModel()
    model.learn((), t=0.0, post=0)
    model.predict_one({})
    TopicModel.restore(model.snapshot()).weight("")
