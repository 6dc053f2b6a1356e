"""The printable text of a post."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.text import visible


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\u202eb\u2066c", "abc"),
        ("a\u200bb\ufeff", "ab"),
        ("e\u0301", "é"),
        ("one\r\ntwo\r\rthree", "one\ntwo\nthree"),
        ("  a \t b  ", "a b"),
        ("\u200b\u2060", ""),
        ("ﬁ", "ﬁ"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("कर\u0947", "करे"),
    ],
)
def test_only_what_can_be_seen_is_printed(text: str, seen: str) -> None:
    assert visible(text) == seen


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text())
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(st.characters() | st.sampled_from(" \n\r\u00a0\u00ad\u0301\u200d\u3099e👩é")))
def test_what_cannot_be_seen_changes_nothing(text: str) -> None:
    assert visible(text + "\u2060") == visible(text)


def test_no_character_is_seen_otherwise_beside_what_cannot_be_seen() -> None:
    for code in range(0x2_0000):
        text = f"e{chr(code)}か{chr(code)}  {chr(code)}\n"
        assert visible(text + "\u2060") == visible(text), hex(code)
