"""Laws of settings: every fault at once, with its line; secrets never shown."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from streams.editions import parse_editions, shipped
from streams.settings import SettingsError, read_process, setting_fields

GOOD = """
[[desks]]
name = "ai"

[[editions]]
name = "ai-paris-fr"
desk = "ai"
zone = "Europe/Paris"
language = "fr"
"""
BAD = """\
colour = "red"
[[desks]]
name = "AI desk"
speed = 1
[[desks.any]]
words = "one"
[[desks]]
name = "b"
[[desks]]
name = "b"
[[desks.none]]

[[editions]]
name = "b"
desk = "nope"
zone = "Paris"
language = "de"
close = "23:50"
grace = -1
[[editions]]
name = "c"
"""


def test_every_fault_is_told_with_its_line_and_key() -> None:
    with pytest.raises(SettingsError) as caught:
        parse_editions(BAD, "x.toml")
    told = {(fault.line, fault.key) for fault in caught.value.faults}
    assert told >= {
        (1, "colour"),
        (3, "name"),
        (4, "speed"),
        (6, "words"),
        (10, "name"),
        (15, "desk"),
        (16, "zone"),
        (17, "language"),
        (18, "close"),
        (19, "grace"),
        (20, "zone"),
    }
    assert "x.toml:18: close: expected local time on the quarter hour" in str(caught.value)


def test_a_desk_that_is_missing_is_told_with_those_there_are() -> None:
    text = GOOD.replace('desk = "ai"', 'desk = "sport"')
    with pytest.raises(
        SettingsError, match=r":7: desk: expected one of the desks: ai, got 'sport'"
    ):
        parse_editions(text, "x.toml")


def test_a_broken_file_is_told_with_the_line_of_the_break() -> None:
    with pytest.raises(SettingsError) as caught:
        parse_editions(GOOD + 'close = "24:00\n', "x.toml")
    assert [(fault.line, fault.key) for fault in caught.value.faults] == [(10, "syntax")]


@pytest.mark.parametrize("name", ["editions", "everything"])
def test_what_is_shipped_is_good(name: str) -> None:
    found = shipped(name)
    assert {edition.language for edition in found.editions} == {"fr", "en"}
    assert all(edition.motto and edition.signature for edition in found.editions)


@examples(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=200), st.integers(0, len(GOOD)))
def test_no_text_breaks_the_reader(text: str, place: int) -> None:
    with suppress(SettingsError):
        parse_editions(GOOD[:place] + text + GOOD[place:], "x.toml")


def test_options_come_before_the_environment() -> None:
    given_ = {"BOUCLAGE_PREFIX": "one."}
    assert read_process(given_).prefix == "one."
    assert read_process(given_, prefix="two.").prefix == "two."


def test_the_log_lies_in_the_state_folder_of_the_user() -> None:
    found = read_process({"XDG_STATE_HOME": "/state"})
    assert found.broker == "sqlite:////state/bouclage/log.db"
    assert found.embedded


def test_all_bad_settings_are_told_at_once() -> None:
    given_ = {"BOUCLAGE_BROKER": "http://x", "BOUCLAGE_INTAKE": "a b", "BOUCLAGE_COLOUR": "red"}
    with pytest.raises(SettingsError) as caught:
        read_process(given_)
    assert {fault.key for fault in caught.value.faults} == set(given_)


def test_settings_of_tests_are_nobodys_fault() -> None:
    read_process({"BOUCLAGE_TEST_KAFKA": "x"})


def test_no_secret_is_ever_shown() -> None:
    found = read_process({"BOUCLAGE_KAFKA_PASSWORD": "hunter2"})
    assert found.security["password"] == "hunter2"
    assert "hunter2" not in repr(found)
    with pytest.raises(SettingsError) as caught:
        read_process({"BOUCLAGE_BROKER": "kafka://me:hunter2@host"})
    assert "hunter2" not in str(caught.value)


def test_the_settings_page_has_every_setting_with_its_default() -> None:
    page = (Path(__file__).parents[1] / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = {
        cells[1].strip(" `"): cells
        for line in page.splitlines()
        if line.startswith("| `BOUCLAGE_") and (cells := line.split("|"))
    }
    assert set(rows) == {each.metadata["env"] for each in setting_fields()}
    for each in setting_fields():
        assert each.metadata["doc"] in rows[each.metadata["env"]][3]
