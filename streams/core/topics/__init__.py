"""Topics: what posts are about, found online, one post at a time."""

from streams.core.topics.learner import TopicModel, ready

__all__ = ["TopicModel", "ready"]
