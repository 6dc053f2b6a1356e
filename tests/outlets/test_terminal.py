"""Laws of the terminal: what strangers wrote steers nothing, and nobody is told twice."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from schemas.digests import Sentence
from streams.outlets.terminal import Watch, harmless, show
from tests.outlets.pages import digest


def console(*, terminal: bool = False) -> Console:
    return Console(file=io.StringIO(), force_terminal=terminal, width=100, highlight=False)


def printed(screen: Console) -> str:
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def headline(text: str) -> Sentence:
    return Sentence(text=text, kind="fact", support=())


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=60))
def test_no_control_of_a_stranger_reaches_the_screen(text: str) -> None:
    screen = console()
    with Watch(screen, 10) as watch:
        watch.changed(digest(headline=headline(text + "\x1b[2J\u202e")))
    show(screen, digest(headline=headline(text + "\x1b[2J\u202e")))
    assert not set(printed(screen)) & {"\x1b", "\u202e", "\x07", "\r"}


def test_markup_of_a_stranger_is_printed_as_it_stands() -> None:
    screen = console()
    with Watch(screen, 10) as watch:
        watch.changed(digest(headline=headline("[bold red]x[/] [link=http://evil]")))
    assert "[bold red]x[/] [link=http://evil]" in printed(screen)


def test_without_a_terminal_a_headline_is_told_once() -> None:
    screen = console()
    with Watch(screen, 100) as watch:
        for revision in range(5):
            watch.changed(digest(kind="rolling", revision=revision))
        for put in range(100):
            watch.moved(put, 1_773_705_600_000)
    lines = printed(screen).splitlines()
    assert len([line for line in lines if line.startswith("ai-utc-en")]) == 1
    assert len([line for line in lines if "records in the log" in line]) == 10


def test_a_terminal_shows_progress_and_the_open_page() -> None:
    screen = console(terminal=True)
    with Watch(screen, 100) as watch:
        watch.moved(40, 1_773_705_600_000)
        watch.changed(digest(kind="rolling", headline=headline("A headline")))
        watch._live.refresh()
    assert "40/100" in printed(screen)
    assert "A headline" in printed(screen)


def test_harmless_leaves_words_alone() -> None:
    assert harmless("Été à Nîmes, 20 °C, 日本") == "Été à Nîmes, 20 °C, 日本"
