"""From a mixture to stories: members, core, distinguishing tokens, heat."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from streams.core.post import Post
from streams.core.stories import cores, heat
from streams.core.stories.belief import kinship
from streams.core.stories.clock import Clock
from streams.core.stories.crowd import Crowd, crowds
from streams.core.stories.mixture import Mixture
from streams.core.stories.naming import story_ids, topics_in
from streams.core.stories.profiles import Desk
from streams.core.stories.promotion import Lost, promotion
from streams.core.stories.ranking import reheated
from streams.core.stories.sparse import Floats, Ints, Sparse
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


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells the stories of a mixture as they stand at the clock's `now`."""

    desk: Desk
    measure: cores.Measure
    mixture: Mixture
    topics: Ints
    lost: Lost
    clock: Clock

    def stories(self) -> list[Told]:
        """All but adverts and what few say, hottest first."""
        belief, table = self.mixture.belief, self.desk.table
        least = max(LEAST_VOICES, round(LEAST_OF_ROOT * sqrt(len(table.heads))))
        found = {s: r for s, r in enumerate(belief.members()) if len(r) >= least}
        names = story_ids(table.heads, self.topics, list(found.values()))
        posts = [self._posts(rows) for rows in found.values()]
        sums = crowds(posts, self.clock)
        typical = self.measure.typicality(self.mixture.profiles, belief.main)
        weights = self._weights()
        told = [
            self._one(name, rows, post, typical=typical[rows], weights=weights.row(s), crowd=crowd)
            for name, (s, rows), post, crowd in zip(names, found.items(), posts, sums, strict=True)
        ]
        return self._ranked([(s, t) for s, t in zip(found, told, strict=True) if t is not None])

    def _posts(self, rows: Ints) -> tuple[list[Post], list[Post]]:
        heads, copies = self.desk.table.heads, self.desk.table.copies
        every = rows.tolist()
        return [heads[i] for i in every], [post for i in every for post in copies[i]]

    def _one(
        self,
        name: str,
        rows: Ints,
        posts: tuple[list[Post], list[Post]],
        *,
        typical: Floats,
        weights: tuple[Ints, Floats],
        crowd: Crowd,
    ) -> Told | None:
        heads, copied = posts
        topics = topics_in(self.topics, rows)
        bought = promotion(heads, copies=len(copied), deleted=self.lost.share(topics))
        if bought >= ADVERT:
            return None
        order = np.argsort(-typical, kind="stable")[:MOST_TYPICAL]
        focus = round(1000 * self._focus(rows, order))
        if focus < LEAST_FOCUS:
            return None
        said = typical.tolist()
        return Told(
            name,
            self._tokens(*weights),
            heat.heat(crowd, focus=focus, promotion=bought, clock=self.clock),
            tuple(sorted([*heads, *copied], key=lambda p: (p.time, p.number)) if copied else heads),
            tuple([(heads[i], said[i]) for i in order.tolist()]),
            len(copied),
            crowd.authors,
            crowd.points,
            self.clock.begins(crowd.peak),
            topics,
        )

    def _focus(self, rows: Ints, order: Ints) -> float:
        """How much a story of these voices (most typical first by `order`) is one thing."""
        alike = sqrt(self.measure.coherence(rows[order[:FOCUS]]))
        hourly = cores.concentration(rows, len(self.desk.table.heads)) ** HOURLY
        return alike * hourly * len(rows) / (len(rows) + DOUBT)

    def _weights(self) -> Sparse:
        """What each token says about each story, [stories, tokens]."""
        words = self.mixture.profiles.words
        return words.lift.valued(np.round(words.share * words.lift.values, 6))

    def _tokens(self, tokens: Ints, weight: Floats) -> tuple[tuple[str, float], ...]:
        best = np.lexsort((tokens, -weight))[:MOST_TOKENS]
        names = self.desk.table.tokens
        rows: Sequence[tuple[int, float]] = zip(tokens[best].tolist(), weight[best].tolist())
        return tuple([(names[token], said) for token, said in rows])

    def _ranked(self, told: list[tuple[int, Told]]) -> list[Told]:
        kept = [story for story, _ in told]
        kin = kinship(self.mixture.belief, self.mixture.profiles.overlap())[np.ix_(kept, kept)]
        heats = reheated([t.heat for _, t in told], kin)
        stories = [replace(t, heat=hot) for (_, t), hot in zip(told, heats, strict=True)]
        return sorted(stories, key=lambda t: (-t.heat.total, t.story))
