"""Topics: what posts are about, found online, one post at a time."""

from streams.core.topics.learner import TopicModel, ready
from streams.core.topics.survivors import last

__all__ = ["TopicModel", "last", "ready"]
