"""Laws of the life of a post: what an edit, a deletion or a withholding tells each desk."""

import pytest

from schemas import records as r
from schemas.editions import Desk, Match
from streams.core.shard.tracked import HOUR
from tests.core.shard.newsroom import EVERYTHING, Newsroom, T

CATS = Desk(name="cats", any=(Match(words=("cat",)),))
DOGS = Desk(name="dogs", any=(Match(words=("dog",)),))
DAY = 24 * HOUR
NONE = (0, 0, 0, 0, 0, 0)


def test_a_post_reaches_the_desks_that_admit_it_and_is_tallied_by_all() -> None:
    room = Newsroom(CATS, DOGS)
    room.post(100, "p", "a cat")
    room.tick(1000)
    assert room.told("cats") == [("post", "p", 0)]
    assert room.told("dogs") == []
    assert [room.tally("read", desk) for desk in ("cats", "dogs")] == [1, 1]
    assert [room.tally("admitted", desk) for desk in ("cats", "dogs")] == [1, 0]


def test_a_row_carries_the_visible_text_its_analysis_and_the_clamped_event_time() -> None:
    room = Newsroom()
    room.post(
        5000,
        "p",
        "a\u200b cat \u202esat",
        lang="en",
        event_time=T + 99_000,
        url="https://e.example",
    )
    room.post(5000, "q", "a cat sat", lang="en", event_time=T - 30 * HOUR)
    room.tick(6000)
    one, two = room.seconds()[-1].rows
    assert (one.text, one.lang, one.url, one.author) == (
        "a cat sat",
        "en",
        "https://e.example",
        "did:ana",
    )
    assert (one.tokens, one.voice) == (two.tokens, two.voice)
    assert "cat" in one.tokens
    assert [one.event_time - T, two.event_time - T] == [5000, 5000 - DAY]
    assert one.stamp == (T + 5000, "main", 3)


def test_the_same_creation_again_is_a_duplicate() -> None:
    room = Newsroom()
    room.post(100, "p")
    room.post(200, "p")
    room.tick(1000)
    assert room.told() == [("post", "p", 0)]
    assert room.tally("refused:duplicate") == 1
    assert room.letters()[0]["reason"] == "duplicate"


def test_an_edit_moves_a_post_between_desks() -> None:
    room = Newsroom(CATS, DOGS)
    room.post(100, "p", "a cat")
    room.edit(200, "p", "a cat and a dog", 1)
    room.edit(300, "p", "a dog", 2)
    room.tick(1000)
    assert room.told("cats") == [("post", "p", 0), ("post", "p", 1), ("gone", "p", "withdrawn")]
    assert room.told("dogs") == [("post", "p", 1), ("post", "p", 2), ("count", "p", NONE)]
    assert room.tally("admitted", "dogs") == 1


def test_a_post_withdrawn_everywhere_is_still_known_and_may_come_back() -> None:
    room = Newsroom(CATS)
    room.post(100, "p", "a cat")
    room.edit(200, "p", "a bird", 1)
    room.like(250, "p")
    room.edit(300, "p", "a cat", 2)
    room.tick(1000)
    gone, back = ("gone", "p", "withdrawn"), ("post", "p", 2)
    assert room.told("cats") == [("post", "p", 0), gone, back, ("count", "p", (1, 0, 0, 0, 0, 0))]


def test_an_edit_of_an_unknown_post_is_its_first_sight() -> None:
    room = Newsroom(CATS)
    room.post(100, "p", "a bird")
    room.edit(200, "p", "a cat", 3)
    room.post(300, "p", "a bird")
    room.tick(1000)
    assert room.told("cats") == [("post", "p", 3)]
    assert room.tally("admitted", "cats") == 1
    assert room.tally("refused:stale_revision", "cats") == 1


def test_an_edit_of_a_post_that_the_shard_forgot_reaches_every_desk() -> None:
    room = Newsroom(CATS, DOGS)
    room.post(100, "p", "a cat")
    room.tick(50 * HOUR)
    room.edit(50 * HOUR + 100, "p", "a dog", 1)
    room.edit(50 * HOUR + 200, "q", "\u200b", 1)
    room.tick(50 * HOUR + 1000)
    p, q = ("gone", "p", "withdrawn"), ("gone", "q", "withdrawn")
    assert room.told("cats") == [("post", "p", 0), p, q]
    assert room.told("dogs") == [("post", "p", 1), q]


