"""What was written by hand for the demo day: the files of `data/`, as structures."""

import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any, NamedTuple

Lines = tuple[str, ...]
ALWAYS = -1_000_000
_AFTER = re.compile(r"\+(\d+) (.*)")


class Sentence(NamedTuple):
    """A hand-written text that makes sense from so many minutes after its story's start on."""

    text: str
    after: int


Sentences = tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One planted story. Times are minutes of the UTC day; `posts` and `eve` count posts."""

    slug: str
    lang: str
    posts: int
    start: int
    minutes: int
    tags: Lines
    keys: Lines
    """Lower-case words by which a reader knows the story; others need a word more to be placed."""
    strong: Sentences
    """Quotable opinions, 130 to 230 characters, the most engaged posts of the story."""
    eve_strong: Sentences
    """The same for the eve."""
    say: Sentences
    bit: Sentences
    burst: bool = False
    eve: int = 0
    correct: tuple[str, str] | None = None
    """A fact in the second strong post that its author corrects later: (wrong, right)."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What people of one language say whatever the story is, and what belongs to no story."""

    openers: Lines
    closers: Lines
    reactions: Lines
    replies: Lines
    about_ai: Lines
    about_life: Lines
    slots: dict[str, Lines]


def stories() -> list[Story]:
    """Read all planted stories, in the order of their slugs."""
    folder = resources.files(__package__) / "data" / "stories"
    slugs = sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir())
    return [_story(slug, read(f"stories/{slug}.toml")) for slug in slugs]


def talk(lang: str) -> Talk:
    """Read the everyday talk of `fr` or `en`."""
    slots = {name: lines(text) for name, text in read(f"slots_{lang}.toml").items()}
    blocks = {name: lines(text) for name, text in read(f"talk_{lang}.toml").items()}
    return Talk(slots=slots, **blocks)


def read(name: str) -> dict[str, Any]:
    """Read one TOML file of `data/`."""
    return tomllib.loads((resources.files(__package__) / "data" / name).read_text("utf-8"))


def lines(text: str | list[str]) -> Lines:
    """Split a block into its lines, without the empty ones; a list is as good."""
    given = text.splitlines() if isinstance(text, str) else text
    return tuple(line.strip() for line in given if line.strip())


def sentences(text: str) -> Sentences:
    """Read a block whose lines may begin with `+MINUTES `: not said before that."""
    found = ((line, _AFTER.fullmatch(line)) for line in lines(text))
    return tuple(Sentence(m[2], int(m[1])) if m else Sentence(line, ALWAYS) for line, m in found)


def _story(slug: str, raw: dict[str, Any]) -> Story:
    hour, minute = raw["start"].split(":")
    fact = raw.get("correct")
    return Story(
        slug=slug,
        lang=slug.rsplit("-", 1)[1],
        posts=raw["posts"],
        start=int(hour) * 60 + int(minute),
        minutes=int(raw["hours"] * 60),
        tags=tuple(raw["tags"].split()),
        keys=tuple(raw["keys"].split()),
        strong=sentences(raw["strong"]),
        eve_strong=sentences(raw.get("eve_strong", "")),
        say=sentences(raw["say"]),
        bit=sentences(raw["bit"]),
        burst=raw.get("burst", False),
        eve=raw.get("eve", 0),
        correct=(fact[0], fact[1]) if fact else None,
    )
