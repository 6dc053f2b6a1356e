"""Who may speak on a page: not those who push a text, nor those who attack the page.

Copied texts weigh nothing however many post them; here their authors also lose the floor.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from streams.core.post import Post
from streams.core.stories.cards import StoryCard
from streams.core.writing.fitness import hostile, selling

YOUNG = 30 * 86_400_000
"""An account younger than this (ms) when it posts is young."""
REPEATS, CHORUS = 3, 5
TERMS = 8
FALLBACK = 100
"""Members beyond the core that are looked at for a quote, by points."""


def speaking(card: StoryCard) -> StoryCard:
    """The card with only those posts that may be printed in its core, and a bounded membership.

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

    first = sorted(card.members, key=lambda p: (not p.pinned, -p.points, p.number))[:FALLBACK]
    return replace(card, core=tuple(filter(may, card.core)), members=tuple(filter(may, first)))


def candidates(card: StoryCard) -> list[Post]:
    """Who may be quoted: what is pinned, the core, and members of many points that are on topic.

    On topic are posts that hold two of the story's terms: members are less pure than the core.
    """
    terms = [term.casefold() for term in card.terms[:TERMS]]
    core = {post.id for post in card.core}

    def fits(post: Post) -> bool:
        text = post.text.casefold()
        return post.pinned or sum(term in text for term in terms) >= 2

    return [*card.core, *(p for p in card.members if p.id not in core and fits(p))]


def _pushers(members: Sequence[Post]) -> frozenset[str]:
    """Authors who push a text: over and over, or in a chorus of young accounts."""
    each = Counter((post.author, post.voice) for post in members if post.author)
    authors = {author for (author, _), times in each.items() if times >= REPEATS}
    choirs: dict[str, list[Post]] = defaultdict(list)
    for post in members:
        choirs[post.voice].append(post)
    for choir in choirs.values():
        young = sum(p.account_created > 0 and p.time - p.account_created < YOUNG for p in choir)
        if len(choir) >= CHORUS and 2 * young >= len(choir):
            authors |= {post.author for post in choir if post.author}
    return frozenset(authors)
