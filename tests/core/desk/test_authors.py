"""The authors of a desk's day: counted where each is known, and never made up."""

from collections.abc import Iterator

import msgspec
import pytest

from schemas.live import LiveTopics
from streams.core.desk import Desks
from streams.core.desk.press import AUTHORS, Press, author_key
from streams.core.writing.checking import places
from streams.outlets.page import markdown
from streams.sources.flat_post import flat_post
from tests.core.desk.hands import DAY, EDITION, NOON, Shards, likes, order, post, second
from tests.core.desk.test_desk import CLOSE, finals, play, rolling, say

COUNT = 60
NOBODY = flat_post({"text": "Who wrote this?"}, 1, b"{}", columns={}).author
"""The author of a post in a file without authors."""


def day(unsigned: range, start: int = NOON) -> Iterator[tuple[int, object]]:
    """An afternoon of 59 posts, some by nobody knows whom, as (until, second)."""
    for n in range(1, COUNT):
        row = post(start + 60_000 * n, n if start == NOON else n + 1000, say(n))
        if n in unsigned:
            row = msgspec.structs.replace(row, author=NOBODY.id, handle=NOBODY.handle)
        told = second(row.stamp[0], row, likes(row.post, 200 - n), read=2, posts=1, admitted=1)
        yield row.stamp[0] + 1000, told


def links(*days: Iterator[tuple[int, object]]) -> list[bytes]:
    shards = Shards()
    made = [shards.hand(0, NOON + 1000, second(NOON, order(NOON), read=1))]
    for number, told in enumerate(days):
        made += [shards.hand(0, until, one) for until, one in told]
        made.append(shards.hand(0, CLOSE + number * DAY))
    return made


@pytest.mark.parametrize("unsigned", [range(COUNT), range(3, 10)])
def test_a_page_never_counts_authors_that_nobody_knows(unsigned: range) -> None:
    outputs = play(links(day(unsigned)))
    (final,) = finals(outputs)
    assert final.stories
    last = rolling(outputs)[-1]
    for page in (final, last):
        assert page.coverage.authors is None
        assert [story.authors for story in page.stories] == [None] * len(page.stories)
        assert not any(".authors" in s.figure for _, told in places(page) for s in told.support)
        assert "authors not counted" in markdown(page)
    live = [msgspec.json.decode(o.value, type=LiveTopics) for o in outputs if "live" in o.channel]
    assert {topic.authors for topic in live[-1].topics} == {None}


def test_the_day_after_counts_its_authors_where_all_are_known() -> None:
    unknown, known = finals(play(links(day(range(3, 4)), day(range(0), NOON + DAY))))
    assert (unknown.coverage.authors, known.coverage.authors) == (None, COUNT - 1)
    assert all(story.authors for story in known.stories)


def test_heat_takes_each_unknown_author_for_a_person_of_its_own() -> None:
    (told,), (signed,) = finals(play(links(day(range(COUNT))))), finals(play(links(day(range(0)))))
    assert [story.heat for story in told.stories] == [story.heat for story in signed.stories]


def test_an_unknown_author_is_noticed_however_many_are_counted() -> None:
    press = Press(EDITION, NOON)
    for number in range(AUTHORS + 5):
        press.authors[0][number + 1] = None
    assert press.known_authors is not None
    assert press.admit(NOON, author_key(""))
    assert press.known_authors is None


def test_a_restored_desk_knows_that_it_does_not_know() -> None:
    told = links(day(range(3, 10)))
    broken = Desks(0)
    for link in told[:-1]:
        list(broken.fold(b"ai", link))
    state = msgspec.msgpack.decode(msgspec.msgpack.encode(broken.snapshot()))
    (final,) = finals(list(Desks(0).restore(state).fold(b"ai", told[-1])))
    assert final.coverage.authors is None
