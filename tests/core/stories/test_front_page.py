"""What a front page is made of."""

import random
import subprocess
import sys
from collections import Counter

import pytest

from tests.core.stories.desks import (
    CHATTER,
    DAY,
    DESK,
    EVENTS,
    HOUR,
    START,
    Desk,
    cards,
    desk,
)


@pytest.fixture(scope="module")
def city() -> Desk:
    return desk()


def test_events_lead_the_page_each_in_one_story(city: Desk) -> None:
    first = [city.about(card) for card in city.cards()[:3]]
    assert sorted(first) == sorted(EVENTS)


def test_a_core_is_pure_and_at_most_forty_voices(city: Desk) -> None:
    for card in city.cards()[:3]:
        named = Counter(city.truth[post.id] for post in card.core)
        assert named.most_common(1)[0][1] >= 0.9 * len(card.core)
        assert len(card.core) <= 40
        assert len({post.voice for post in card.core}) == len(card.core)


def test_an_empty_desk_has_an_empty_page() -> None:
    assert cards([], desk().topics) == []


def test_one_post_is_no_story(city: Desk) -> None:
    assert cards(city.posts[:1], city.topics) == []


def test_heat_orders_the_page(city: Desk) -> None:
    heats = [card.heat.total for card in city.cards()]
    assert heats == sorted(heats, reverse=True)


def test_the_page_depends_on_the_posts_and_not_on_their_order(city: Desk) -> None:
    shuffled = random.Random(3).sample(city.posts, len(city.posts))
    assert cards(shuffled, city.topics) == city.cards()


def test_the_page_depends_neither_on_the_hash_seed_nor_on_threads() -> None:
    program = (
        "from tests.core.stories.desks import desk;"
        "print([(c.story, c.heat, c.title, c.terms) for c in desk().cards()])"
    )
    pages = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": threads},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, threads in (("0", "1"), ("1", "2"))
    }
    assert len(pages) == 1


def test_a_post_that_is_gone_is_in_no_story() -> None:
    city = desk()
    before = city.cards()[0]
    gone = {post.id for post in before.core[:10]}
    for post in city.posts:
        if post.id in gone:
            post.gone |= {"hidden"}
    shown = {p.id for card in city.cards() for p in (*card.members, *card.core)}
    assert not gone & shown
    assert all(c.title is None or c.title.post not in gone for c in city.cards())


def test_copies_are_one_voice_and_are_counted() -> None:
    words = f"{DESK} bridge collapse river Aldermoor engineers cables"
    rows = [
        ("bridge", f"{words} https://news.example/{i} #tag{i}", START + 5 * HOUR + i, "", 0)
        for i in range(6)
    ]
    city = desk(extra=rows)
    card = next(c for c in city.cards() if city.about(c) == "bridge")
    assert card.copies == 5
    assert card.posts == len(card.members)
    assert sum("cables https" in post.text for post in card.core) <= 1


def test_a_campaign_of_young_look_alikes_is_no_story() -> None:
    words, rng = (
        ["Zentora", "token", "moon", "wallet", "launch", "gains", "early"],
        random.Random(5),
    )
    rows = [
        (
            "campaign",
            f"{DESK} {' '.join(rng.sample(words, 6))} {rng.choice(CHATTER)}",
            START + 9 * HOUR + i * 1000,
            f"young-{i}",
            START - DAY,
        )
        for i in range(80)
    ]
    city = desk(extra=rows)
    assert "campaign" not in {city.about(card) for card in city.cards()}
    assert {city.about(card) for card in city.cards()[:3]} == set(EVENTS)
    old = desk(extra=[(*row[:4], START - 900 * DAY) for row in rows])
    assert "campaign" in {old.about(card) for card in old.cards()}


def test_what_two_accounts_say_is_no_story() -> None:
    rows = [
        (
            "duo",
            f"{DESK} lighthouse keeper Marlowe ghost lantern {CHATTER[i]}",
            START + 9 * HOUR + i * 1000,
            f"duo-{i % 2}",
            0,
        )
        for i in range(40)
    ]
    city = desk(extra=rows)
    assert "duo" not in {city.about(card) for card in city.cards()}


def test_a_few_posts_rank_under_many_however_alike_they_are() -> None:
    rows = [
        ("few", f"{DESK} lighthouse keeper Marlowe ghost lantern", START + 17 * HOUR + i * 9000)
        for i in range(10)
    ]
    city = desk(extra=[(*row, "", 0) for row in mixed(rows)])
    about = [city.about(card) for card in city.cards()]
    assert about.index("few") > about.index("comet")


def test_a_mood_of_pictures_is_no_story() -> None:
    mood = f"{DESK} 🎉 🔥 🥳 🎈 🎂 🎁 🍾 💃"
    rows = [("mood", mood, START + 9 * HOUR + i * 90_000) for i in range(40)]
    city = desk(extra=[(*row, "", 0) for row in mixed(rows)])
    assert "mood" not in {city.about(card) for card in city.cards()}


def mixed(rows: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """The rows with words of their own, so that none is a copy."""
    return [
        (name, f"{text} {CHATTER[i]} {CHATTER[-i]}", time)
        for i, (name, text, time) in enumerate(rows)
    ]


def test_a_story_keeps_its_id_while_the_day_goes_on(city: Desk) -> None:
    ids: dict[str, set[str]] = {}
    for hour in (7, 10, 14, 18, 24):
        so_far = [post for post in city.posts if post.time < START + hour * HOUR]
        for card in cards(so_far, city.topics):
            if city.about(card) in EVENTS:
                ids.setdefault(city.about(card), set()).add(card.story)
    assert {name: len(found) for name, found in ids.items()} == dict.fromkeys(EVENTS, 1)


def test_counts_are_of_live_members(city: Desk) -> None:
    for card in city.cards():
        assert card.posts == len(card.members)
        assert card.authors == len({post.author for post in card.members})
        assert card.first_seen == min(post.time for post in card.members)
        assert card.points == sum(post.points for post in card.members)
