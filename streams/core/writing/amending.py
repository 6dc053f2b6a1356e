"""Taking back what gone posts said: a published digest is amended, never written again (law 9)."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from schemas.codec import encode
from schemas.digests import Correction, CorrectionNote, Digest, Sentence, Story
from streams.core.post import Post
from streams.core.writing import front
from streams.core.writing.checking import places
from streams.core.writing.figures import moved
from streams.core.writing.front import Front
from streams.core.writing.imprint import voice_of
from streams.core.writing.mending import Mender, holds
from streams.core.writing.slots import verbatim


@dataclass(frozen=True)
class _Kept:
    """Stories that stay, with the index at which each one stood."""

    stories: tuple[Story, ...]
    indices: tuple[int, ...]


def amend(
    digest: Digest, *, gone: Mapping[str, str], posts: Mapping[str, Post], at: int
) -> tuple[Digest, Correction] | None:
    """The digest without what gone posts (id to reason) said, and the correction that says so.

    Sentences, titles, quotes and sources of these posts leave; a quote or title is taken from the
    story's other sources where `posts` (live, as of the digest) knows them; a story with none left
    leaves. Coverage and counts stay: they are of their time. None where the digest names none of
    the posts. The correction names sentences by their path in the superseded digest, not by their
    words, which are to be forgotten.
    """
    lost = frozenset(gone) & named(digest)
    if not lost:
        return None
    known = {p: post for p, post in posts.items() if p not in gone and post.live}
    kept = _stories(digest, Mender(digest, lost, known))
    reason = ", ".join(sorted({gone[post] for post in lost}))
    drafted = _fronted(digest, kept, lost, known)
    left = _left(digest, drafted, kept, lost)
    note = CorrectionNote(
        revision=digest.revision + 1,
        at=at,
        reason=reason,
        posts=tuple(sorted(lost)),
        sentences=len(left),
    )
    amended = replace(
        drafted,
        kind="amended",
        revision=note.revision,
        corrections=(*digest.corrections, note),
    )
    return amended, _correction(digest, amended, note, left)


def named(digest: Digest) -> frozenset[str]:
    """Every post that a digest names, but for those that its corrections took out."""
    supports = (s for _, sentence in places(digest) for s in sentence.support)
    sources = (cited.post for story in digest.stories for cited in story.sources)
    quotes = (story.quote.post for story in digest.stories if story.quote)
    return frozenset((*(s.post for s in supports if s.post), *sources, *quotes))


def _stories(digest: Digest, mender: Mender) -> _Kept:
    mended = [(i, mender.mend(i, story)) for i, story in enumerate(digest.stories)]
    kept = [(i, story) for i, story in mended if story is not None]
    places_of = {old: new for new, (old, _) in enumerate(kept)}
    stories = tuple(_moved(story, places_of) for _, story in kept)
    return _Kept(stories, tuple(old for old, _ in kept))


def _moved(story: Story, places_of: Mapping[int, int]) -> Story:
    """The story with its figures named by its new place."""

    def move(sentence: Sentence) -> Sentence:
        support = tuple(
            replace(s, figure=moved(s.figure, places_of)) if s.figure else s
            for s in sentence.support
        )
        return replace(sentence, support=support)

    paragraphs = tuple(tuple(map(move, paragraph)) for paragraph in story.paragraphs)
    return replace(story, rank=places_of[story.rank - 1] + 1, paragraphs=paragraphs)


def _fronted(
    digest: Digest, kept: _Kept, lost: frozenset[str], known: Mapping[str, Post]
) -> Digest:
    """The digest with these stories, its headline, dek and lead told anew where they must be."""
    same = len(kept.stories) == len(digest.stories) and all(
        new.title == old.title for new, old in zip(kept.stories, digest.stories, strict=True)
    )
    top = Front(
        voice=voice_of(digest),
        seed=f"{digest.edition}/{digest.day}",
        kind="amended",
        as_of=digest.as_of,
        coverage=digest.coverage,
        stories=kept.stories,
    )
    headless = holds(digest.headline, lost) or kept.indices[:1] != (0,)
    stays = not (headless and digest.stories)
    return replace(
        digest,
        stories=kept.stories,
        headline=digest.headline if stays else _headline(top, known),
        dek=digest.dek if same else front.dek(top),
        lead=digest.lead if same else front.lead(top),
    )


def _headline(top: Front, known: Mapping[str, Post]) -> Sentence:
    if not top.stories:
        return front.quiet(top)
    story = top.stories[0]
    span = Mender.title_from(story, known, top.voice, said=[story.title.text])
    return story.title if span is None else verbatim(span)


def _left(digest: Digest, drafted: Digest, kept: _Kept, lost: frozenset[str]) -> tuple[str, ...]:
    """Paths, in the superseded digest, of the sentences and quotes that left or were told anew."""
    above = {path: sentence for path, sentence in places(drafted) if "stories." not in path}
    removed = {f"stories.{i}" for i in range(len(digest.stories)) if i not in kept.indices}
    paths: list[str] = []
    for path, sentence in places(digest):
        inside = path.startswith("stories.")
        away = ".".join(path.split(".")[:2]) in removed
        if holds(sentence, lost) or away or (not inside and above.get(path) != sentence):
            paths.append(path)
    for i, story in enumerate(digest.stories):
        if story.quote and (story.quote.post in lost or f"stories.{i}" in removed):
            paths.append(f"stories.{i}.quote")
    return tuple(paths)


def _correction(
    digest: Digest, amended: Digest, note: CorrectionNote, left: Sequence[str]
) -> Correction:
    return Correction(
        edition=digest.edition,
        day=digest.day,
        revision=note.revision,
        at=note.at,
        reason=note.reason,
        posts=note.posts,
        sentences=tuple(left),
        digest_sha256=hashlib.sha256(encode(amended)).hexdigest(),
        supersedes_sha256=hashlib.sha256(encode(digest)).hexdigest(),
    )
