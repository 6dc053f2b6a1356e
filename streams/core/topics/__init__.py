"""Topics: what posts are about, found online, in one pass."""

from streams.core.topics.learner import Said, TopicModel
from streams.core.topics.ready import ready
from streams.core.topics.survivors import last
from streams.core.topics.tables import AT_ONCE

__all__ = ["AT_ONCE", "Said", "TopicModel", "last", "ready"]
