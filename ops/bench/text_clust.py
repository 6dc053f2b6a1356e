"""River's TextClust, as its authors set it and as tuned by hand, for comparison.

The published setting is that of the textClust experiments (Assenmacher and Trautmann, ACIIDS
2022); the tuned radius was the best of several on the drifting sets.
"""

from typing import Any

from river import cluster, feature_extraction

from streams.core.topics import last

SETTINGS: dict[str, dict[str, Any]] = {
    "published": {"fading_factor": 0.01, "tgap": 200, "auto_r": True, "sigma": 0.5},
    "tuned": {"fading_factor": 0.01, "tgap": 200, "radius": 0.8},
}


class Told(cluster.TextClust):
    """TextClust that tells where each post went, and what merged micro-clusters became.

    It knows no words to learn without a transformer before it; `learn` puts a bag of words there.
    """

    def __init__(self, **setting: Any) -> None:
        super().__init__(real_time_fading=False, **setting)
        self.bag = feature_extraction.BagOfWords(ngram_range=(1, 1))
        self.near: int | None = None
        self.became: dict[int, int] = {}

    def learn(self, text: str) -> int:
        """The micro-cluster of the next post; -1 for a post without words."""
        words = self.bag.transform_one(text)
        self.learn_one(words)
        if not words:
            return -1
        return self._cluster_id - 1 if self.near is None else self.near

    def find(self, topic: int) -> int:
        """What a micro-cluster has become by merging."""
        return last(topic, self.became)

    def _get_closest_mc(self, *args: Any) -> Any:
        self.near, distance = super()._get_closest_mc(*args)
        return self.near, distance

    def _mergemicroclusters(self) -> None:
        super()._mergemicroclusters()
        for kept, micro in self.micro_clusters.items():
            self.became.update((gone, kept) for gone in micro.merged_ids if gone != kept)
