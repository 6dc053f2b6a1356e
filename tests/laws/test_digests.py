"""Laws 2 to 5, 8 and 9 on what is printed: whole days, from records to digests."""

from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from schemas import records as r
from schemas.digests import Correction, Digest, Sentence
from streams.core.calendar import window
from streams.core.fold import Output
from streams.core.text import visible
from tests.laws.days import calm_day, days, wild_day
from tests.laws.presses import calm_print, finals, printed, wild_print
from tests.laws.regrets import edited, taken_back
from tests.laws.world import World

seeds = st.integers(0, 1 << 32)
SIZE = 260


def day(seed: int, **options: Any) -> World:
    return World(seed, SIZE, busy=True, **options)


@days(0.05)
@given(seeds, st.sampled_from((1, 2, 4, 8, 16)), st.sampled_from((1, 2, 3)), seeds)
def test_law_4_digests_do_not_depend_on_how_the_stream_was_cut(
    seed: int, shards: int, partitions: int, luck: int
) -> None:
    world = day(seed)
    calm = printed(calm_print(calm_day(world)))
    assert any(channel == "digests.final" for channel, _ in calm)
    assert printed(wild_print(wild_day(world, shards, luck), partitions, luck)) == calm


@days(0.06)
@given(seeds)
def test_law_5_a_day_closes_when_its_time_has_come_in_the_log(seed: int) -> None:
    outputs = calm_print(calm_day(day(seed)))
    for digest in decoded(outputs, "digests.final", Digest):
        start, end = window("UTC", "24:00", digest.day)
        assert (digest.window.start, digest.window.end) == (start, end)
        if digest.kind == "final":
            assert (digest.revision, digest.as_of) == (0, end)
    assert once(outputs)


def once(outputs: list[Output]) -> bool:
    """Whether each revision of each final was printed once."""
    printed_ = [(d.edition, d.day, d.revision) for d in decoded(outputs, "digests.final", Digest)]
    return len(printed_) == len(set(printed_))


@days(0.05)
@given(seeds)
def test_law_5_a_shard_that_stops_holds_days_back_until_it_is_released(seed: int) -> None:
    def until_half(world: World) -> list[list[Output]]:
        whole, half = calm_day(world, 2)
        return [whole, [o for o in half if o.channel == "handovers"][: len(half) // 4]]

    stuck = finals(calm_print(until_half(day(seed))))
    freed = finals(calm_print(until_half(day(seed, release=1))))
    everything = finals(calm_print(calm_day(day(seed, release=1))))
    assert len(stuck) < len(freed)
    assert set(freed) == set(everything)
    late = [digest for name, digest in freed.items() if name not in stuck]
    assert any(digest.coverage.released_shards == (1,) for digest in late)
    assert not any(digest.coverage.released_shards for digest in stuck.values())


@days(0.06)
@given(seeds)
def test_law_8_every_sentence_has_its_source_and_every_quote_is_verbatim(seed: int) -> None:
    world = day(seed)
    said = versions(world)
    for digest in decoded(calm_print(calm_day(world)), "digests.final", Digest):
        plain = msgspec.to_builtins(digest)
        for sentence in sentences(digest):
            assert sentence.support or sentence.kind == "connective", sentence
            for support in sentence.support:
                if support.figure:
                    assert figure(plain, support.figure) is not None
                else:
                    assert support.post in said
        for quote in (story.quote for story in digest.stories if story.quote):
            assert any(text[quote.start : quote.end] == quote.text for text in said[quote.post])


@days(0.06)
@given(seeds)
def test_a_day_has_no_more_authors_than_posts_and_holds_its_stories(seed: int) -> None:
    for digest in decoded(calm_print(calm_day(day(seed))), "digests.final", Digest):
        covered = digest.coverage
        told = sum(story.posts for story in digest.stories)
        assert (covered.authors or 0) <= covered.admitted <= covered.records
        assert told <= covered.admitted


@days(0.06)
@given(seeds)
def test_law_9_what_was_taken_back_is_on_no_page(seed: int) -> None:
    world = day(seed)
    outputs = calm_print(calm_day(world))
    taken = taken_back(world)
    for digest in finals(outputs).values():
        assert not taken & cited(digest)
    notes = decoded(outputs, "corrections", Correction)
    amended = [d for d in decoded(outputs, "digests.final", Digest) if d.kind == "amended"]
    keys = [(d.edition, d.day, d.revision) for d in amended]
    assert [(n.edition, n.day, n.revision) for n in notes] == keys


@days(0.06)
@given(seeds)
def test_law_9_words_that_an_edit_took_back_are_on_no_page(seed: int) -> None:
    world = day(seed)
    now = edited(world)
    for digest in finals(calm_print(calm_day(world))).values():
        for post, words in quoted(digest):
            assert words in now.get(post, words), (digest.edition, digest.day, post)


def quoted(digest: Digest) -> Iterator[tuple[str, str]]:
    """Every post that is quoted, with its words."""
    for sentence in sentences(digest):
        if sentence.kind == "quote":
            yield sentence.support[0].post, sentence.text
    for story in digest.stories:
        if story.quote:
            yield story.quote.post, story.quote.text


def decoded(outputs: list[Output], channel: str, kind: type[Any]) -> list[Any]:
    values = [output.value for output in outputs if output.channel == channel]
    return [msgspec.json.decode(value, type=kind) for value in values]


def sentences(digest: Digest) -> Iterator[Sentence]:
    yield from (digest.headline, digest.dek, *digest.lead)
    for story in digest.stories:
        yield story.title
        for paragraph in story.paragraphs:
            yield from paragraph


def figure(plain: Any, path: str) -> Any:
    """The number that a path names; raises where there is none."""
    for step in path.split("."):
        plain = plain[int(step)] if isinstance(plain, list | tuple) else plain[step]
    return plain


def versions(world: World) -> dict[str, list[str]]:
    """The visible texts of each post."""
    said: dict[str, list[str]] = {}
    for record in (item.record for item in world.items):
        if isinstance(record, r.PostCreated | r.PostEdited):
            said.setdefault(record.root, []).append(visible(record.text))
    return said


def cited(digest: Digest) -> set[str]:
    """Every post that a page shows or leans on."""
    found = {support.post for s in sentences(digest) for support in s.support if support.post}
    for story in digest.stories:
        found |= {source.post for source in story.sources}
        found |= {story.quote.post} if story.quote else set()
    return found
