"""Choosing what else is cited: other people's sentences, unlike each other, most typical first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from schemas.editions import Language
from streams.core.post import Post
from streams.core.writing.fitness import faults, printable
from streams.core.writing.likeness import alike
from streams.core.writing.spans import Span, runs
from streams.core.writing.tongues import base

LEAST, MOST = 40, 170
ENOUGH = 6
"""With so many spans in the edition's language, a story cites no other."""
_FACT = re.compile(r"(?<=\s)\d|(?<=[a-zà-ÿ,] )[A-ZÀ-Ý]\w+")


@dataclass
class Said:
    """What a page has said so far, and who was heard: nothing and nobody twice."""

    texts: list[str] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    turns: dict[str, int] = field(default_factory=dict)
    tongues: set[str] = field(default_factory=set)
    """Languages that the story at hand has cited."""
    mixed: bool = False
    """Whether the story is told in the page's language too: then each foreign span is marked, else
    the language of all is named once."""

    def begin(self, posts: Sequence[Post], language: Language) -> None:
        """Begin another story, told by these posts."""
        self.tongues.clear()
        home = sum(base(post.lang) in (language, "") for post in posts)
        self.mixed = 4 * home >= len(posts)

    def hear(self, span: Span) -> None:
        """Note a span as printed."""
        self.texts.append(span.text)
        self.people.add(span.post.author)
        self.posts.add(span.post.id)

    def turn(self, key: str) -> int:
        """How often a place has been filled before: no phrase comes twice in a row."""
        self.turns[key] = self.turns.get(key, -1) + 1
        return self.turns[key]

    def heard(self, post: Post) -> bool:
        """Whether the author, or this very post, has spoken already."""
        return post.id in self.posts or (post.author != "" and post.author in self.people)


def citable(posts: Iterable[Post], language: Language) -> list[Span]:
    """One span a post, best first: the edition's language, clean, factual, typical."""
    ranked: list[tuple[tuple[int, ...], Span]] = []
    for i, post in enumerate(posts):
        fit = [s for s in runs(post, LEAST, MOST) if s.whole and printable(s.text)]
        if fit:
            span = min(fit, key=_span_rank)
            away = base(post.lang) not in (language, "")
            blemish = faults(span.text) + span.hanging
            ranked.append(((away, blemish > 1, i // 8, blemish, -_facts(span), i), span))
    ranked.sort(key=lambda entry: entry[0])
    near = [span for key, span in ranked if not key[0]]
    far = [span for key, span in ranked if key[0]]
    return near + far[: max(0, ENOUGH - len(near))]


def fresh(spans: Sequence[Span], said: Said) -> Iterator[Span]:
    """The spans that add something: another author, other words."""
    for span in spans:
        if not said.heard(span.post) and not any(alike(span.text, t) for t in said.texts):
            yield span


def _span_rank(span: Span) -> tuple[int, ...]:
    return (faults(span.text) + span.hanging, not span.ended, -_facts(span), -len(span.text))


def _facts(span: Span) -> int:
    return min(3, len(_FACT.findall(span.text)))
