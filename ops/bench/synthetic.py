"""A stream made up from a seed: any number of posts, likes, reposts, and what else networks send.

Words and people are invented. A few hundred stories rise and fade, each with words of its own
among the words of everybody, as the lengths of tails in real streams have it (Zipf).
"""

import random
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from schemas.codec import Record
from schemas.records import (
    Author,
    Counters,
    EngagementAdded,
    EngagementCounted,
    EngagementRemoved,
    PostCreated,
    PostDeleted,
    PostEdited,
)
from streams.sources.source import Draft

START = 1_788_220_800_000
"""2026-09-01 00:00 UTC, the first second of the stream."""
KINDS = {
    "posts": {"post": 100},
    "bluesky": {
        "post": 11,
        "like": 69,
        "repost": 10,
        "unlike": 6,
        "count": 2,
        "edit": 1,
        "delete": 1,
    },
}
"""Records by kind, in percent. `bluesky` is a network's usual mix, without what is no post."""
STORIES, OWN, VOCABULARY, PEOPLE = 400, 12, 20_000, 30_000
COMMON = "the of and to in is that for it was on are with they be at this have from not".split()  # noqa: SIM905
SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo ka ler min dor fal gen tis van rel".split()  # noqa: SIM905
RECENT = 20_000
"""Engagement goes to the last so many posts, most of it to few of them."""


class Synthetic:
    """Drafts of a stream of `mix` with so many records a second of its own time.

    `hot` is the share of all engagement that goes to one post, 0 for none.
    """

    def __init__(self, mix: str, *, rate: int, seed: int = 7, hot: float = 0.0) -> None:
        self.rng = random.Random(seed)
        self.rate, self.hot = rate, hot
        self.kinds = list(KINDS[mix])
        self.shares = list(accumulate(KINDS[mix].values()))
        self.words = [_word(self.rng) for _ in range(VOCABULARY)]
        self.zipf = list(accumulate(1 / (rank + 8) for rank in range(VOCABULARY)))
        self.stories = [self.rng.choices(self.words, k=OWN) for _ in range(STORIES)]
        self.posts: list[str] = []
        self.edits = self.likes = 0

    def drafts(self, count: int) -> Iterator[Draft]:
        """The first `count` drafts; times run on evenly."""
        for number in range(count):
            time = START + number * 1000 // self.rate
            (kind,) = self.rng.choices(self.kinds, cum_weights=self.shares)
            record = self._record(kind if self.posts else "post", number, time)
            yield Draft(record, time, str(number))

    def _record(self, kind: str, number: int, time: int) -> Record:
        place = {"source": "made-up", "id": f"{kind}/{number}", "event_time": time}
        draft: dict[str, Any] = {**place, "at": time, "intake": "-", "number": 0}
        if kind == "post":
            self.posts.append(f"at://did:made:{number % PEOPLE}/post/{number:x}")
            return PostCreated(**draft, **self._said(self.posts[-1], number))
        root = self._some()
        fields: dict[str, Any] = {**draft, "post": root, "root": root}
        if kind == "edit":
            self.edits += 1
            return PostEdited(**draft, **self._said(root, number), revision=self.edits)
        if kind == "delete":
            return PostDeleted(**fields)
        if kind == "count":
            return EngagementCounted(**fields, counters=Counters(like=number % 900), as_of=time)
        return self._engagement(kind, fields)

    def _engagement(self, kind: str, fields: dict[str, Any]) -> Record:
        self.likes += 1
        fields["actor"] = f"did:made:{self.rng.randrange(PEOPLE)}"
        if kind == "unlike":
            return EngagementRemoved(**fields, engagement="like", removes=f"like/{self.likes}")
        return EngagementAdded(**fields, engagement=kind)  # type: ignore[arg-type]

    def _some(self) -> str:
        if self.rng.random() < self.hot:
            return self.posts[0]
        back = min(len(self.posts), RECENT)
        return self.posts[len(self.posts) - 1 - int(back * self.rng.random() ** 3)]

    def _said(self, post: str, number: int) -> dict[str, Any]:
        rng = self.rng
        words = rng.choices(self.words, cum_weights=self.zipf, k=rng.randrange(5, 14))
        words += rng.choices(COMMON, k=7)
        if rng.random() < 0.5:  # half of the posts belong to one of the stories of the hour
            now = (number // (20 * self.rate)) * 7
            story = self.stories[(now + int(40 * rng.random() ** 2)) % STORIES]
            words += [*rng.sample(story, 5), f"#{story[0]}"]
        rng.shuffle(words)
        name = f"did:made:{rng.randrange(PEOPLE)}"
        author = Author(id=name, handle=f"{name[9:]}.example", name=words[0].title())
        return {"post": post, "root": post, "author": author, "text": " ".join(words) + "."}


def _word(rng: random.Random) -> str:
    return "".join(rng.choices(SYLLABLES, k=rng.randrange(2, 5)))
