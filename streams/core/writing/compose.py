"""From a page of stories to its digest: choose the stories, write them, then what stands above."""

from schemas.digests import Closing, Digest, GeneratedBy, Sentence
from schemas.editions import Language
from streams.core.stories.cards import StoryCard
from streams.core.writing import front
from streams.core.writing.citing import Said
from streams.core.writing.front import Front
from streams.core.writing.imprint_words import DISCLOSURE
from streams.core.writing.likeness import alike
from streams.core.writing.page import Page, Status
from streams.core.writing.quoting import quotable
from streams.core.writing.slots import verbatim
from streams.core.writing.spans import Span
from streams.core.writing.speakers import candidates, speaking
from streams.core.writing.story import Place, compose
from streams.core.writing.titles import second, titles
from streams.core.writing.tongues import base

Chosen = tuple[int, StoryCard, list[Span]]


def write(page: Page) -> Digest:
    """The digest of a page, a function of nothing else; without stories a short one."""
    said = Said()
    chosen = _choose(page)
    headline = chosen[0][2][0] if chosen else None
    heads = [named[0] for _, _, named in chosen]
    heads[:1] = [second(named, page.edition.language) for _, _, named in chosen[:1]]
    for head in [*heads, *([headline] if headline else [])]:
        said.texts.append(head.text)
    stories = tuple(
        compose(card, head, said, _place(page, rank, index, headline))
        for rank, ((index, card, _), head) in enumerate(zip(chosen, heads, strict=True))
    )
    top = Front(
        voice=page.voice,
        seed=_seed(page),
        kind=page.kind,
        as_of=page.as_of,
        coverage=page.coverage,
        stories=stories,
        wanted=page.edition.stories > 0,
    )
    return _bound(page, top, _headline(headline, top))


def _bound(page: Page, top: Front, headline: Sentence) -> Digest:
    edition = page.edition
    return Digest(
        edition=edition.name,
        desk=edition.desk,
        day=page.day,
        zone=edition.zone,
        language=edition.language,
        kind=page.kind,
        revision=page.revision,
        window=page.window,
        as_of=page.as_of,
        headline=headline,
        dek=front.dek(top),
        lead=front.lead(top),
        stories=tuple(top.stories),
        closing=Closing(motto=edition.motto, signature=edition.signature),
        generated_by=GeneratedBy(
            method="extractive", version=page.version, disclosure=DISCLOSURE[edition.language]
        ),
        coverage=page.coverage,
        settings=page.settings,
        previous=page.previous,
        corrections=page.corrections,
    )


def _choose(page: Page) -> list[Chosen]:
    """The stories that are printed: hottest first, those in the edition's language before others.

    A story that nothing can name, or that bears nearly the name of a hotter one, gives its place
    to the next.
    """
    language = page.edition.language
    order = sorted(range(len(page.cards)), key=lambda i: (-_weight(page.cards[i], language), i))
    chosen: list[Chosen] = []
    for index in order:
        if len(chosen) >= page.edition.stories:
            break
        card = speaking(page.cards[index])
        star = next(iter(quotable(candidates(card), language, ())), None)
        named = titles(card, language, star)
        if named and not any(alike(named[0].text, other[2][0].text) for other in chosen):
            chosen.append((index, card, named))
    return chosen


def _weight(card: StoryCard, language: Language) -> int:
    """Heat, halved for a story told wholly in other languages; whole numbers."""
    home = sum(base(post.lang) in (language, "") for post in card.core)
    share = 1000 * home // max(1, len(card.core))
    return card.heat.total * (1000 + share)


def _headline(span: Span | None, top: Front) -> Sentence:
    return front.quiet(top) if span is None else verbatim(span)


def _place(page: Page, rank: int, index: int, headline: Span | None) -> Place:
    status: tuple[Status, int] = page.statuses[index] if index < len(page.statuses) else ("new", 1)
    return Place(
        index=rank,
        voice=page.voice,
        as_of=page.as_of,
        seed=_seed(page),
        status=status[0],
        day=status[1],
        renamed=page.titles.get(page.cards[index].story, ""),
        headline=headline if rank == 0 else None,
    )


def _seed(page: Page) -> str:
    return f"{page.edition.name}/{page.day}"
