"""Admission: which desks a post belongs to, by the rules of their settings."""

import re
import unicodedata
from collections.abc import Sequence

from schemas.editions import Desk, Match
from schemas.records import PostCreated, PostEdited
from streams.core.text import Analysis, analyse

# Scripts written without blanks: their characters are no part of a neighbour's word, and words
# in them are found anywhere.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af"
)
_word = re.compile(rf"[^\W{UNSPACED}]+")
_whole_word = re.compile(rf"[^\W{UNSPACED}]+\Z")
_tag = re.compile(r"#(\w+)")


def caseless(text: str) -> str:
    """A text as comparisons see it: composed and case-folded."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFC", text).casefold()


class Candidate:
    """A post before its desks are known; what rules may ask for is worked out when they ask."""

    __slots__ = ("_analysis", "_folded", "_tags", "_words", "record", "text")

    def __init__(self, record: PostCreated | PostEdited, text: str) -> None:
        """`text` is the visible text of the record."""
        self.record = record
        self.text = text
        self._folded: str | None = None
        self._words: set[str] | None = None
        self._tags: set[str] | None = None
        self._analysis: Analysis | None = None

    @property
    def folded(self) -> str:
        """The caseless text."""
        if self._folded is None:
            self._folded = caseless(self.text)
        return self._folded

    @property
    def words(self) -> set[str]:
        """The caseless words."""
        if self._words is None:
            self._words = set(_word.findall(self.folded))
        return self._words

    @property
    def tags(self) -> set[str]:
        """The caseless hashtags that the network tells, and those in the text, without '#'."""
        if self._tags is None:
            self._tags = {caseless(tag.lstrip("#")) for tag in self.record.tags}
            if "#" in self.folded:
                self._tags.update(_tag.findall(self.folded))
        return self._tags

    @property
    def analysis(self) -> Analysis:
        """Language, tokens and voice."""
        if self._analysis is None:
            self._analysis = analyse(self.text, self.record.lang)
        return self._analysis


def _phrase(words: str) -> re.Pattern[str]:
    """A pattern for what is more than one plain word: blanks of any width, boundaries where due."""
    body = r"\s+".join(re.escape(part) for part in words.split())
    before = rf"(?<![^\W{UNSPACED}])" if _word.match(words[0]) else ""
    after = rf"(?![^\W{UNSPACED}])" if _word.match(words[-1]) else ""
    return re.compile(before + body + after)


class Condition:
    """One `Match`, compiled: true when any of its values fits."""

    __slots__ = ("authors", "languages", "phrases", "sources", "tags", "words")

    def __init__(self, match: Match) -> None:
        words = [caseless(word).strip() for word in match.words]
        self.words = frozenset(word for word in words if _whole_word.match(word))
        self.phrases = tuple(
            (word.split()[0], _phrase(word)) for word in words if word and word not in self.words
        )
        self.tags = frozenset(caseless(tag.lstrip("#")) for tag in match.hashtags)
        self.languages = frozenset(lang.lower() for lang in match.languages)
        self.authors = frozenset(caseless(author.lstrip("@")) for author in match.authors)
        self.sources = frozenset(match.sources)

    def fits(self, post: Candidate) -> bool:
        """Whether any value fits. What is cheap to know is asked first."""
        record = post.record
        if self.sources and record.source in self.sources:
            return True
        if self.authors and self._by(record):
            return True
        if self.tags and not self.tags.isdisjoint(post.tags):
            return True
        if self.words and not self.words.isdisjoint(post.words):
            return True
        for first, pattern in self.phrases:
            if first in post.folded and pattern.search(post.folded):
                return True
        return bool(self.languages) and post.analysis.lang.partition("-")[0] in self.languages

    def _by(self, record: PostCreated | PostEdited) -> bool:
        author = record.author
        return (
            caseless(author.id) in self.authors
            or caseless(author.handle.lstrip("@")) in self.authors
        )


class Admission:
    """The rules of all desks. A desk without conditions admits every post."""

    def __init__(self, desks: Sequence[Desk]) -> None:
        self._rules = tuple(
            (
                desk.name,
                tuple(map(Condition, desk.none)),
                tuple(map(Condition, desk.all)),
                tuple(map(Condition, desk.any)),
            )
            for desk in desks
        )
        self._known: dict[tuple[str, ...], tuple[str, ...]] = {}

    def desks(self, post: Candidate) -> tuple[str, ...]:
        """The names of the desks that admit a post, in the order of the settings.

        >>> from schemas.records import Author
        >>> ai = Admission([Desk(name="ai", any=(Match(words=("open model",)),))])
        >>> place = dict(source="x", id="1", event_time=0, at=0, intake="x", number=0)
        >>> post = PostCreated(post="1", root="1", author=Author(id="a"), text="", **place)
        >>> ai.desks(Candidate(post, "An OPEN  model!")), ai.desks(Candidate(post, "open models"))
        (('ai',), ())
        """
        found = tuple(
            name
            for name, none, every, any_of in self._rules
            if not any(condition.fits(post) for condition in none)
            and all(condition.fits(post) for condition in every)
            and (not any_of or any(condition.fits(post) for condition in any_of))
        )
        # Posts share one tuple for the same desks; there are few.
        return self._known.setdefault(found, found)
