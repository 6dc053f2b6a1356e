"""Typography, and the phrases that are set with it."""

import re

import pytest

from streams.core.writing import phrases_en, phrases_fr, uncounted_en, uncounted_fr
from streams.core.writing.figures import Figure
from streams.core.writing.likeness import alike
from streams.core.writing.slots import fill
from streams.core.writing.typography import Voice
from tests.core.writing.making import HOUR, MIDNIGHT

FR = Voice("fr", "Europe/Paris", "2026-03-12")
EN = Voice("en", "UTC", "2026-03-12")
THIN = "\u202f"
FRENCH = (phrases_fr.TEMPLATES, uncounted_fr.TEMPLATES)
ENGLISH = (phrases_en.TEMPLATES, uncounted_en.TEMPLATES)


def test_numbers_hours_and_dates_are_set_as_each_language_does() -> None:
    at = MIDNIGHT + 14 * HOUR + 300_000
    assert (FR.number(12_345), EN.number(12_345)) == (f"12{THIN}345", "12,345")
    assert (FR.time(at), EN.time(at)) == (f"14{THIN}h{THIN}05", "13:05")
    assert FR.time(MIDNIGHT + 9 * HOUR) == f"9{THIN}h"
    assert (FR.rank(1), FR.rank(2), EN.rank(11), EN.rank(22)) == ("1er", "2e", "11th", "22nd")
    assert FR.date("2026-03-01") == "dimanche 1er mars 2026"
    assert EN.date(at) == "Thursday 12 March 2026"
    assert (FR.of("Ada"), FR.of("@bob"), EN.of("Ada")) == ("d'Ada", "de @bob", "of Ada")


def test_an_hour_of_another_day_says_so() -> None:
    assert FR.time(MIDNIGHT - HOUR) == f"23{THIN}h (11 mars)"


def test_a_quotation_within_a_quotation_takes_other_marks() -> None:
    assert FR.quoted("oui") == f"«{THIN}oui{THIN}»"
    assert FR.quoted("le « oui »") == "“le « oui »”"
    assert EN.quoted("the “yes”") == "‘the “yes”’"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 message lu"), (1, "1 message lu"), (2, "2 messages lus")]
)
def test_french_agrees_with_its_figure(count: int, said: str) -> None:
    slots = {"n": Figure("coverage.read", count)}
    assert fill("{n|message lu|messages lus}", slots, FR).text == said


@pytest.mark.parametrize(("fr", "en"), zip(FRENCH, ENGLISH, strict=True))
def test_each_place_has_phrases_in_both_languages_with_the_same_slots(fr: dict, en: dict) -> None:
    slots = re.compile(r"\{(\w+)")
    assert fr.keys() == en.keys()
    for place, french in fr.items():
        known = {slot for t in french for slot in slots.findall(t)}
        english = {slot for t in en[place] for slot in slots.findall(t)}
        assert known - {"bare", "cited"} == english - {"bare", "cited"}, place


def test_french_phrases_have_no_breaking_blank_before_high_punctuation() -> None:
    for variants in (v for templates in FRENCH for v in templates.values()):
        assert not any(re.search(r" [;:!?»]|« ", template) for template in variants)


def test_no_phrase_boasts() -> None:
    boasts = re.compile(
        r"massi|historique|record|inédit|sans précédent|explos|domin|stunning|massive|unprecedented"
        r"|huge|historic|skyrocket|révolution",
        re.IGNORECASE,
    )
    for templates in (*FRENCH, *ENGLISH):
        assert not any(boasts.search(t) for variants in templates.values() for t in variants)


def test_likeness_is_symmetric_and_sees_near_copies() -> None:
    one, near, far = "Le Sénat vote la loi", "Le Sénat vote sa loi", "Un chat dort au soleil"
    assert alike(one, near)
    assert alike(near, one)
    assert not alike(one, far)
