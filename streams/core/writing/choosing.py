"""Which stories a page prints: hottest first, those in the edition's language before others."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from schemas.editions import Language
from streams.core.stories.cards import StoryCard
from streams.core.writing.likeness import repeats
from streams.core.writing.page import Page
from streams.core.writing.quoting import quotable
from streams.core.writing.spans import Span
from streams.core.writing.speakers import Floor, speaking
from streams.core.writing.titles import titles
from streams.core.writing.tongues import base


class Chosen(NamedTuple):
    """A story of the page: which of its cards, who may speak of it, what may name it."""

    place: int
    floor: Floor
    named: list[Span]
    """At least one span, best first."""

    @property
    def title(self) -> Span:
        """What names it best."""
        return self.named[0]


def choose(page: Page) -> list[Chosen]:
    """The stories that are printed, the one that gives the headline first.

    A story that nothing can name, or that bears nearly the name of a hotter one, gives its place
    to the next.
    """
    language = page.edition.language
    weights = [_weight(card, language) for card in page.cards]
    rest = iter(sorted(range(len(weights)), key=lambda i: (-weights[i], i)))
    chosen: list[Chosen] = []
    while len(chosen) < page.edition.stories:
        story = _next(page, rest, chosen)
        if story is None:
            break
        chosen.append(story)
    return _headed(page, rest, chosen) if chosen else []


def _next(page: Page, rest: Iterator[int], chosen: Sequence[Chosen]) -> Chosen | None:
    """The next story that has a name, and none like a name chosen before."""
    language = page.edition.language
    for index in rest:
        floor = speaking(page.cards[index])
        star = quotable(floor.candidates, language, ())
        named = titles(floor.card, language, star)
        if named and not repeats(named[0].text, (story.title.text for story in chosen)):
            return Chosen(index, floor, named)
    return None


def _headed(page: Page, rest: Iterator[int], chosen: list[Chosen]) -> list[Chosen]:
    """The stories, headed by one whose name is in the edition's language and that is warm enough.

    Warm enough is half the heat of the first; without such a story they stay as they are.
    """
    language = page.edition.language
    least = page.cards[chosen[0].place].heat.total

    def warm(index: int) -> bool:
        return 2 * page.cards[index].heat.total >= least

    def heads(story: Chosen) -> bool:
        return warm(story.place) and base(story.title.post.lang) in (language, "")

    told = (i for i in rest if warm(i) and _at_home(page.cards[i], language))
    others = iter(lambda: _next(page, told, chosen), None)
    first = next(filter(heads, chain(chosen, others)), chosen[0])
    return [first, *(story for story in chosen if story is not first)][: page.edition.stories]


def _weight(card: StoryCard, language: Language) -> int:
    """Heat, halved for a story told wholly in other languages; whole numbers."""
    share = 1000 * _at_home(card, language) // max(1, len(card.core))
    return card.heat.total * (1000 + share)


def _at_home(card: StoryCard, language: Language) -> int:
    """How many posts of a core are in the edition's language, or in none that is known."""
    told = Counter(map(attrgetter("lang"), card.core))
    return sum(posts for lang, posts in told.items() if base(lang) in (language, ""))
