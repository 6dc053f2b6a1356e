"""The pages of the demo day, of which the truth is known."""

from collections import Counter
from typing import Any

import pytest

from streams.core.stories import StoryCard
from streams.core.stories.reading import Reading
from streams.sources.demo.clock import DAY_FROM
from streams.sources.demo.day import DemoDay, demo_day
from streams.sources.records import parse


@pytest.fixture(scope="module")
def day() -> DemoDay:
    return demo_day()


@pytest.fixture(scope="module")
def reading(day: DemoDay) -> Reading:
    return read(day)


def read(day: DemoDay, until: float = float("inf")) -> Reading:
    found, at = Reading(), 0
    for line in day.lines:
        try:
            record: Any = parse(line)
        except Exception:  # noqa: BLE001 - some lines are no records, on purpose
            continue
        at = max(at, getattr(record, "at", 0))
        if at >= until:
            break
        found.fold(record, at)
    return found


def about(day: DemoDay, card: StoryCard) -> str:
    named = Counter(day.truth.get(post.id, "?") for post in card.core)
    return min(named, key=lambda slug: (-named[slug], slug))


def test_the_planted_stories_are_on_the_pages_and_the_campaign_is_not(
    day: DemoDay, reading: Reading
) -> None:
    pages = [reading.stories(limit=40, language=language) for language in ("fr", "en")]
    shown = {about(day, card) for cards in pages for card in cards}
    sizes = Counter(day.truth.get(post.id, "?") for post in reading.posts if post.live)
    wanted = {slug for slug, n in sizes.items() if n >= 20 and slug[-3:] in ("-fr", "-en")}
    assert len(wanted) > 30
    assert len(wanted & shown) >= 0.95 * len(wanted)
    assert not {"campaign", "hostile"} & shown


def test_the_slow_eve_has_its_three_stories_and_nothing_else(day: DemoDay) -> None:
    eve = read(day, DAY_FROM)
    assert len(eve.posts) < 200
    for language in ("fr", "en"):
        cards = eve.stories(limit=40, language=language)
        assert sorted(about(day, card) for card in cards) == [
            "doublage-fr",
            "memory-en",
            "salon-fr",
        ]
        assert all(card.title is not None for card in cards)


def test_the_outage_is_among_the_first_ten_stories_and_not_told_again(
    day: DemoDay, reading: Reading
) -> None:
    for language in ("fr", "en"):
        named = [about(day, card) for card in reading.stories(limit=40, language=language)]
        outage = [slug in ("outage-en", "panne-fr") for slug in named]
        assert sum(outage[:10]) in (1, 2)  # once in each language, where nothing joins them
        assert sum(outage[10:30]) == 0
        assert sum(outage) <= 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_chatter_is_rare_and_not_among_the_first_stories(
    day: DemoDay, reading: Reading, language: str
) -> None:
    cards = reading.stories(limit=40, language=language)
    named = [about(day, card) for card in cards]
    assert "-" not in named[:30]
    assert named.count("-") <= 4
    assert all(card.title is not None for card in cards[:15])


def test_a_story_told_in_two_languages_has_its_core_in_the_readers(reading: Reading) -> None:
    for language in ("fr", "en"):
        cards = reading.stories(limit=40, language=language)
        mixed = [
            card
            for card in cards
            if all(sum(p.lang == tag for p in card.members) >= 20 for tag in ("fr", "en"))
        ]
        assert mixed
        for card in mixed:
            assert {post.lang for post in card.core} <= {language, ""}
