"""How texts are cut into lexemes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.text.scan import scan

PIECES = ["l'IA", "4o", "#GPT4o", "gagne", "2-0", "https://a.fr/b", "$NVDA", "GPT-4", "www.a.fr"]
APART = [
    " ",
    "\n",
    "  ",
    " ... ",
    " (",
    ") ",
    " _ ",
    " “",
    "” ",
    " - ",
    " ' ",
    " — ",
    " " + "!" * 99,
]


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(APART))))
def test_what_stands_between_lexemes_changes_none(said: list[tuple[str, str]]) -> None:
    text = "".join(" " + piece + " " + apart for piece, apart in said)
    assert scan(text) == [piece for piece, _ in said]


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(st.characters(max_codepoint=0x7F)))
def test_a_text_of_plain_letters_is_cut_as_among_others(text: str) -> None:
    assert scan(text + " é") == [*scan(text), "é"]


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text())
def test_no_lexeme_reaches_over_a_blank(text: str) -> None:
    assert scan(text) == [lexeme for word in text.split() for lexeme in scan(word)]


@pytest.mark.parametrize("mark", ["!", "_", "$", "#", "'", "…", "-", "a-", "1.", "http://", "😀"])
def test_a_long_row_of_marks_is_cut_like_its_parts(mark: str) -> None:
    assert scan(mark * 100_000 + " end")[-1] == "end"