def test_an_edit_counts_once_and_never_goes_back() -> None:
    room = Newsroom()
    room.post(100, "p")
    for revision in (2, 2, 1):
        room.edit(200, "p", f"text {revision}", revision)
    room.tick(1000)
    assert room.told() == [("post", "p", 0), ("post", "p", 2)]
    assert [room.tally(f"refused:{name}") for name in ("duplicate", "stale_revision")] == [1, 1]


@pytest.mark.parametrize(
    ("text", "reason"), [("\u200b ", "empty_text"), ("x" * 20_001, "text_too_long")]
)
def test_a_text_that_is_refused_withdraws_the_post_that_it_replaces(text: str, reason: str) -> None:
    room = Newsroom()
    room.post(100, "p", text)
    room.post(200, "q")
    room.edit(300, "q", text, 1)
    room.tick(1000)
    assert room.told() == [("post", "q", 0), ("gone", "q", "withdrawn")]
    assert room.tally(f"refused:{reason}") == 2
    assert room.tally("read") == 3


def test_a_deletion_reaches_the_desks_of_a_known_post_and_every_desk_for_an_unknown_one() -> None:
    room = Newsroom(CATS, DOGS)
    room.post(100, "p", "a cat")
    room.of(r.PostDeleted, 200, "p")
    room.of(r.PostDeleted, 300, "q")
    room.of(r.PostDeleted, 400, "p")
    room.tick(1000)
    assert room.told("cats") == [
        ("post", "p", 0),
        ("gone", "p", "deleted"),
        ("gone", "q", "deleted"),
    ]
    assert room.told("dogs") == [("gone", "q", "deleted")]
    assert room.tally("refused:duplicate", "cats") == 1


def test_a_post_deleted_before_it_was_created_is_refused_for_an_hour() -> None:
    room = Newsroom()
    room.of(r.PostDeleted, 0, "p")
    room.post(100, "p")
    room.edit(HOUR - 1, "p", "edited", 1)
    room.post(HOUR, "p")
    room.tick(HOUR + 1000)
    assert room.told() == [("gone", "p", "deleted"), ("post", "p", 0)]
    assert room.tally("refused:deleted_before") == 2


def test_a_withheld_post_is_withheld_from_desks_that_admit_it_later() -> None:
    room = Newsroom(CATS, DOGS)
    room.post(100, "p", "a cat")
    room.of(r.PostWithheld, 200, "p")
    room.edit(300, "p", "a cat and a dog", 1)
    room.of(r.PostRestored, 400, "p")
    room.tick(1000)
    held, back, count = ("gone", "p", "withheld"), ("back", "p"), ("count", "p", NONE)
    assert room.told("cats") == [("post", "p", 0), held, ("post", "p", 1), back, count]
    assert room.told("dogs") == [("post", "p", 1), held, back, count]


def test_withholding_an_unknown_post_reaches_every_desk_and_waits_for_the_post() -> None:
    room = Newsroom(CATS, DOGS)
    room.of(r.PostWithheld, 100, "p")
    room.post(200, "p", "a cat")
    room.of(r.PostRestored, 300, "q")
    room.tick(1000)
    held = ("gone", "p", "withheld")
    assert room.told("dogs") == [held, ("back", "q")]
    assert room.told("cats") == [held, ("post", "p", 0), held, ("back", "q")]


def test_a_post_is_known_for_forty_eight_hours() -> None:
    room = Newsroom()
    room.post(500, "p")
    room.like(2 * DAY - 1, "p")
    room.tick(2 * DAY)
    room.like(2 * DAY, "p")
    room.tick(2 * DAY + 200_000)
    assert room.told() == [("post", "p", 0), ("count", "p", (1, 0, 0, 0, 0, 0))]
    assert room.tally("unattributed") == 1
    assert not len(room.shard.seconds.table)


def test_rows_are_told_in_the_order_of_places_not_of_arrival() -> None:
    room = Newsroom(EVERYTHING)
    late, early = (
        room.made(r.PostDeleted, 900, post="p", root="p"),
        room.made(r.PostDeleted, 100, post="q", root="q"),
    )
    room.put(late)
    room.put(early)
    room.tick(1000)
    assert room.told() == [("gone", "q", "deleted"), ("gone", "p", "deleted")]
