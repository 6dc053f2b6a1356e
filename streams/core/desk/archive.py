"""The archive: what was printed in the last 31 days, so that a deletion reaches it (law 9)."""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from schemas.channels import CORRECTIONS, DIGESTS_FINAL
from schemas.codec import encode
from schemas.digests import Digest, Quote
from streams.core.desk.builtins import dump, load
from streams.core.fold import Output
from streams.core.post import Post
from streams.core.writing import amend

KEPT = 31 * 86_400_000


class Printed(msgspec.Struct):
    """One published digest, as it stands now, and the posts behind it."""

    digest: Digest
    posts: dict[str, Post]

    def unsaid(self, said: Mapping[str, str]) -> list[str]:
        """The edited posts (id to what each says now) that no longer say what is printed of them.

        A post whose printed words stand stays, and is never cited anew: the rest of its text is
        not what its author says now.
        """
        lost = []
        for post, text in said.items():
            known = self.posts.get(post)
            if known is None:
                continue
            if text and all(known.text[a:b] in text for a, b in self._spans(post)):
                if known.text != text:
                    known.gone |= {"withdrawn"}
            else:
                lost.append(post)
        return lost

    def _spans(self, post: str) -> list[tuple[int, int]]:
        spans = [(s.start, s.end) for s in supports(self.digest) if s.post == post]
        spans += [(q.start, q.end) for q in quotes(self.digest) if q.post == post]
        return [(a, b) for a, b in spans if a is not None and b is not None]


class Archive:
    """Published digests by (edition, day), oldest first."""

    def __init__(self) -> None:
        self.printed: dict[tuple[str, str], Printed] = {}

    def keep(self, digest: Digest, posts: Mapping[str, Post]) -> None:
        """Remember a final digest with the posts that it names."""
        named = {cited.post for story in digest.stories for cited in story.sources}
        named |= {support.post for support in supports(digest) if support.post}
        # Copies: what the shelf does to a post later must not reach what was printed of it.
        kept = load(dump([posts[post] for post in sorted(named) if post in posts]))
        self.printed[digest.edition, digest.day] = Printed(digest, {p.id: p for p in kept})

    def posts_of(self, author: str) -> list[str]:
        """Posts by an account that stand in a published digest."""
        found = {
            p.id
            for printed in self.printed.values()
            for p in printed.posts.values()
            if p.author == author
        }
        return sorted(found)

    def take_back(
        self, gone: Mapping[str, str], *, said: Mapping[str, str], at: int
    ) -> list[Output]:
        """Amend every published digest that holds one of these posts (id to reason), or words
        that an edit took back (id to what the post says now; "" where it left the desk)."""
        outputs: list[Output] = []
        for printed in self.printed.values():
            lost = {**dict.fromkeys(printed.unsaid(said), "withdrawn"), **gone}
            amended = lost and amend(printed.digest, gone=lost, posts=printed.posts, at=at)
            if not amended:
                continue
            digest, correction = amended
            before, after = encode(printed.digest), encode(digest)
            correction = msgspec.structs.replace(
                correction,
                digest_sha256=hashlib.sha256(after).hexdigest(),
                supersedes_sha256=hashlib.sha256(before).hexdigest(),
            )
            printed.digest = digest
            for post in lost:
                printed.posts.pop(post, None)
            outputs += _outputs(digest, after, correction)
        return outputs

    def forget(self, now: int) -> None:
        """Drop what was printed more than 31 days ago."""
        for key in [k for k, p in self.printed.items() if p.digest.window.end < now - KEPT]:
            del self.printed[key]

    def snapshot(self) -> list[Any]:
        return [
            [msgspec.to_builtins(printed.digest), dump(printed.posts.values())]
            for printed in self.printed.values()
        ]

    def restore(self, state: list[Any]) -> "Archive":
        self.printed = {}
        for digest, posts in state:
            read = msgspec.convert(digest, Digest)
            known = {post.id: post for post in load(posts)}
            self.printed[read.edition, read.day] = Printed(read, known)
        return self


def supports(digest: Digest) -> list[Any]:
    """Every support of every sentence of a digest."""
    sentences = [digest.headline, digest.dek, *digest.lead]
    for story in digest.stories:
        sentences.append(story.title)
        sentences += [sentence for paragraph in story.paragraphs for sentence in paragraph]
    return [support for sentence in sentences for support in sentence.support]


def quotes(digest: Digest) -> list[Quote]:
    """Every quote of a digest."""
    return [story.quote for story in digest.stories if story.quote]


def _outputs(digest: Digest, value: bytes, correction: Any) -> list[Output]:
    key = f"{digest.edition}/{digest.day}"
    return [
        Output(DIGESTS_FINAL.name, key, value),
        Output(CORRECTIONS.name, f"{key}/{digest.revision}", encode(correction)),
    ]
