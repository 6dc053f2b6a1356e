"""Rows of posts that are kept from page to page."""

import random
from collections.abc import Sequence

import pytest

from streams.core.post import Post
from streams.core.stories import page, survey
from streams.core.stories.rows import Rows
from streams.core.stories.table import Table, tabulate
from streams.core.text import analyse
from tests.core.stories.desks import DAY, START, Desk, desk


@pytest.fixture(scope="module")
def city() -> Desk:
    return desk()


def same(one: Table, other: Table) -> bool:
    parts = zip(one.said.parts, other.said.parts, strict=True)
    named = (one.heads, one.copies, one.tokens) == (other.heads, other.copies, other.tokens)
    return named and all((a == b).all() for a, b in parts)


def edited(post: Post, text: str) -> None:
    found = analyse(text, "en")
    post.text, post.tokens, post.voice = text, found.tokens, found.voice


def test_a_table_from_kept_rows_is_the_table_made_anew() -> None:
    posts, chance, kept = desk(3).posts, random.Random(5), Rows()
    for _ in range(12):
        some = chance.sample(posts, 300)
        chance.choice(some).gone ^= {"hidden"}
        edited(chance.choice(some), f"#trains The strike goes on {chance.randrange(3)} 🎉")
        assert same(tabulate(some, kept), tabulate(some))


def test_an_edit_that_changes_only_the_text_changes_the_row() -> None:
    posts, kept = desk(3).posts, Rows()
    tabulate(posts, kept)
    for post in posts[:200]:
        post.text = " ".join(f"#{word}" for word in post.text.split())
    assert same(tabulate(posts, kept), tabulate(posts))


def test_a_page_is_the_same_whatever_was_surveyed_before(city: Desk) -> None:
    kept = Rows()
    for end in (60, 260, 520):
        assert cards(city.posts[:end], city, kept) == cards(city.posts[:end], city, None)


def cards(posts: Sequence[Post], city: Desk, kept: Rows | None) -> object:
    found = survey(posts, find=city.topics.find, now=START + DAY, since=START, rows=kept)
    return page(found, "en")


def test_nothing_is_kept_of_posts_that_are_gone() -> None:
    posts, kept = desk(3).posts, Rows()
    tabulate(posts, kept)
    before = len(kept)
    posts[0].gone |= {"deleted"}
    tabulate(posts, kept)
    assert len(kept) == before - 1


def test_rows_are_bounded() -> None:
    posts, kept = desk(3).posts, Rows(others=100)
    for begin in range(0, len(posts), 10):
        some = posts[begin : begin + 10]
        assert same(tabulate(some, kept), tabulate(some))
        assert len(kept) <= 100 + 3 * len(some)


def test_rows_that_are_kept_are_the_same_under_other_numbers() -> None:
    posts, kept = desk(3).posts, Rows()
    tabulate(posts, kept)
    before, left = kept.names, posts[100:200]
    kept.keep({post.number for post in left})
    assert len(kept) == len(left)
    assert set(kept.names) == {token for post in left for token in post.tokens} < set(before)
    assert same(tabulate(left, kept), tabulate(left))
    assert same(tabulate(posts, kept), tabulate(posts))


def test_tokens_are_numbered_anew_only_once_there_are_twice_as_many() -> None:
    posts, kept = desk(3).posts, Rows()
    most = 0
    for begin in range(0, len(posts), 20):
        some = posts[begin : begin + 20]
        assert same(tabulate(some, kept), tabulate(some))
        before = len(kept.names)
        kept.keep({post.number for post in some})
        said = {token for post in some for token in post.tokens}
        assert said <= set(kept.names)
        assert len(kept.names) in (before, len(said))
        most = max(most, 2 * len(said))
        assert len(kept.names) <= most
