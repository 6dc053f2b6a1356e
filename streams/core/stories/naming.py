"""Ids of stories: kept from minute to minute, whatever joins."""

import hashlib
from collections import Counter
from collections.abc import Sequence

import numpy as np

from streams.core.post import Post
from streams.core.stories.sparse import Ints

ANCHOR = 0.1
"""Share of a story's voices that a topic must hold to give it its name."""


def story_ids(heads: Sequence[Post], topics: Ints, told: Sequence[Ints]) -> list[str]:
    """An id for each story, given the voices that tell it (`told`) and each voice's topic.

    A story is named for the first post of the oldest of its topics that matter; a topic names
    only the story that holds most of it, so that no two stories share an id. A story without a
    topic of its own is named for its first post.
    """
    every, first = np.unique(topics, return_index=True)
    founders = {t: heads[i].id for t, i in zip(every.tolist(), first.tolist(), strict=True)}
    held = [_counts(topics[rows]) for rows in told]
    owner: dict[int, tuple[int, int]] = {}
    for story, counts in enumerate(held):
        for topic, n in counts.items():
            owner[topic] = max(owner.get(topic, (0, 0)), (n, -story))
    names = []
    for story, counts in enumerate(held):
        least = ANCHOR * len(told[story])
        own = [t for t, n in counts.items() if n >= least and owner[t][1] == -story]
        names.append(founders[min(own)] if own else f"post:{heads[int(told[story][0])].id}")
    return [hashlib.blake2b(name.encode(), digest_size=6).hexdigest() for name in names]


def _counts(topics: Ints) -> dict[int, int]:
    """How often each topic stands there, the most frequent first, the lower first among equals."""
    counts = Counter(topics.tolist())
    del counts[-1]
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def topics_in(topics: Ints, rows: Ints) -> tuple[int, ...]:
    """The topics of these voices, the largest share first."""
    return tuple(_counts(topics[rows]))
