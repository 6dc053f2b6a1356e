"""From a page of stories to its digest: choose the stories, write them, then what stands above."""

from schemas.digests import Closing, Digest, GeneratedBy, Sentence
from streams.core.writing import front
from streams.core.writing.choosing import choose
from streams.core.writing.citing import Said
from streams.core.writing.front import Front
from streams.core.writing.imprint_words import DISCLOSURE
from streams.core.writing.page import Page, Status
from streams.core.writing.slots import verbatim
from streams.core.writing.spans import Span
from streams.core.writing.story import Place, compose
from streams.core.writing.titles import second


def write(page: Page) -> Digest:
    """The digest of a page, a function of nothing else; without stories a short one."""
    said = Said()
    chosen = choose(page)
    headline = chosen[0].title if chosen else None
    heads = [story.title for story in chosen]
    heads[:1] = [second(story.named, page.edition.language) for story in chosen[:1]]
    for head in [*heads, *([headline] if headline else [])]:
        said.texts.append(head.text)
    stories = tuple(
        compose(story.floor, head, said, _place(page, rank, story.place, headline))
        for rank, (story, head) in enumerate(zip(chosen, heads, strict=True))
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
