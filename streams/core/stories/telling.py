"""From a mixture to stories: members, core, distinguishing tokens, heat."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import sqrt
from typing import NamedTuple

import numpy as np

from streams.core.post import Post
from streams.core.stories import cores, heat
from streams.core.stories.clock import Clock
from streams.core.stories.crowd import Crowd, crowds
from streams.core.stories.mixture import Mixture
from streams.core.stories.naming import story_ids, topics_in
from streams.core.stories.profiles import Desk
from streams.core.stories.promotion import Lost, promotion
from streams.core.stories.ranking import reheated
from streams.core.stories.sparse import Floats, Ints, Sparse, gathered
from streams.core.stories.spoken import wordless
from streams.core.stories.table import IN_TIME
from streams.core.stories.told import Told

LEAST_VOICES, LEAST_OF_ROOT = 6, 0.15
"""A story's fewest voices: so many, and so many times the root of the desk's voices."""
ADVERT = 600
"""A story whose promotion reaches this is no story."""
MOST_TOKENS, MOST_TYPICAL = 60, 300
HOURLY = 2.0
"""How much it counts that a story has its hour (see `cores.concentration`)."""
DOUBT = 10
"""Voices that halve focus: a handful of posts is alike by chance."""
FOCUS = 25
"""How many of a core's posts its focus is measured on."""
LEAST_FOCUS = 125
"""Thousandths; what is less than this one thing at one time is chatter."""
WHOLE_DESK = 600
"""Voices from which on that holds in full: a small desk has little chatter, and slow stories."""


class Found(NamedTuple):
    """A story's number in the mixture, its id, its voices (as rows and as posts), their copies,
    how typical each voice is, what distinguishes it, and its crowd."""

    story: int
    name: str
    rows: Ints
    heads: list[Post]
    copied: list[Post]
    typical: Floats
    tokens: tuple[tuple[str, float], ...]
    crowd: Crowd


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells the stories of a mixture as they stand at the clock's `now`."""

    desk: Desk
    measure: cores.Measure
    mixture: Mixture
    topics: Ints
    lost: Lost
    clock: Clock
    signs: dict[int, int]
    """What `promotion` has found in texts."""

    def stories(self) -> list[Told]:
        """All but adverts, chatter and what few say, hottest first."""
        told = [(found.story, self._one(found)) for found in self._found()]
        kept = [(story, one) for story, one in told if one is not None]
        places = [story for story, _ in kept]
        heats = reheated([one.heat for _, one in kept], self.mixture.kin[np.ix_(places, places)])
        stories = [replace(one, heat=hot) for (_, one), hot in zip(kept, heats, strict=True)]
        return sorted(stories, key=lambda one: (-one.heat.total, one.story))

    def _found(self) -> Iterator[Found]:
        """The stories with voices enough."""
        belief, heads = self.mixture.belief, self.desk.table.heads
        least = max(LEAST_VOICES, round(LEAST_OF_ROOT * sqrt(len(heads))))
        rows = {s: r for s, r in enumerate(gathered(belief.main, belief.count)) if len(r) >= least}
        names = story_ids(heads, self.topics, list(rows.values()))
        posts = [self._posts(r) for r in rows.values()]
        sums = crowds(posts, self.clock)
        typical = self.measure.typicality(self.mixture.profiles, belief.main)
        weights = self._weights()
        for (s, r), name, (own, copied), crowd in zip(
            rows.items(), names, posts, sums, strict=True
        ):
            tokens = self._tokens(*weights.row(s))
            yield Found(s, name, r, own, copied, typical[r], tokens, crowd)

    def _posts(self, rows: Ints) -> tuple[list[Post], list[Post]]:
        heads, copies = self.desk.table.heads, self.desk.table.copies
        every = rows.tolist()
        return [heads[i] for i in every], [post for i in every for post in copies[i]]

    def _one(self, found: Found) -> Told | None:
        heads, copied, crowd = found.heads, found.copied, found.crowd
        topics = topics_in(self.topics, found.rows)
        lost = self.lost.share(topics)
        bought = promotion(heads, copies=len(copied), deleted=lost, known=self.signs)
        order = np.argsort(-found.typical, kind="stable")[:MOST_TYPICAL]
        focus = round(1000 * self._focus(found.rows, order))
        if bought >= ADVERT or focus < self._least_focus() or wordless(found.tokens):
            return None
        said = found.typical.tolist()
        return Told(
            found.name,
            found.tokens,
            heat.heat(crowd, focus=focus, promotion=bought, clock=self.clock),
            tuple(sorted([*heads, *copied], key=IN_TIME) if copied else heads),
            tuple([(heads[i], said[i]) for i in order.tolist()]),
            len(copied),
            crowd.authors,
            crowd.points,
            self.clock.begins(crowd.peak),
            topics,
        )

    def _least_focus(self) -> float:
        return LEAST_FOCUS * min(1.0, len(self.desk.table.heads) / WHOLE_DESK)

    def _focus(self, rows: Ints, order: Ints) -> float:
        """How much a story of these voices (most typical first by `order`) is one thing."""
        alike = sqrt(self.measure.coherence(rows[order[:FOCUS]]))
        hourly: float = cores.concentration(rows, len(self.desk.table.heads)) ** HOURLY
        return alike * hourly * len(rows) / (len(rows) + DOUBT)

    def _weights(self) -> Sparse:
        """What each token says about each story, [stories, tokens]."""
        words = self.mixture.profiles.words
        return words.lift.valued(np.round(words.share * words.lift.values, 6))

    def _tokens(self, tokens: Ints, weight: Floats) -> tuple[tuple[str, float], ...]:
        best, names = np.lexsort((tokens, -weight))[:MOST_TOKENS], self.desk.table.tokens
        return tuple(
            [(names[i], float(w)) for i, w in zip(tokens[best], weight[best], strict=True)]
        )
