"""The parts of a survey, each on its own."""

import numpy as np
import pytest

from schemas.digests import Heat
from streams.core.stories.background import even_shares
from streams.core.stories.grouping import group
from streams.core.stories.heat import total
from streams.core.stories.naming import story_ids
from streams.core.stories.promotion import Lost, promotion
from streams.core.stories.ranking import reheated
from streams.core.stories.splitting import valleys
from streams.core.stories.spoken import weights
from streams.core.stories.table import tabulate
from tests.core.stories.desks import DAY, START, write

PLAIN = "The river bridge is closed after the storm tonight"


def told(count: int, text: str = PLAIN, *, created: int = 0, authors: int = 0) -> list:
    return [
        write(
            i, f"{text} {i}", START, author=f"a-{i % authors}" if authors else "", created=created
        )
        for i in range(count)
    ]


def test_plain_talk_of_many_is_not_promotion() -> None:
    assert promotion(told(20), copies=2, deleted=0.02) == 0


@pytest.mark.parametrize(
    ("heads", "copies", "deleted"),
    [
        (told(20), 60, 0.0),
        (told(20, authors=1), 0, 0.0),
        (told(20, created=START - DAY), 0, 0.0),
        (told(20), 0, 0.7),
        (told(20, f"{PLAIN} $ZENT"), 0, 0.0),
        (told(20, f"{PLAIN} #a #b #c #d #e #f"), 0, 0.0),
        (told(20, f"{PLAIN} free bets https://x.example"), 0, 0.0),
    ],
    ids=["copied", "one author", "young", "deleted", "cashtags", "tag trains", "offers"],
)
def test_each_sign_of_a_campaign_raises_promotion(heads: list, copies: int, deleted: float) -> None:
    assert promotion(heads, copies=copies, deleted=deleted) >= 600


def test_deleted_posts_are_counted_against_all_of_a_topic() -> None:
    posts = told(10)
    for post in posts:
        post.topic = 1 if post.number < 5 else 2
    posts[0].gone |= {"deleted"}
    posts[1].gone |= {"hidden"}
    lost = Lost.of(posts, lambda topic: min(topic, 1))
    assert lost.share((1,)) == 0.1
    assert lost.share((7,)) == 0.0


def test_what_is_alike_on_average_is_grouped_and_the_rest_is_not() -> None:
    likeness = np.array([[1.0, 0.9, 0.1], [0.9, 1.0, 0.3], [0.1, 0.3, 1.0]])
    assert group(likeness, np.array([1.0, 1.0, 1.0]), 0.5).tolist() == [0, 0, 1]
    assert group(likeness, np.array([1.0, 9.0, 1.0]), 0.28).tolist() == [0, 0, 0]


def test_two_bursts_have_a_valley_and_noise_has_none() -> None:
    bursts = [0.0, 20, 20, 0, 0, 0, 20, 20, 0]
    noise = [3.0, 4, 3, 5, 4, 3, 4, 2, 4]
    cut, none = valleys(np.array([bursts, noise]))
    assert cut in (3, 4, 5)
    assert none == -1


def test_tags_weigh_less_than_words_and_trains_less_than_tags() -> None:
    tokens = ("bridg", "storm")
    assert weights("The bridge in the storm", tokens) == (10, 10)
    assert weights("The bridge #storm", tokens) == (10, 5)
    assert weights("The bridge #storm #one #two", tokens) == (10, 2)


def test_a_table_has_a_row_a_voice_in_the_order_of_time() -> None:
    posts = [write(i, PLAIN, START + 10 - i) for i in range(3)]
    posts += [write(3 + i, f"{PLAIN} {w}", START + 20) for i, w in enumerate(("one", "two"))]
    table = tabulate(posts[::-1])
    assert [head.number for head in table.heads] == [2, 3, 4]
    assert [len(copies) for copies in table.copies] == [2, 0, 0]


def test_an_event_of_one_hour_is_no_background() -> None:
    posts = [write(i, f"goal match a{i}", START + i) for i in range(400)]
    posts += [write(400 + i, f"match b{i}", START + 1000 + i) for i in range(200)]
    table = tabulate(posts)
    slices = np.array([0] * 400 + [1 + i // 50 for i in range(200)])
    share = dict(zip(table.tokens, even_shares(table, slices).tolist(), strict=True))
    assert share["match"] == pytest.approx(1.0)
    assert share["goal"] < 0.4


def test_a_topic_names_only_the_story_that_holds_most_of_it() -> None:
    heads = told(6)
    topics = np.array([1, 1, 1, 1, 2, 2])
    first, second = story_ids(heads, topics, [np.array([0, 1, 2]), np.array([3, 4, 5])])
    assert first == story_ids(heads, topics, [np.array([0, 1, 2])])[0]
    assert second == story_ids(heads, topics, [np.array([4, 5])])[0]
    assert first != second


def test_a_story_that_repeats_a_hotter_one_cools() -> None:
    hot = Heat(total=0, burst=900, voices=900, engagement=200, focus=500, decay=1000, promotion=0)
    heats = [Heat(**{**_parts(hot), "total": total(hot), "burst": 900 + i}) for i in (9, 0)]
    kin = np.array([[0.0, 0.4], [0.4, 0.0]])
    cooled = reheated(heats, kin)
    assert cooled[0].focus == 500
    assert cooled[1].focus < 500
    assert cooled[1].total == total(cooled[1])


def _parts(heat: Heat) -> dict[str, int]:
    return {name: getattr(heat, name) for name in heat.__struct_fields__}
