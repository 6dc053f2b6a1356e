"""Where nobody knows who wrote, a page counts no authors, and where all is known it still does."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from schemas.digests import Digest
from streams.core.post import Post
from streams.core.stories import StoryCard
from streams.core.writing import amend, check, phrases_en, phrases_fr, write
from streams.core.writing import uncounted_en as en
from streams.core.writing import uncounted_fr as fr
from streams.core.writing.checking import places
from streams.outlets.page import markdown, plain
from tests.core.writing.making import COVERAGE, golden_day, page

COUNTED = re.compile(r"\b(?:auteur|author|voix|voice|people|personne)", re.IGNORECASE)
"""Words that tell people apart or count them."""
QUOTED = re.compile(r"«[^»]*»|“[^”]*”")
FIGURED = re.compile(r"\b(?:authors|voices)\b")
UNKNOWN = msgspec.structs.replace(COVERAGE, authors=None)
STATUSES: tuple[Any, ...] = (("new", 1), ("continuing", 2), ("returning", 3))


def unsigned(card: StoryCard) -> StoryCard:
    """The story as told by nobody knows whom."""
    told = [replace(p, author="", handle="", name="", gone=p.gone) for p in card.core]
    return replace(card, authors=None, core=tuple(told), members=tuple(told))


def known(cards: Sequence[StoryCard]) -> dict[str, Post]:
    return {post.id: post for card in cards for post in card.members}


def pages(language: str, count: int, kind: str) -> list[tuple[Digest, dict[str, Post]]]:
    """Twenty days of unsigned stories, so that every phrase has its turn."""
    cards = [unsigned(card) for card in golden_day()[0]][:count]
    made = []
    for day in range(20):
        status = STATUSES[day % 3]
        sudden = [replace(c, peak_at=c.first_seen) for c in cards] if day % 2 else cards
        told = page(sudden, language, kind=kind, coverage=UNKNOWN, statuses=[status] * len(cards))
        made.append((write(replace(told, day=f"2026-03-{day + 1:02}")), known(cards)))
    return made


@pytest.mark.parametrize("kind", ["final", "rolling"])
@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_never_counts_authors_that_nobody_knows(
    language: str, count: int, kind: str
) -> None:
    for digest, posts in pages(language, count, kind):
        assert check(digest, posts) == []
        assert len(digest.stories) == count
        for place, sentence in places(digest):
            ours = "" if sentence.kind == "quote" else QUOTED.sub("", sentence.text)
            assert not COUNTED.search(ours), place
            assert not any(".authors" in s.figure for s in sentence.support), place
        for shown in (markdown(digest), plain(digest)):
            assert not re.search(r"\d (?:auteur|author)", shown.replace("\n", " "))
            nobody = "auteurs non comptés" if language == "fr" else "authors not counted"
            assert nobody in shown.replace("\n", " ")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_unsigned_post_takes_the_count_of_its_own_story_alone(language: str) -> None:
    first, *rest = golden_day()[0]
    cards = [unsigned(first), *rest]
    digest = write(page(cards, language, coverage=UNKNOWN))
    assert check(digest, known(cards)) == []
    openings = {s.story: s.paragraphs[0][0] for s in digest.stories}
    for card in cards:
        counts = any(".authors" in s.figure for s in openings[card.story].support)
        assert counts == (card.authors is not None)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_one_is_another_where_an_author_is_unknown(language: str) -> None:
    cards = [replace(card, authors=None) for card in golden_day()[0]]
    another = re.compile(r"voix|voice|De son côté|For their part|pour sa part|meanwhile")
    for day in range(1, 20):
        told = write(replace(page(cards, language), day=f"2026-03-{day:02}"))
        ours = [QUOTED.sub("", s.text) for _, s in places(told) if s.kind == "fact"]
        assert not any(map(another.search, ours))


def test_a_quote_of_an_unknown_author_says_that_nobody_is_known() -> None:
    (digest, _), *_ = pages("fr", 1, "final")
    quote = digest.stories[0].quote
    assert quote is not None
    assert (quote.author, quote.name, quote.handle) == ("", "", "")
    assert "auteur inconnu (" in markdown(digest)


def test_an_amended_page_counts_nobody_either() -> None:
    (digest, posts), *_ = pages("fr", 3, "final")
    cited = {s.post for s in (*digest.headline.support, *digest.stories[1].title.support)}
    amended = amend(digest, gone=dict.fromkeys(cited, "deleted"), posts=posts, at=digest.as_of)
    assert amended is not None
    left = {post: one for post, one in posts.items() if post not in cited}
    assert check(amended[0], left) == []
    assert not any(".authors" in s.figure for _, told in places(amended[0]) for s in told.support)


def test_the_check_finds_a_count_of_unknown_authors() -> None:
    cards = golden_day()[0]
    digest = write(page(cards))
    posts = known(cards)
    first = digest.stories[0].sources[0].post
    posts[first] = replace(posts[first], author="")
    assert any("nobody knows who wrote" in fault for fault in check(digest, posts))


def test_every_place_that_counts_authors_has_phrases_that_do_not() -> None:
    for counted, without in (
        (phrases_fr.TEMPLATES, fr.TEMPLATES),
        (phrases_en.TEMPLATES, en.TEMPLATES),
    ):
        told = {key for key, phrases in counted.items() if FIGURED.search(" ".join(phrases))}
        assert told <= without.keys() <= counted.keys()
        assert not any(COUNTED.search(p) or FIGURED.search(p) for v in without.values() for p in v)
