"""From a mixture to stories: members, core, distinguishing tokens, heat."""

from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from streams.core.stories import cores, heat
from streams.core.stories.belief import kinship
from streams.core.stories.mixture import Mixture
from streams.core.stories.naming import story_ids, topics_in
from streams.core.stories.profiles import Desk
from streams.core.stories.promotion import Lost, promotion
from streams.core.stories.ranking import reheated
from streams.core.stories.table import Ints
from streams.core.stories.told import Told

LEAST_VOICES, LEAST_AUTHORS = 6, 3
ADVERT = 600
"""A story whose promotion reaches this is no story."""
MOST_TOKENS, MOST_TYPICAL = 60, 300
HOURLY = 1.5
"""How much it counts that a story has its hour (see `cores.concentration`)."""
FOCUS = 25
"""How many of a core's posts its focus is measured on."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells the stories of a mixture as they stand at the clock's `now`."""

    desk: Desk
    measure: cores.Measure
    mixture: Mixture
    topics: Ints
    lost: Lost
    clock: heat.Clock

    def stories(self) -> list[Told]:
        """All but adverts and what fewer than `LEAST_AUTHORS` authors say, hottest first."""
        belief = self.mixture.belief
        places = range(belief.count)
        found = {s: np.nonzero(belief.main == s)[0] for s in places}
        found = {s: rows for s, rows in found.items() if len(rows) >= LEAST_VOICES}
        names = story_ids(self.desk.table.heads, self.topics, list(found.values()))
        typical = self.measure.typicality(self.mixture.profiles)
        told = [
            self._one(name, rows, typical[rows, story].tolist(), story)
            for name, (story, rows) in zip(names, found.items(), strict=True)
        ]
        return self._ranked([(s, t) for s, t in zip(found, told, strict=True) if t is not None])

    def _one(self, name: str, rows: Ints, typical: list[float], story: int) -> Told | None:
        table = self.desk.table
        heads = [table.heads[i] for i in rows.tolist()]
        copied = [post for i in rows.tolist() for post in table.copies[i]]
        members = sorted([*heads, *copied], key=lambda p: (p.time, p.number))
        topics = topics_in(self.topics, rows)
        bought = promotion(heads, copies=len(copied), deleted=self.lost.share(topics))
        if bought >= ADVERT or heat.distinct(members) < LEAST_AUTHORS:
            return None
        order = sorted(range(len(heads)), key=lambda i: (-typical[i], i))
        focus = sqrt(self.measure.coherence(rows[order[:FOCUS]]))
        focus *= cores.concentration(rows, len(table.heads)) ** HOURLY
        hot = heat.heat(
            heads, members, focus=round(1000 * focus), promotion=bought, clock=self.clock
        )
        return Told(
            name,
            self._tokens(story),
            hot,
            tuple(members),
            tuple((heads[i], typical[i]) for i in order[:MOST_TYPICAL]),
            len(copied),
            self.clock.peak(members),
            topics,
        )

    def _tokens(self, story: int) -> tuple[tuple[str, float], ...]:
        profiles, names = self.mixture.profiles, self.desk.table.tokens
        weight = np.round(profiles.share[story] * profiles.lift[story], 6)
        best = np.argsort(-weight, kind="stable")[:MOST_TOKENS]
        return tuple((names[i], float(weight[i])) for i in best.tolist() if weight[i] > 0)

    def _ranked(self, told: list[tuple[int, Told]]) -> list[Told]:
        kept = [story for story, _ in told]
        kin = kinship(self.mixture.belief, self.mixture.profiles.overlap())[np.ix_(kept, kept)]
        heats = reheated([t.heat for _, t in told], kin)
        stories = [replace(t, heat=hot) for (_, t), hot in zip(told, heats, strict=True)]
        return sorted(stories, key=lambda t: (-t.heat.total, t.story))
