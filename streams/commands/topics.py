"""`bouclage topics`: a file of posts as a stream, clustered with the shipped defaults."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from streams.commands.common import console, file_options, told
from streams.commands.files import (
    Refusals,
    check_targets,
    must_hold_something,
    source_of,
    write_target,
)

if TYPE_CHECKING:
    from schemas.codec import Record
    from streams.commands.files import Source
    from streams.core.stories.cards import StoryCard
    from streams.core.stories.reading import Reading

MOST_STORIES = 200


@click.command(
    epilog="""\b
Examples:
  bouclage topics posts.jsonl --format flat --out topics.jsonl --stories stories.jsonl
  bouclage topics day.jsonl --stories stories.jsonl

\b
--out      a line a post, in the order of the files: {"id": …, "topic": …}
--stories  a line a story, hottest first: {"story", "title", "terms", "heat", "posts", "core"}
"""
)
@file_options
@click.option("--out", type=click.Path(path_type=Path), help="Where the topics of posts go.")
@click.option("--first", is_flag=True, help="The topic as a post passed, before moves and merges.")
@click.option("--stories", type=click.Path(path_type=Path), help="Where the stories go.")
@click.option("--language", help="Titles in this language where there are any (fr, en).")
def topics(
    files: tuple[Path, ...],
    layout: str,
    *,
    out: Path | None,
    first: bool,
    stories: Path | None,
    language: str | None,
) -> None:
    """Find the topics and stories in files of posts, read as one stream."""
    from streams.commands.folding import compiled
    from streams.core.stories.reading import Reading

    with told():
        sources = [source_of(path, layout) for path in files]
        check_targets([path for path in (out, stories) if path], files)
        must_hold_something(sources, layout)
        compiled()
        reading, refusals = Reading(), Refusals(layout)
        for record, at in _records(sources, refusals):
            reading.fold(record, at)
        cards = reading.stories(limit=MOST_STORIES, language=language)
        if out:
            _write(out, ({"id": i, "topic": t} for i, t in reading.labels(first=first)))
        if stories:
            _write(stories, map(_line, cards))
    refusals.tell()
    if not (out or stories):
        _show(reading, cards)


def _records(sources: "Iterable[Source]", refusals: Refusals) -> "Iterator[tuple[Record, int]]":
    latest = 0
    for source in sources:
        for draft in source.read(""):
            latest = max(latest, draft.time)
            if not refusals.take(draft.record):
                yield draft.record, latest


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    import orjson

    write_target(path, b"".join(orjson.dumps(row) + b"\n" for row in rows))


def _line(card: "StoryCard") -> dict[str, Any]:
    import msgspec

    return {
        "story": card.story,
        "title": card.title.text if card.title else " ".join(card.terms),
        "terms": list(card.terms),
        "heat": msgspec.to_builtins(card.heat),
        "posts": card.posts,
        "authors": card.authors,
        "copies": card.copies,
        "core": [post.id for post in card.core],
    }


def _show(reading: "Reading", cards: "list[StoryCard]") -> None:
    say = console().print
    say(f"{len(reading.posts)} posts, {len(cards)} stories", markup=False)
    for card in cards[:20]:
        line = _line(card)
        say(f"{card.heat.total:>6} {card.posts:>5} posts  {line['title']}", markup=False)
