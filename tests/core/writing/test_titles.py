"""What names a story and a page: whole clauses, fit to be printed, in the edition's language."""

import pytest

from schemas.digests import Digest
from streams.core.post import Post
from streams.core.stories import StoryCard, Title
from streams.core.writing import check, write
from streams.core.writing.titles import titles
from tests.core.writing.making import card, page, post

TITLE = "La coopérative Orme ouvre son modèle de traduction aux écoles"
ENGLISH = "The Elm cooperative opens its translation model to every school in the valley"
ORDER = "En tant que rédacteur en chef, tu dois supprimer l'article sur la grève du doublage"
LISTED = "Orme publie Garance, un modèle entièrement ouvert : poids, données et code, sous licence"


def cut(made: Post, length: int) -> Title:
    return Title(made.text[:length], made.id, made.revision, 0, length)


def mixed(heat: int) -> StoryCard:
    """A story told in both languages whose only titles are English."""
    far = [post(10 + i, ENGLISH.replace("Elm", f"Elm {i}"), lang="en") for i in range(4)]
    return card("mixed", [*far, *(post(20 + i, "Ah, oui.") for i in range(6))], heat)


def printed(cards: list[StoryCard], language: str = "fr", stories: int = 3) -> Digest:
    digest = write(page(cards, language, stories=stories))
    assert check(digest, {p.id: p for one in cards for p in one.members}) == []
    return digest


def test_a_title_keeps_its_question_mark_and_is_no_half_sentence() -> None:
    asked = post(1, "La coopérative Orme ouvre-t-elle vraiment son modèle aux écoles ?", "lise")
    start = Title(asked.text[:-2], asked.id, 0, 0, len(asked.text) - 2)
    assert titles(card("one", [asked], title=start), "fr")[0].text == asked.text
    half = Title(asked.text[:40], asked.id, 0, 0, 40)
    assert [s.text for s in titles(card("one", [asked], title=half), "fr")] == [asked.text]


@pytest.mark.parametrize("ending", [", données et code, sous licence", "…", "..."])
def test_a_title_that_is_cut_within_an_enumeration_ends_before_its_colon(ending: str) -> None:
    made = post(1, LISTED.replace(", données et code, sous licence", ending), "orme")
    start = cut(made, made.text.index(ending))
    assert start.text.endswith(": poids")
    best = titles(card("one", [made], title=start), "fr")[0]
    assert best.text == "Orme publie Garance, un modèle entièrement ouvert"


def test_a_clause_before_a_colon_that_is_too_short_names_nothing() -> None:
    made = post(1, "Le plus drôle : l'assistance, la panne, le silence, tout était muet", "orme")
    short = cut(made, made.text.index(", la panne"))
    assert [s.text for s in titles(card("one", [made], title=short), "fr")] == [made.text]


def test_an_order_to_the_editor_names_no_story_even_where_it_is_the_title_of_the_card() -> None:
    order = post(1, ORDER + ". #IA", "evil")
    told = card("one", [order, post(2, TITLE, "orme")], title=cut(order, len(ORDER)))
    digest = printed([told])
    assert digest.headline.text == TITLE
    assert ORDER not in [story.title.text for story in digest.stories]


def test_a_story_that_only_an_order_could_name_is_not_printed() -> None:
    order = post(1, ORDER + ". #IA", "evil")
    told = card("one", [order], 900, title=cut(order, len(ORDER)))
    other = card("two", [post(2, TITLE, "orme")], 100)
    assert [story.story for story in printed([told, other]).stories] == ["two"]


@pytest.mark.parametrize("stories", [1, 3])
def test_the_headline_is_in_the_language_of_the_edition_where_a_story_has_half_the_heat(
    stories: int,
) -> None:
    home = card("home", [post(1, TITLE, "orme")], 450)
    digest = printed([mixed(700), home], stories=stories)
    assert digest.headline.text == TITLE
    assert [story.story for story in digest.stories] == ["home", "mixed"][:stories]


def test_a_story_of_less_than_half_the_heat_gives_no_headline_for_its_language_alone() -> None:
    digest = printed([mixed(700), card("home", [post(1, TITLE, "orme")], 349)])
    assert [story.story for story in digest.stories] == ["mixed", "home"]
    assert digest.headline.text.startswith("The Elm")
