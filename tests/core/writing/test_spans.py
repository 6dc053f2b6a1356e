"""Spans: whole sentences, word for word, without what leads and trails."""

import pytest

from streams.core.writing.spans import runs, sentences


def cut(text: str) -> list[str]:
    return [piece.words for line in sentences(text) for piece in line]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oui. Non ! Peut-être ?", ["Oui.", "Non !", "Peut-être ?"]),
        ("Mme Roy et M. Paul votent. Le Dr. Li aussi.",
         ["Mme Roy et M. Paul votent.", "Le Dr. Li aussi."]),
        ("It costs 3.5 million. Wow", ["It costs 3.5 million.", "Wow"]),
        ("RT @ada: Les puces manquent #IA #tech", ["Les puces manquent"]),
        ("On parle encore de #IA", ["On parle encore de #IA"]),
        ("#IA est partout", ["#IA est partout"]),
        ("#IA Les puces manquent", ["Les puces manquent"]),
        ("👉 Lisez ceci https://a.example 🙌", ["Lisez ceci"]),
        ("Première ligne\nDeuxième ligne", ["Première ligne", "Deuxième ligne"]),
        ("« Nous votons. » Et vous ?", ["« Nous votons. »", "Et vous ?"]),
        ("#a #b https://c.example", []),
        ("...", []),
    ],
)  # fmt: skip
def test_sentences_are_cut_where_a_reader_cuts_them(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_sentence_that_is_cut_off_is_none() -> None:
    long = "Je pense que oui. " * 40
    assert set(cut(long)) == {"Je pense que oui."}
    assert not sentences("Les fans sont furieux car la chaîne a igno…")[0][0].whole


def test_a_run_is_a_contiguous_piece_of_one_line() -> None:
    text = "Un deux. Trois quatre.\nCinq six."
    found = runs(text, 1, 30)
    assert [piece.words for piece in found] == [
        "Un deux.",
        "Un deux. Trois quatre.",
        "Trois quatre.",
        "Cinq six.",
    ]
    assert all(text[piece.start : piece.end] == piece.words for piece in found)


def test_a_sentence_that_leans_on_another_hangs_unless_it_opens_the_post() -> None:
    first, second = sentences("Cela change tout. Cela ne change rien.")[0]
    assert (first.hanging, second.hanging) == (False, True)


def test_a_sentence_closes_with_its_mark() -> None:
    closed, left_open = sentences("Cela change tout. Rien ne bouge")[0]
    assert (closed.ended, left_open.ended) == (True, False)
