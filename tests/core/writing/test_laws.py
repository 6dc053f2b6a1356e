"""Laws 8 and 9 on odd pages: nothing without a source, nothing of a gone post."""

import random
from dataclasses import replace
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.codec import encode
from streams.core.post import Post
from streams.core.writing import Page, amend, check, write
from streams.outlets.page import markdown, plain
from tests.core.writing.making import words_of
from tests.core.writing.odd import pages

WINDOW = 20
cases = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
Odd = tuple[Page, dict[str, Post]]


@cases
@given(pages())
def test_law_8_no_sentence_without_a_source(made: Odd) -> None:
    odd, live = made
    digest = write(odd)
    assert check(digest, live) == []
    assert len(digest.stories) <= odd.edition.stories
    assert encode(write(odd)) == encode(digest)


@cases
@given(pages(), st.integers(0, 2**32))
def test_law_9_a_deletion_reaches_the_page(made: Odd, seed: int) -> None:
    odd, live = made
    digest = write(odd)
    dice = random.Random(seed)
    gone = {post: dice.choice(("deleted", "withheld")) for post in live if dice.random() < 0.4}
    amended = amend(digest, gone=gone, posts=live, at=odd.as_of + 1)
    named = set(gone) & set(words_of(msgspec.to_builtins(digest)))
    if amended is None:
        assert not named
        return
    after, correction = amended
    assert set(correction.posts) == named
    left = {post: one for post, one in live.items() if post not in gone}
    assert check(after, left) == []
    assert_forgotten(after, [live[post] for post in gone], list(left.values()))
    assert_forgotten(replace_posts(correction), [live[p] for p in gone], list(left.values()))


@cases
@given(pages())
def test_what_no_gone_post_supports_stays_as_it_was(made: Odd) -> None:
    odd, live = made
    digest = write(odd)
    for post in list(live)[:3]:
        amended = amend(digest, gone={post: "deleted"}, posts=live, at=odd.as_of + 1)
        if amended is None:
            continue
        after, correction = amended
        assert after.coverage == digest.coverage
        assert after.revision == digest.revision + 1
        kept = {story.story: story for story in after.stories}
        for story in digest.stories:
            if post not in words_of(msgspec.to_builtins(story)) and story.rank == 1:
                assert kept[story.story] == story
        assert correction.sentences or any(
            cited.post == post for story in digest.stories for cited in story.sources
        )


@cases
@given(pages(), st.integers(20, 120))
def test_any_digest_can_be_shown(made: Odd, width: int) -> None:
    digest = write(made[0])
    assert all(len(line) <= width or " " not in line for line in plain(digest, width).split("\n"))
    assert "<script" not in markdown(digest).replace("&lt;", "")


def assert_forgotten(value: Any, gone: list[Post], stay: list[Post]) -> None:
    """No id of a gone post, and no twenty characters of its text, unless a live post says them."""
    said = "\0".join(words_of(msgspec.to_builtins(value)))
    living = "\0".join(post.text for post in stay)
    for post in gone:
        assert post.id not in said.split("\0")
        for i in range(len(post.text) - WINDOW + 1):
            window = post.text[i : i + WINDOW]
            assert window not in said or window in living


def replace_posts(correction: Any) -> Any:
    """The correction without the ids that it is there to name."""
    return msgspec.structs.replace(correction, posts=())


def test_a_page_is_not_changed_by_writing_it() -> None:
    from tests.core.writing.making import golden_day, page

    cards, posts = golden_day()
    before = {post.id: (post.text, post.counters, sorted(post.gone)) for post in posts.values()}
    made = page(cards)
    write(made)
    assert made == replace(made)
    assert before == {p.id: (p.text, p.counters, sorted(p.gone)) for p in posts.values()}
