"""A digest as a page: Markdown for files, plain lines for a terminal. Pure functions of the digest.

What strangers wrote is escaped whatever the digest went through: no markup, link, image or control
of theirs survives. Only http and https addresses of cited posts become links, and show their host.
"""

import re
import textwrap
import unicodedata
from urllib.parse import quote as percent
from urllib.parse import urlsplit

from schemas.digests import Cited, Digest, Quote, Sentence
from streams.core.writing.imprint import (
    attributed,
    correction_line,
    counted,
    coverage_line,
    dateline,
    points_line,
    window_line,
    words_of,
)

_MARKUP = re.compile(r"[\\`*_\[\]{}|~#$^!]")
_BLOCK = re.compile(r"^(\d{1,9}|)([.)+=-])")
_BLANK = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")
_KEPT_BLANKS = "\u00a0\u202f"
_HOSTED = re.compile(r"[a-z0-9.-]{1,253}(?::\d{1,5})?", re.IGNORECASE)
_ADDRESS = "%/:?=&;,@+~!*'$#-._"
JOIN = "\u2060"
"""Word joiner: stands in bare addresses so that no reader makes them links."""


def markdown(digest: Digest) -> str:
    """The page as CommonMark, ending in a line feed."""
    words = words_of(digest)
    blocks = [f"# {_marked(digest.headline.text)}", f"*{_marked(digest.dek.text)}*"]
    blocks += [_marked(dateline(digest)), _marked(_paragraph(digest.lead))]
    for story in digest.stories:
        blocks.append(f"## {_marked(story.title.text)}")
        said = [_marked(_paragraph(paragraph)) for paragraph in story.paragraphs]
        shown = [_quote_block(digest, story.quote)] if story.quote else []
        blocks += [*said[:1], *shown, *said[1:]]
        if linked := _links(story.sources):
            blocks.append(f"{words['sources']}{linked}")
    blocks += ["---", f"*{_marked(_closing(digest))}*"] if _closing(digest) else ["---"]
    blocks += [_marked(line) for line in _imprint(digest)]
    return "\n\n".join(blocks) + "\n"


def plain(digest: Digest, width: int = 80) -> str:
    """The page as lines of at most `width` characters, without any control but the line feed."""
    blocks = [digest.headline.text, digest.dek.text, dateline(digest), _paragraph(digest.lead)]
    for story in digest.stories:
        said = [_paragraph(paragraph) for paragraph in story.paragraphs]
        shown: list[str] = []
        if story.quote:
            shown = [_quote_line(digest, story.quote), points_line(digest, story.quote)]
        blocks += [story.title.text, *said[:1], *shown, *said[1:]]
    blocks += [line for line in (_closing(digest), *_imprint(digest)) if line]
    return "\n\n".join(_wrapped(_clean(block), width) for block in blocks) + "\n"


def _imprint(digest: Digest) -> list[str]:
    notes = [correction_line(digest, note) for note in digest.corrections]
    made = f"{digest.generated_by.disclosure} (Bouclage {digest.generated_by.version})"
    return [window_line(digest), coverage_line(digest), made, *notes]


def _closing(digest: Digest) -> str:
    parts = (digest.closing.motto, digest.closing.signature)
    return " - ".join(part for part in parts if part)


def _paragraph(sentences: tuple[Sentence, ...]) -> str:
    return " ".join(sentence.text for sentence in sentences)


def _quote_line(digest: Digest, quote: Quote) -> str:
    return f'"{quote.text}" - {attributed(digest, quote)} ({counted(digest, quote.points)})'


def _quote_block(digest: Digest, quote: Quote) -> str:
    link = _link(quote.url)
    below = _marked(points_line(digest, quote)) + (f" · {link}" if link else "")
    return f"> {_marked(_quote_line(digest, quote))}\n>\n> {below}"


def _links(sources: tuple[Cited, ...]) -> str:
    """Links to the posts that are printed, each with its host."""
    urls = dict.fromkeys(cited.url for cited in sources if cited.role != "supporting")
    links = [link for number, url in enumerate(urls, 1) if (link := _link(url, f"{number} · "))]
    return ", ".join(links)


def _link(url: str, label: str = "") -> str:
    """A Markdown link that shows its host; "" for anything but a clean http or https address."""
    try:
        parts = urlsplit(url.strip())
        host = parts.netloc
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not _HOSTED.fullmatch(host):
        return ""
    address = f"{parts.scheme}://{host}{parts.path}"
    address += f"?{parts.query}" if parts.query else ""
    return f"[{label}{_marked(host)}]({percent(address, safe=_ADDRESS, errors='replace')})"


def _marked(text: str) -> str:
    """A stranger's text as inert Markdown, in one line."""
    text = _clean(text).replace("://", f":{JOIN}//")
    text = re.sub(r"(?i)\bwww\.", lambda match: f"{match[0][:-1]}{JOIN}.", text)
    text = _MARKUP.sub(lambda match: f"\\{match[0]}", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _BLOCK.sub(lambda match: f"{match[1]}\\{match[2]}", text)


def _clean(text: str) -> str:
    """One line without controls, bidi marks, surrogates or other invisible characters."""
    lined = _BLANK.sub(lambda match: _blank(match[0]), text).strip()
    return "".join(
        c
        for c in lined
        if unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn")
        and (unicodedata.category(c) != "Cf" or c == "\u200d")
    )


def _blank(blanks: str) -> str:
    """Our own no-break spaces stay as they are; any other run becomes one blank."""
    return blanks if len(blanks) == 1 and blanks in _KEPT_BLANKS else " "


def _wrapped(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, max(20, width), break_on_hyphens=False)) or text
