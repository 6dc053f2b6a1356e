"""What a story is called."""

from itertools import permutations

import pytest

from streams.core.stories.readable import readable
from streams.core.stories.spans import spans
from streams.core.stories.terms import terms
from streams.core.stories.titles import title
from tests.core.stories.desks import START, write

TOKENS = (("offside", 3.0), ("goal", 2.0), ("var", 2.0), ("ceremony", 1.0))


def named(*texts: str, language: str | None = None) -> str:
    core = [write(i, text, START) for i, text in enumerate(texts)]
    found = title(core, TOKENS, language)
    return found.text if found else ""


def test_a_title_is_a_verbatim_span_of_a_post_of_the_core() -> None:
    core = [
        write(1, "RT @ada: VAR rules out Ecuador's goal for offside! #cup https://t.co/x", START)
    ]
    found = title(core, TOKENS)
    assert found is not None
    assert core[0].text[found.start : found.end] == found.text
    assert (found.post, found.revision) == (core[0].id, core[0].revision)
    assert found.text == "VAR rules out Ecuador's goal for offside"


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ("GOAL OFFSIDE VAR WHAT A SHAMBLES", "VAR calls the first goal offside again"),
        ("lol i think that goal is offside", "Referee rules the opening goal offside"),
        ("Goal was ruled offside by the", "Goal was ruled offside by the referee"),
        ("The weather is nice in the south of France", "The goal was offside says the referee"),
    ],
)
def test_a_title_reads_as_a_headline_about_the_story(worse: str, better: str) -> None:
    assert named(worse, better) == better
    assert named(better, worse) == better


def test_no_title_ends_on_a_function_word_or_is_two_words() -> None:
    assert named("The goal was ruled out by the") == ""
    assert named("Offside goal") == ""


def test_a_title_is_in_the_readers_language_where_one_is() -> None:
    french = write(0, "Le but de l'Équateur est refusé pour hors-jeu var", START)
    french.lang = "fr"
    english = write(1, "VAR rules the goal of Ecuador offside today", START)
    for language, text in (("fr", french.text), ("en", english.text)):
        found = title([french, english], TOKENS, language)
        assert found is not None
        assert found.text == text


def test_of_spellings_of_one_title_the_first_posted_stays_whatever_the_order() -> None:
    core = [
        write(i, f"VAR calls the opening goal offside {word} the {place} today", START + i)
        for i, (word, place) in enumerate((("in", "stadium"), ("at", "arena"), ("in", "arena")))
    ]
    found = {title(order, TOKENS) for order in permutations(core)}
    assert [t.post for t in found if t] == [core[0].id]


def test_what_most_of_the_core_says_goes_before_what_one_post_says() -> None:
    core = [write(0, "VAR spots one offside goal by a left toenail of Valencia", START)]
    core += [write(i, f"Referee rules the goal offside by VAR {w}", START + i) for i, w in OTHERS]
    found = title(core, TOKENS)
    assert found is not None
    assert found.text.startswith("Referee rules the goal offside")


OTHERS = ((1, "again"), (2, "tonight"), (3, "at last"))


def test_an_empty_core_has_no_title() -> None:
    assert title([], TOKENS) is None


@pytest.mark.parametrize(
    "text",
    [
        "RT @ada: The goal is offside, they say #one #two https://t.co/abc",
        "🔴 The goal is offside (they say",
        "@ada @bob “The goal is offside” says VAR…\nhttps://example.org/x",
        "#cup The goal is offside | #more",
    ],
)
def test_spans_are_clean_at_both_ends(text: str) -> None:
    found = [text[s.start : s.end] for s in spans(text)]
    assert found
    for piece in found:
        assert piece == piece.strip(" #@\n:|🔴,")
        assert "http" not in piece
        assert not piece.startswith(("RT", "@"))


def test_shouting_and_chatter_read_worse() -> None:
    def shape(text: str) -> float:
        span = spans(text)[0]
        return readable(text[span.start : span.end], span.words, span.spelled)

    plain = shape("Referee rules the goal of the host offside")
    assert shape("REFEREE RULES THE GOAL OF THE HOST OFFSIDE") < plain
    assert shape("Omg lol the goal of the host is offside") < plain


def test_terms_are_spelled_as_people_spell_them() -> None:
    core = [
        write(i, "The opening ceremony: VAR calls the goal offside today", START) for i in range(3)
    ]
    assert terms(core, TOKENS) == ("offside", "goal", "VAR", "ceremony")


@pytest.mark.parametrize("unit", ["@a.", ".", " ", "#a ", "@", "a,b, ", "(", "_", "RT ", "- "])
def test_no_text_makes_the_search_for_titles_run_away(unit: str) -> None:
    assert all(s.end <= 1_000 for s in spans(unit * 20_000))
