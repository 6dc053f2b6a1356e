"""What `analyse` makes of posts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.text import MOST_TOKENS, Analysis, analyse
from streams.core.text.lexemes import Lexicon, lexeme
from streams.core.text.stops import stop_words

WORDS = [
    "Storms",
    "storms",
    "STORMS",
    "Storm",
    "the",
    "The",
    "THE",
    "ai",
    "AI",
    "Ai",
    "us",
    "US",
    "goals",
    "Goals",
    "OpenAI",
    "openai",
    "iPhone",
    "a",
    "A",
    "élections",
    "Élections",
    "l'IA",
    "IA",
    "ia",
    "L'ia",
    "Elections",
    "elections",
    "4o",
    "GPT-4",
    "gpt-4",
    "2-0",
    "$NVDA",
    "don't",
]


def tokens(text: str, lang: str | None = "en") -> tuple[str, ...]:
    return analyse(text, lang).tokens


def test_french_elision_leaves_the_word() -> None:
    assert tokens("L'IA, l’IA et qu'OpenAI", "fr") == ("ia", "openai")


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("AI is here", "ai"),
        ("GPT 4o is out", "4o"),
        ("They won 2-0", "2-0"),
        ("They won 2–0", "2-0"),
        ("VAR again", "var"),
        ("WHO warns of flu", "who"),
        ("$NVDA falls", "$nvda"),
        ("what a goal 🇪🇨", "🇪🇨"),
        ("GPT-4 passes", "gpt-4"),
        ("the ＶＡＲ room", "var"),
    ],
)
def test_what_matters_is_a_token(text: str, token: str) -> None:
    assert token in tokens(text)


def test_hashtags_say_their_words_and_themselves() -> None:
    assert tokens("#FIFAWorldCup") == ("fifa", "world", "cup", "fifaworldcup")
    assert tokens("#goals") == tokens("goals")


def test_links_say_their_host_and_slug_and_shortened_links_nothing() -> None:
    assert tokens("https://www.example.org/2024/05/storm-hits-coast.html") == (
        "example.org",
        *tokens("storm hits coast"),
    )
    assert tokens("https://t.co/a1B2") == tokens("@someone hi, https://bit.ly/x") == ()


def test_stop_words_are_those_of_the_language() -> None:
    assert tokens("the cat and the dog") == ("cat", "dog")
    assert tokens("le chat et le chien", "fr") == ("chat", "chien")


def test_a_row_of_chosen_words_keeps_them_all() -> None:
    assert tokens("Big year: Valencia scores, goal, Ecuador wins, Qatar loses") == (
        *("big", "year", "valencia", "scores"),
        *("goal", "ecuador", "wins", "qatar", "loses"),
    )


def test_words_stay_whole() -> None:
    assert tokens("the news of it") == ("news",)
    assert tokens("les élections et la mairie", "fr") == ("élections", "mairie")


def test_writing_without_blanks_is_read_in_pairs() -> None:
    assert tokens("人工智能", "zh") == ("人工", "工智", "智能")
    assert "ラーメン" in tokens("ラーメンを食べた", "ja")
    assert tokens("ปัญญา", "th")[0] == "ปั"


def test_a_retweet_reads_as_its_original() -> None:
    assert analyse("RT @ada: Storm hits the coast", "en") == analyse("Storm hits the coast", "en")


def test_what_cannot_be_seen_changes_nothing() -> None:
    assert tokens("st\u200borm\u202e hi\u00adts") == tokens("storm hits")


def test_entities_are_characters() -> None:
    assert tokens("rock &amp; roll") == tokens("rock & roll")


def test_tokens_are_distinct_in_order_and_bounded() -> None:
    assert tokens("storm coast storm") == ("storm", "coast")
    assert len(tokens(" ".join(f"word{n}" for n in range(1_000)))) == MOST_TOKENS


@pytest.mark.parametrize(
    "text", ["", " ", "\ud800", "\x00", "#", "$", "@", "…", "'", "-", "#_", "＃"]
)
def test_any_text_has_an_analysis(text: str) -> None:
    found = analyse(text)
    assert isinstance(found, Analysis)
    assert len(found.voice) == 16


def test_the_network_is_believed_when_it_names_a_language() -> None:
    assert analyse("bonjour", "en-GB").lang == "en"
    assert analyse("bonjour tout le monde, comment allez-vous", "und").lang == "fr"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The president will speak to the nation tonight", "en"),
        ("Le président parlera ce soir à la nation", "fr"),
        ("Der Präsident spricht heute Abend zur Nation", "de"),
        ("El presidente hablará esta noche a la nación", "es"),
        ("Il presidente parlerà stasera alla nazione", "it"),
        ("大統領は今夜国民に向けて演説する", "ja"),
        ("😂😂😂", ""),
    ],
)
def test_an_untold_language_is_identified(text: str, lang: str) -> None:
    assert analyse(text).lang == lang


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(WORDS), unique=True))
def test_what_was_read_before_changes_nothing(words: list[str]) -> None:
    for lang in ("en", "fr"):
        stops = stop_words(lang)
        lexicon = Lexicon(stops)
        assert [lexicon[word] for word in words] == [lexeme(word, stops) for word in words]


def test_the_words_of_a_hashtag_are_words_in_any_writing() -> None:
    assert tokens("#StormsAndVAR") == (*tokens("storms and var"), "stormsandvar")
