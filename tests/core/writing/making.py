"""Posts, cards and pages for the tests of writing."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from schemas.digests import Coverage, Heat, Window
from schemas.editions import Edition
from streams.core.post import Post
from streams.core.stories import StoryCard
from streams.core.writing import Page

GOLDEN = Path(__file__).parent / "golden"
MIDNIGHT = 1_773_270_000_000
"""2026-03-12 00:00 in Paris."""
HOUR = 3_600_000
DAY = 24 * HOUR
COVERAGE = Coverage(
    records=99_999,
    read=14_302,
    admitted=5_112,
    authors=3_201,
    late=3,
    dropped=0,
    unattributed=7,
    refused={"duplicate": 12, "malformed": 2},
    idle_intakes=(),
    released_shards=(),
    gaps=(),
)


def post(number: int, text: str, who: str = "", **more: Any) -> Post:
    """A live post of noon; its author is `who`."""
    given: dict[str, Any] = {
        "id": f"post-{number}",
        "number": number,
        "author": who or f"author-{number}",
        "handle": who,
        "name": "",
        "url": f"https://social.example/p/{number}",
        "source": "test",
        "lang": "fr",
        "text": text,
        "tokens": (),
        "voice": str(number),
        "time": MIDNIGHT + 12 * HOUR,
        "at": MIDNIGHT + 12 * HOUR,
    }
    return Post(**(given | more))


def card(story: str, told: Sequence[Post], heat: int = 500, **more: Any) -> StoryCard:
    """A story of these posts, the first the most typical."""
    given: dict[str, Any] = {
        "story": story,
        "title": None,
        "terms": (),
        "heat": Heat(total=heat, burst=1, voices=1, engagement=1, focus=1, decay=1000, promotion=0),
        "posts": 13 * len(told),
        "authors": 9 * len(told),
        "copies": 0,
        "points": sum(one.points for one in told),
        "first_seen": MIDNIGHT + 5 * HOUR + 720_000,
        "peak_at": MIDNIGHT + 14 * HOUR + 900_000,
        "core": tuple(told),
        "members": tuple(told),
        "topics": (1,),
    }
    return StoryCard(**(given | more))


def page(cards: Sequence[StoryCard], language: str = "fr", **more: Any) -> Page:
    """The final page of 12 March 2026 of a Paris edition."""
    edition: dict[str, Any] = {"name": f"ai-paris-{language}", "desk": "ai", "zone": "Europe/Paris"}
    edition |= {"language": language, "stories": more.pop("stories", 3)}
    motto = "Boucler, c'est choisir." if language == "fr" else "To close is to choose."
    given: dict[str, Any] = {
        "edition": Edition(**edition, motto=motto),
        "day": "2026-03-12",
        "window": Window(start=MIDNIGHT, end=MIDNIGHT + DAY),
        "as_of": MIDNIGHT + DAY + 120_000,
        "kind": "final",
        "revision": 0,
        "cards": cards,
        "statuses": [("new", 1), ("continuing", 2), ("returning", 3)][: len(cards)],
        "coverage": COVERAGE,
        "settings": "0123456789abcdef",
        "previous": "",
        "version": "1",
    }
    return Page(**(given | more))


def golden_day() -> tuple[list[StoryCard], dict[str, Post]]:
    """Three stories of the golden material, and its posts by id."""
    told: dict[str, list[Post]] = {}
    for number, row in enumerate(json.loads((GOLDEN / "posts.json").read_text("utf-8"))):
        likes = row["points"] - row["points"] // 4
        made = post(
            number,
            row["text"],
            row["who"],
            author=row.get("author") or row["who"],
            name=row["name"],
            lang=row["lang"],
            counters=(likes, row["points"] // 4, 0, 0, 0, 0),
        )
        told.setdefault(row["story"], []).append(made)
    cards = [
        card(story, posts, 900 - 100 * i, copies=3 * i, peak_at=MIDNIGHT + (9 + 4 * i) * HOUR)
        for i, (story, posts) in enumerate(told.items())
    ]
    return cards, {one.id: one for posts in told.values() for one in posts}


def words_of(value: Any) -> list[str]:
    """Every string of a digest's builtins but those of its corrections."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [w for key, v in value.items() if key != "corrections" for w in words_of(v)]
    if isinstance(value, list | tuple):
        return [word for one in value for word in words_of(one)]
    return []
