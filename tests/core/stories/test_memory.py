"""The stories of earlier days."""

from dataclasses import replace

import orjson

from schemas.digests import Heat
from streams.core.stories import Memory, StoryCard
from streams.core.stories.memory import DAYS, MOST_A_DAY
from tests.core.stories.desks import START, write

HEAT = Heat(total=1, burst=1, voices=1, engagement=1, focus=1, decay=1, promotion=0)
CARD = StoryCard(
    story="aaaaaaaaaaaa",
    title=None,
    terms=("bridge", "collapse", "Aldermoor", "inquiry"),
    heat=HEAT,
    posts=1,
    authors=1,
    copies=0,
    points=0,
    first_seen=START,
    peak_at=START,
    core=(write(1, "The bridge collapse", START),),
    members=(),
    topics=(),
)
OTHER = replace(
    CARD, story="bbbbbbbbbbbb", terms=("comet", "tail", "orbit"), core=(write(2, "A comet", START),)
)
ALIKE = replace(
    CARD,
    story="cccccccccccc",
    terms=("Bridge", "inquiry", "Aldermoor", "minister"),
    core=(write(3, "The inquiry opens", START),),
)


def seen(*days: int) -> Memory:
    memory = Memory()
    for day in days:
        memory.remember(day, [replace(CARD, story=memory.match(CARD, day).story)])
    return memory


def test_what_was_never_printed_is_new() -> None:
    assert seen(100).match(OTHER, 101) == ("new", 1, OTHER.story)


def test_a_story_of_yesterday_continues_under_its_old_id() -> None:
    assert seen(100).match(ALIKE, 101) == ("continuing", 2, CARD.story)


def test_a_story_of_last_week_returns() -> None:
    assert seen(100, 101).match(ALIKE, 107) == ("returning", 3, CARD.story)


def test_days_are_counted_once_however_often_it_is_printed() -> None:
    memory = seen(100, 101, 101, 101)
    assert memory.match(CARD, 101) == ("continuing", 2, CARD.story)
    assert memory.match(CARD, 102) == ("continuing", 3, CARD.story)


def test_a_story_is_new_all_its_first_day() -> None:
    assert seen(100, 100).match(CARD, 100) == ("new", 1, CARD.story)


def test_shared_posts_make_the_same_story_whatever_its_words() -> None:
    renamed = replace(CARD, story="dddddddddddd", terms=("quite", "other", "words"))
    assert seen(100).match(renamed, 101).story == CARD.story


def test_stories_are_forgotten_after_their_days() -> None:
    memory = seen(100)
    assert memory.match(CARD, 100 + DAYS).status == "returning"
    memory.remember(100 + DAYS, [OTHER])
    assert memory.match(ALIKE, 100 + DAYS).status == "new"


def test_a_day_keeps_a_bounded_number_of_stories() -> None:
    memory = Memory()
    many = [replace(CARD, story=f"{i:012}") for i in range(3 * MOST_A_DAY)]
    for start in (0, MOST_A_DAY, 2 * MOST_A_DAY):
        memory.remember(100, many[start : start + MOST_A_DAY])
    assert len(memory.snapshot()) == MOST_A_DAY


def test_a_restored_memory_knows_the_same() -> None:
    memory = seen(100, 101)
    again = Memory.restore(orjson.loads(orjson.dumps(memory.snapshot())))
    assert again.snapshot() == memory.snapshot()
    assert again.match(ALIKE, 103) == memory.match(ALIKE, 103)
