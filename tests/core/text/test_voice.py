"""Which posts are one voice."""

import pytest

from streams.core.text import analyse

STORM = "Storm hits the coast, thousands without power"


@pytest.mark.parametrize(
    "copy",
    [
        STORM + " https://example.org/a",
        STORM + " http://t.co/zzz",
        "@ada @bob " + STORM,
        STORM + " #storm #coast",
        "RT @ada: " + STORM,
        STORM.upper() + "!!!",
        STORM + " 😱😱",
        STORM.replace("coast", "co\u200bast"),
    ],
)
def test_copies_with_another_link_tag_or_mention_are_one_voice(copy: str) -> None:
    assert analyse(copy, "en").voice == analyse(STORM, "en").voice


@pytest.mark.parametrize("other", [STORM + " again", STORM.replace("thousands", "5,000"), "Storm"])
def test_other_words_are_another_voice(other: str) -> None:
    assert analyse(other, "en").voice != analyse(STORM, "en").voice


def test_a_voice_does_not_depend_on_the_language() -> None:
    assert analyse(STORM, "en").voice == analyse(STORM, "fr").voice


def test_posts_of_two_words_are_one_voice_only_when_equal() -> None:
    assert analyse("What a goal", "en").voice == analyse("What a goal #x", "en").voice
    assert analyse("Goal now #x", "en").voice != analyse("Goal now #y", "en").voice
    assert analyse("Goal  NOW", "en").voice == analyse("goal now", "en").voice


def test_the_order_of_the_words_is_part_of_the_voice() -> None:
    assert analyse("man bites dog", "en").voice != analyse("dog bites man", "en").voice
