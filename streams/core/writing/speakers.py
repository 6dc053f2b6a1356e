"""Who may speak on a page: not those who push a text, nor those who attack the page.

Copied texts weigh nothing however many post them; here their authors also lose the floor.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from operator import attrgetter

from streams.core.post import Post
from streams.core.stories.cards import StoryCard
from streams.core.writing.fitness import hostile, selling

YOUNG = 30 * 86_400_000
"""An account younger than this (ms) when it posts is young."""
REPEATS, CHORUS = 3, 5
TERMS = 8
FALLBACK = 100
"""Members beyond the core that are looked at for a quote, by points."""


@dataclass(frozen=True)
class Floor:
    """A story and who may speak of it: core and members of the card are only theirs."""

    card: StoryCard
    candidates: tuple[Post, ...]
    """Who may be quoted: the core, and members that are pinned or of many points and on topic."""


def speaking(card: StoryCard) -> Floor:
    """The story with only those posts that may be printed, its membership bounded.

    Left out are posts that are gone, hostile or for sale; all posts of an author who repeats one
    text three times, or sells twice; and texts posted five times and more, half by young accounts.
    """
    pushers = _pushers(card.members)
    sold = Counter(post.author for post in card.core if post.author and selling(post.text))
    silent = pushers | {author for author, times in sold.items() if times > 1}

    def may(post: Post) -> bool:
        return (
            post.live
            and post.author not in silent
            and not hostile(post.text)
            and not selling(post.text)
        )

    core = tuple(filter(may, card.core))
    first = tuple(filter(may, nsmallest(FALLBACK, card.members, key=_loudest)))
    card = replace(card, core=core, members=first)
    return Floor(card, (*core, *_on_topic(card)))


def _loudest(post: Post) -> tuple[bool, int, int]:
    return not post.pinned, -post.points, post.number


def _on_topic(card: StoryCard) -> Iterator[Post]:
    """Members beside the core that are pinned or hold two of the story's terms.

    Members are less pure than the core.
    """
    terms = [term.casefold() for term in card.terms[:TERMS]]
    core = {post.id for post in card.core}
    for post in card.members:
        if post.id not in core:
            text = post.text.casefold()
            if post.pinned or sum(term in text for term in terms) >= 2:
                yield post


def _pushers(members: Sequence[Post]) -> frozenset[str]:
    """Authors who push a text: over and over, or in a chorus of young accounts."""
    voices = Counter(map(attrgetter("voice"), members))
    choirs: dict[str, list[Post]] = {v: [] for v, posts in voices.items() if posts >= REPEATS}
    for post in members if choirs else ():
        if post.voice in choirs:
            choirs[post.voice].append(post)
    authors: set[str] = set()
    for choir in choirs.values():
        each = Counter(post.author for post in choir)
        sung = _sung(choir)
        authors.update(author for author, n in each.items() if sung or n >= REPEATS)
    return frozenset(authors - {""})


def _sung(choir: Sequence[Post]) -> bool:
    """Whether a text is posted many times, and half of them by young accounts."""
    young = sum(p.account_created > 0 and p.time - p.account_created < YOUNG for p in choir)
    return len(choir) >= CHORUS and 2 * young >= len(choir)
