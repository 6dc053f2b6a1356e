"""Laws of admission: which desks a post belongs to."""

import pytest

from schemas.editions import Desk, Match
from schemas.records import Author, PostCreated
from streams.core.shard.admission import Admission, Candidate

PLACE = {"source": "bluesky", "id": "1", "event_time": 0, "at": 0, "intake": "x", "number": 0}


def post(text, **fields):
    author = fields.pop("author", Author(id="did:ana", handle="Ana.Example"))
    body = {**PLACE, "post": "1", "root": "1", "author": author, "text": text}
    return Candidate(PostCreated(**{**body, **fields}), text)


def admitted(match, text, **fields):
    return bool(Admission([Desk(name="d", any=(match,))]).desks(post(text, **fields)))


@pytest.mark.parametrize(
    ("word", "text", "fits"),
    [
        ("ai", "AI is here", True),
        ("AI", "an ai.", True),
        ("ai", "#ai", True),
        ("ai", "rain and hail", False),
        ("ai", "l’ai, l'AI", True),
        ("ia", "l'IA générative", True),
        ("ai", "生成AIは", True),
        ("人工知能", "新しい人工知能モデル", True),
        ("straße", "STRASSE", True),
        ("été", "e\u0301te\u0301 indien", True),
        ("open model", "An Open\n Model!", True),
        ("open model", "open models", False),
        ("open model", "reopen model", False),
        ("gpt-4", "GPT-4 wins", True),
        ("gpt-4", "GPT-40", False),
        ("c++", "I like C++.", True),
        ("c++", "vitamin c", False),
        ("o'reilly media", "at O'Reilly  Media", True),
        ("", "anything", False),
        ("  ", "anything", False),
    ],
)
def test_words_are_caseless_and_end_where_words_end(word: str, text: str, fits: bool) -> None:
    assert admitted(Match(words=(word,)), text) is fits


@pytest.mark.parametrize(
    ("text", "tags", "fits"),
    [
        ("see #GenAI", (), True),
        ("nothing", ("genAI",), True),
        ("nothing", ("#GENAI",), True),
        ("genai in words", (), False),
        ("#genaiart", (), False),
    ],
)
def test_hashtags_are_caseless_told_or_in_the_text(
    text: str, tags: tuple[str, ...], fits: bool
) -> None:
    assert admitted(Match(hashtags=("genai",)), text, tags=tags) is fits
    assert admitted(Match(hashtags=("#GenAI",)), text, tags=tags) is fits


def test_authors_are_known_by_id_or_handle() -> None:
    assert admitted(Match(authors=("did:ana",)), "x")
    assert admitted(Match(authors=("@ana.example",)), "x")
    assert not admitted(Match(authors=("ana",)), "x")


def test_languages_and_sources_fit_exactly() -> None:
    french = "Le modèle ouvert de Nantes lit les cartes de nos grands-mères"
    assert admitted(Match(languages=("fr",)), french, lang="fr-CA")
    assert not admitted(Match(languages=("en",)), french, lang="fr")
    assert admitted(Match(sources=("bluesky",)), "x")
    assert not admitted(Match(sources=("mastodon",)), "x")


def test_a_condition_fits_when_any_value_fits_and_none_when_it_has_none() -> None:
    assert admitted(Match(words=("cat", "dog"), sources=("mastodon",)), "a dog")
    assert not admitted(Match(), "a dog")


def test_every_all_one_any_and_no_none() -> None:
    cat, dog, spam = (Match(words=(word,)) for word in ("cat", "dog", "spam"))
    rules = Admission([Desk(name="pets", all=(cat,), any=(dog, cat), none=(spam,))])
    assert rules.desks(post("a cat")) == ("pets",)
    assert rules.desks(post("a dog")) == ()
    assert rules.desks(post("cat spam")) == ()


def test_a_desk_without_conditions_admits_everything_and_desks_keep_their_order() -> None:
    rules = Admission(
        [Desk(name="z"), Desk(name="a", any=(Match(words=("cat",)),)), Desk(name="m")]
    )
    assert rules.desks(post("cat")) == ("z", "a", "m")
    assert rules.desks(post("dog")) == ("z", "m")
