"""Posts as a sparse table: a row a voice, a column a token. The numbers behind a survey."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, compress, count
from operator import attrgetter

import numpy as np

from streams.core.post import Post
from streams.core.stories.sparse import Flags, Floats, Ints, Sparse
from streams.core.stories.spoken import EMOJI, is_emoji, weights

FEWEST = 3
"""A token in fewer voices than this joins no posts."""
IN_TIME = attrgetter("time", "number")


@dataclass(frozen=True, slots=True)
class Table:
    """`heads[i]` is the earliest live post of voice i, `copies[i]` the others, `tokens` names the
    columns; `said` [voices, tokens] is what each token of a voice weighs (see `spoken`)."""

    heads: tuple[Post, ...]
    copies: tuple[tuple[Post, ...], ...]
    tokens: tuple[str, ...]
    said: Sparse


def tabulate(posts: Sequence[Post]) -> Table:
    """The live posts as a table, one row a voice, in the order of time (ties by number)."""
    first: dict[str, Post] = {}
    copied: dict[str, list[Post]] = {}
    for post in sorted([p for p in posts if not p.gone], key=IN_TIME):
        voice = post.voice or post.id
        if first.setdefault(voice, post) is not post:
            copied.setdefault(voice, []).append(post)
    heads = tuple(first.values())
    tokens, said = _said(heads)
    return Table(heads, tuple([tuple(copied.get(voice, ())) for voice in first]), tokens, said)


def _said(heads: Sequence[Post]) -> tuple[tuple[str, ...], Sparse]:
    lengths = np.array([len(p.tokens) for p in heads], dtype=np.int64)
    names: defaultdict[str, int] = defaultdict(count().__next__)
    flat = chain.from_iterable([p.tokens for p in heads])
    columns = np.fromiter(map(names.__getitem__, flat), np.int64, int(lengths.sum()))
    common = np.bincount(columns, minlength=len(names)) >= FEWEST
    pictures = [often and is_emoji(t) for t, often in zip(names, common.tolist(), strict=True)]
    values = _weighed(heads, lengths, np.array(pictures, dtype=np.bool_)[columns])
    every = Sparse(np.concatenate(([0], np.cumsum(lengths))), columns, values, len(names))
    kept = every.only(common[columns])
    renamed = (np.cumsum(common) - 1)[kept.columns]
    tokens = tuple([token for token, often in zip(names, common.tolist(), strict=True) if often])
    return tokens, Sparse(kept.first, renamed, kept.values, len(tokens))


def _weighed(heads: Sequence[Post], lengths: Ints, pictures: Flags) -> Floats:
    """What each token of each voice weighs; only posts with a tag need a closer look."""
    values = np.where(pictures, EMOJI, 1.0)
    tagged = ["#" in post.text or "＃" in post.text for post in heads]
    closer = chain.from_iterable([weights(p.text, p.tokens) for p in compress(heads, tagged)])
    values[np.repeat(np.array(tagged, dtype=np.bool_), lengths)] = np.fromiter(closer, np.float64)
    return values
