"""One story of a page: title, a paragraph that leads into the quote, the quote, a paragraph on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import tee

from schemas.digests import Cited, Quote, Sentence, Story, Support
from streams.core.post import Post
from streams.core.stories.cards import StoryCard
from streams.core.writing.citing import Said, citable, fresh
from streams.core.writing.figures import Figure
from streams.core.writing.page import Status
from streams.core.writing.people import called
from streams.core.writing.phrases import counting, say
from streams.core.writing.quoting import quotable, quote
from streams.core.writing.slots import Slot, verbatim
from streams.core.writing.spans import Span
from streams.core.writing.speakers import Floor
from streams.core.writing.titles import unstopped
from streams.core.writing.tongues import base
from streams.core.writing.typography import Voice

PARAGRAPH = (350, 500)
QUARTER = 900_000
"""Milliseconds: a peak that lies this close to the first post is no news."""
CITE = ("cite", "cite.unnamed")
"""The places of sentences that cite: with a name for the author, and without."""
MORE = ("cite.more", "cite.more.unnamed")
MORE_UNCOUNTED = ("cite", "cite.more.uncounted")
"""Where an author is unknown nobody knows whether another one is speaking."""
SUPPORTING = 12
"""Posts named as sources beside those that are printed."""


@dataclass(frozen=True)
class Place:
    """Where a story stands: its index on the page, how the page speaks, as of when (ms UTC)."""

    index: int
    voice: Voice
    as_of: int
    seed: str
    status: Status = "new"
    day: int = 1
    renamed: str = ""
    headline: Span | None = None

    def figure(self, name: str, value: int) -> Figure:
        """A figure of this story."""
        return Figure(f"stories.{self.index}.{name}", value)


def compose(floor: Floor, title: Span, said: Said, place: Place) -> Story:
    """The story that a card makes under a title with who may speak of it, noted in `said`."""
    card, voice = floor.card, place.voice
    said.begin(card.core, voice.language)
    span = _quote_span(floor, said, voice)
    chosen = quote(span, place.as_of) if span else None
    if span:
        said.hear(span)
    cites, again = tee(citable(card.core, voice.language))
    first = _first(card, cites, said, place, span)
    second = _second(card, again, said, place)
    paragraphs = tuple(p for p in (first, second) if p)
    return Story(
        story=card.story,
        rank=place.index + 1,
        title=_named(title, card.core, place.renamed),
        terms=card.terms,
        heat=card.heat,
        posts=card.posts,
        authors=card.authors,
        copies=card.copies,
        points=card.points,
        first_seen=card.first_seen,
        peak_at=card.peak_at,
        status=place.status,
        day=place.day,
        paragraphs=paragraphs,
        quote=chosen,
        sources=_sources(card, [s for s in (title, place.headline) if s], chosen, paragraphs),
    )


def leading(quoted: Quote, span: Span, place: Place, said: Said) -> Sentence:
    """The sentence that leads into a quote: who speaks, with how many points."""
    key = "quoting" + ("" if called(span.post) else ".unnamed") + ("" if quoted.points else ".zero")
    slots: dict[str, Slot] = {"who": span.post, "won": place.figure("quote.points", quoted.points)}
    return say(key, slots, place.voice, seed=place.seed, turn=said.turn(key))


def _quote_span(floor: Floor, said: Said, voice: Voice) -> Span | None:
    """The best span of a post that has not spoken yet; of any member where the candidates fail."""
    for posts in (floor.candidates, floor.card.members):
        open_posts = [post for post in posts if not said.heard(post)]
        found = quotable(open_posts, voice.language, said.texts)
        if found is not None:
            return found
    return None


def _first(
    card: StoryCard, cites: Iterator[Span], said: Said, place: Place, span: Span | None
) -> tuple[Sentence, ...]:
    slots = {
        "posts": place.figure("posts", card.posts),
        "first_seen": place.figure("first_seen", card.first_seen),
        "peak_at": place.figure("peak_at", card.peak_at),
        "day": place.figure("day", place.day),
    }
    if card.authors is not None:
        slots["authors"] = place.figure("authors", card.authors)
    status = place.status if place.day > 1 else "new"
    key = f"opening.{status}"
    if status == "new" and card.peak_at < card.first_seen + QUARTER:
        key = "opening.sudden"
    key = counting(key, card.authors)
    opening = say(key, slots, place.voice, seed=place.seed, turn=said.turn(key))
    last = [leading(quote(span, place.as_of), span, place, said)] if span else []
    length = len(opening.text) + sum(len(s.text) + 1 for s in last)
    return (opening, *_cites(CITE, cites, said, place, length), *last)


def _second(
    card: StoryCard, cites: Iterator[Span], said: Said, place: Place
) -> tuple[Sentence, ...]:
    slots = {
        "points": place.figure("points", card.points),
        "copies": place.figure("copies", card.copies),
    }
    keys = MORE if card.authors is not None else MORE_UNCOUNTED
    last: list[Sentence] = []
    if card.points > 0:
        key = "closing.copies" if card.copies > 0 else "closing"
        last = [say(key, slots, place.voice, seed=place.seed, turn=said.turn("closing"))]
    length = sum(len(s.text) + 1 for s in last)
    return (*_cites(keys, cites, said, place, length), *last)


def _cites(
    keys: tuple[str, str], cites: Iterator[Span], said: Said, place: Place, length: int
) -> list[Sentence]:
    """Sentences that cite, at most three, until the paragraph has its length."""
    found: list[Sentence] = []
    for span in fresh(cites, said):
        if length + len(unstopped(span).text) >= PARAGRAPH[1]:
            continue
        named = keys[0] if called(span.post) else keys[1]
        marked = replace(span, marked=said.mixed or base(span.post.lang) not in said.tongues)
        bare = unstopped(marked)
        whole = bare if span.text.endswith(("..", "…")) else marked
        slots: dict[str, Slot] = {"who": span.post, "cited": whole, "bare": bare}
        turn = said.turns.get(named, -1) + 1
        sentence = say(named, slots, place.voice, seed=place.seed, turn=turn)
        if length + len(sentence.text) + 1 > PARAGRAPH[1]:
            continue
        found.append(sentence)
        said.turn(named)
        said.hear(span)
        said.tongues.add(base(span.post.lang))
        length += len(sentence.text) + 1
        if length >= PARAGRAPH[0] or len(found) == 3:
            break
    return found


def _named(title: Span, live: Sequence[Post], renamed: str) -> Sentence:
    """The title: a span, or what an editor calls the story, over its most typical posts."""
    if not renamed:
        return verbatim(title)
    behind = tuple(Support(post=post.id, revision=post.revision) for post in live[:3])
    return Sentence(text=renamed, kind="fact", support=behind or verbatim(title).support)


def _sources(
    card: StoryCard,
    heads: Sequence[Span],
    chosen: Quote | None,
    paragraphs: Sequence[Sequence[Sentence]],
) -> tuple[Cited, ...]:
    """Every post that stands behind the story, in the order of its part."""
    known = {post.id: post for post in (*card.members, *card.core)}
    cited = [s.post for p in paragraphs for sentence in p for s in sentence.support if s.post]
    quoted = [chosen.post] if chosen else []
    printed = list(dict.fromkeys([*quoted, *(head.post.id for head in heads), *cited]))
    others = [post.id for post in card.core if post.id not in printed]
    return tuple(
        Cited(
            post=post,
            role="quoted" if post in quoted else "cited" if post in printed else "supporting",
            points=known[post].points,
            url=known[post].url,
        )
        for post in (*printed, *others[:SUPPORTING])
    )
