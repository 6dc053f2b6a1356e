"""What merged topics have become."""

from collections.abc import Mapping
from typing import Any, Self

from streams.core.topics.settings import MERGE_MEMORY, MOST_MERGES


def last(topic: int, became: Mapping[int, int]) -> int:
    """What a topic is at the end of its chain of merges.

    >>> last(3, {3: 2, 2: 7}), last(5, {3: 2})
    (7, 5)
    """
    while topic in became:
        topic = became[topic]
    return topic


class Survivors:
    """A bounded union map: merges are remembered for MERGE_MEMORY seconds, MOST_MERGES at most."""

    def __init__(self) -> None:
        self._became: dict[int, tuple[int, float]] = {}

    def merge(self, topic: int, into: int, *, t: float) -> None:
        """Note that a topic became another at time `t` (seconds)."""
        became = self._became
        became[topic] = (into, t)
        oldest = next(iter(became))
        if t - became[oldest][1] > MERGE_MEMORY or len(became) > MOST_MERGES:
            del became[oldest]

    def find(self, topic: int) -> int:
        """The last of the chain of merges that begins at the topic."""
        became = self._became
        while topic in became:
            topic = became[topic][0]
        return topic

    def snapshot(self) -> list[list[Any]]:
        """As builtins, oldest first."""
        return [[topic, into, t] for topic, (into, t) in self._became.items()]

    @classmethod
    def restore(cls, state: list[list[Any]]) -> Self:
        """The map of a snapshot."""
        self = cls()
        self._became = {topic: (into, t) for topic, into, t in state}
        return self
