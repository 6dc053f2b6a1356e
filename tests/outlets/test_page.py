"""The page of a digest: complete, in order, and inert whatever strangers wrote."""

import msgspec
import pytest
from markdown_it import MarkdownIt

from schemas.digests import Digest
from streams.core.writing import write
from streams.outlets.page import markdown, plain
from tests.core.writing.making import card, golden_day, page, post

EVIL = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "![x](https://evil.example/p.png)",
    "<https://evil.example>",
    "https://evil.example/?a=1",
    "www.evil.example",
    "# title\n## title\n---\n> quote\n- item\n1. item\n```\ncode\n```",
    "a | b\n---|---\n1 | 2",
    "**bold** _em_ ~~del~~ `code` $x$ ^sup^",
    "&lt;b&gt; &#60;b&#62; &amp;",
    "[ref]: https://evil.example\n\n[ref]",
    "\x1b[31mred\x1b[0m \x07 \u202eabc\u202c \u200b",
    "\\[x\\](y) \\",
    "    indented code",
    "*",
    "+",
    "1)",
)
ALLOWED = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "hr",
    "blockquote_open", "blockquote_close", "em_open", "em_close", "link_open", "link_close",
    "text_special",
}  # fmt: skip


def golden(language: str = "fr") -> Digest:
    return write(page(golden_day()[0], language))


def poisoned(evil: str) -> Digest:
    """A digest with something evil in every field that a stranger can fill."""
    digest = golden()

    def put(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {k: put(v, k) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return [put(v, key) for v in value]
        strangers = ("text", "name", "handle", "url", "author", "motto", "signature", "reason")
        return evil if isinstance(value, str) and key in strangers else value

    return msgspec.convert(put(msgspec.to_builtins(digest)), Digest)


def tokens(text: str):
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        yield token
        yield from token.children or ()


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_that_a_stranger_wrote_is_active_in_markdown(evil: str) -> None:
    clean = [t.type for t in tokens(markdown(golden())) if t.type.startswith(("heading", "block"))]
    found = list(tokens(markdown(poisoned(evil))))
    assert {t.type for t in found} <= ALLOWED
    assert [t.type for t in found if t.type.startswith(("heading", "block"))] == clean
    assert "<" not in markdown(poisoned(evil))
    words = [t.content for t in found if t.type == "text"]
    assert not [word for word in words if "://" in word or "www." in word]
    links = [t.attrGet("href") for t in found if t.type == "link_open"]
    assert all(str(href).startswith(("https://evil.example", "https://social")) for href in links)


@pytest.mark.parametrize("evil", EVIL)
def test_no_control_reaches_a_terminal(evil: str) -> None:
    shown = plain(poisoned(evil), 72)
    assert all(c == "\n" or c.isprintable() or c in "\u00a0\u202f\u200d" for c in shown)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x.example", "x", ""])
def test_only_web_addresses_become_links(url: str) -> None:
    told = [post(1, "La coopérative Orme ouvre son modèle de traduction aux écoles", url=url)]
    text = markdown(write(page([card("one", told)])))
    assert not [t for t in tokens(text) if t.type == "link_open"]


def test_an_address_cannot_leave_its_link() -> None:
    told = [post(1, "La coopérative Orme ouvre son modèle de traduction aux écoles", "orme")]
    told[0].url = "https://x.example/a) [b](https://y.example/ <i>"
    hrefs = [
        str(t.attrGet("href"))
        for t in tokens(markdown(write(page([card("one", told)]))))
        if t.type == "link_open"
    ]
    assert hrefs
    assert all(href.startswith("https://x.example/a%29") for href in hrefs)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_is_complete_and_in_order(language: str) -> None:
    digest = golden(language)
    text = " ".join(plain(digest, 10_000).split())
    fields = [digest.headline.text, digest.dek.text, *(s.text for s in digest.lead)]
    for story in digest.stories:
        assert story.quote is not None
        fields += [story.title.text, *(s.text for s in story.paragraphs[0])]
        fields.append(f'"{story.quote.text}" - {story.quote.name} (')
        fields += [s.text for s in story.paragraphs[1]]
    fields += [f"{digest.closing.motto} - {digest.closing.signature}"]
    fields += [digest.generated_by.disclosure]
    at = 0
    for field in fields:
        found = text.find(" ".join(field.split()), at)
        assert found >= 0, field
        at = found
    for figure in (digest.day[:4], digest.zone, digest.edition):
        assert figure in text


def test_a_quote_shows_the_parts_of_its_points() -> None:
    shown = plain(golden(), 200)
    assert "255 j'aime, 85 partages" in shown
    assert "original en français" in plain(golden("en"), 200) or "original in" not in shown


def test_lines_are_no_longer_than_asked() -> None:
    for width in (40, 72, 100):
        assert max(map(len, plain(golden(), width).split("\n"))) <= width
