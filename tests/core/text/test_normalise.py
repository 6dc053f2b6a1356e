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
