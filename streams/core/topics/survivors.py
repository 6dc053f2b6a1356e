"""What merged topics have become."""

from typing import Any, Self

from streams.core.topics.settings import MERGE_MEMORY, MOST_MERGES


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
