"""What the posts of stories add up to: people, points, and when they spoke."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from streams.core.authors import author_figure, signed
from streams.core.post import Post
from streams.core.stories.clock import Clock
from streams.core.stories.sparse import Flags, Ints

AUTHOR_CAP = 500
"""Points that one author's posts may bring to a story."""
EVERY = slice(None)


@dataclass(frozen=True, slots=True)
class Crowd:
    """One story's sums. For heat a post whose author is unknown is its own; `speaking` and `voices`
    leave copies out."""

    speaking: tuple[int, ...]
    """Distinct authors in each bucket of the clock."""
    voices: int
    authors: int | None
    """The printed count: None where the author of any post is unknown."""
    points: int
    """The printed count: net engagement."""
    capped: int
    """Points with at most `AUTHOR_CAP` an author, never below 0."""
    peak: int
    """The bucket in which most authors spoke, the first of equals."""


def crowds(stories: Sequence[tuple[Sequence[Post], Sequence[Post]]], clock: Clock) -> list[Crowd]:
    """The crowd of each story, given as its voices and their copies."""
    many = len(stories)
    posts = [post for pair in stories for half in pair for post in half]
    sizes = [len(half) for pair in stories for half in pair]
    half = np.repeat(np.arange(2 * many), sizes)
    story, voice = half // 2, half % 2 == 0
    author = _authors(posts)
    bucket = clock.places([post.time for post in posts])
    speaking = _people(story * clock.buckets + bucket, author, many * clock.buckets, voice)
    spoken = _people(story * clock.buckets + bucket, author, many * clock.buckets)
    points = np.array(list(map(sum, [post.counters for post in posts])), dtype=np.int64)
    columns = (
        _people(story, author, many, voice),
        _people(story, author, many),
        np.bincount(story, points, minlength=many),
        _capped(story, author, points, many),
        spoken.reshape(many, clock.buckets).argmax(axis=1),
    )
    rows = zip(*[column.astype(np.int64).tolist() for column in columns], strict=True)
    heard = speaking.reshape(many, clock.buckets).tolist()
    known = [all(map(signed, pair)) for pair in stories]
    return [
        Crowd(tuple(counts), voices, author_figure(authors, known=named), *rest)
        for counts, (voices, authors, *rest), named in zip(heard, rows, known, strict=True)
    ]


def _authors(posts: Sequence[Post]) -> Ints:
    """A number for each post's author, the same for the same."""
    names: defaultdict[str, int] = defaultdict(count().__next__)
    given = [post.author or post.id for post in posts]
    return np.fromiter(map(names.__getitem__, given), np.int64, len(given))


def _people(place: Ints, author: Ints, places: int, fit: Flags | slice = EVERY) -> Ints:
    """Distinct authors in each place of [0, places), of the posts that fit."""
    authors = int(author.max(initial=0)) + 1
    pairs = place * authors + author
    every = np.sort(pairs[fit])
    return np.bincount(every[_fresh(every)] // authors, minlength=places)


def _capped(story: Ints, author: Ints, points: Ints, many: int) -> Ints:
    authors = int(author.max(initial=0)) + 1
    pairs = story * authors + author
    order = np.argsort(pairs)
    every = pairs[order]
    fresh = _fresh(every)
    brought = np.clip(np.bincount(np.cumsum(fresh) - 1, points[order]), 0, AUTHOR_CAP)
    return np.bincount(every[fresh] // authors, brought, minlength=many).astype(np.int64)


def _fresh(ordered: Ints) -> Flags:
    """Which of these is the first of its kind; no pair is below 0."""
    return np.diff(ordered, prepend=-1) > 0
