"""Posts as a sparse table: a row a voice, a column a token. The numbers behind a survey."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from streams.core.post import Post
from streams.core.stories.rows import Rows
from streams.core.stories.sparse import Sparse, counted, starts

FEWEST = 3
"""A token in fewer voices than this joins no posts."""
IN_TIME = attrgetter("time", "number")
TIME, NUMBER = attrgetter("time"), attrgetter("number")


@dataclass(frozen=True, slots=True)
class Table:
    """`heads[i]` is the earliest live post of voice i, `copies[i]` the others, `tokens` names the
    columns; `said` [voices, tokens] is what each token of a voice weighs (see `spoken`)."""

    heads: tuple[Post, ...]
    copies: tuple[tuple[Post, ...], ...]
    tokens: tuple[str, ...]
    said: Sparse


def tabulate(posts: Sequence[Post], rows: Rows | None = None) -> Table:
    """The live posts as a table, one row a voice, in the order of time (ties by number).

    `rows` were kept from earlier tables of the same desk, and only save time.
    """
    rows = Rows() if rows is None else rows
    rows.forget([post for post in posts if post.gone])
    heads, copies = _voices([post for post in posts if not post.gone])
    tokens, said = _said(heads, rows)
    return Table(heads, copies, tokens, said)


def _voices(live: list[Post]) -> tuple[tuple[Post, ...], tuple[tuple[Post, ...], ...]]:
    """The earliest post of each voice, and the others of each."""
    # Posts come nearly in this order: two stable sorts by one number are quicker than one by two.
    live.sort(key=NUMBER)
    live.sort(key=TIME)
    voices = [post.voice or post.id for post in live]
    first = dict(zip(reversed(voices), reversed(live), strict=True))
    copied: dict[str, list[Post]] = {}
    for voice, post in zip(voices, live, strict=True):
        if first[voice] is not post:
            copied.setdefault(voice, []).append(post)
    order = dict.fromkeys(voices)
    copies = [tuple(copied[voice]) if voice in copied else () for voice in order]
    return tuple([first[voice] for voice in order]), tuple(copies)


def _said(heads: Sequence[Post], rows: Rows) -> tuple[tuple[str, ...], Sparse]:
    """The tokens of more than a few voices in the order in which they were first said."""
    lengths, names, tenths = rows.said(heads)
    every = rows.names
    common = np.bincount(names, minlength=len(every)) >= FEWEST
    first = np.zeros(len(every), dtype=np.int32)
    first[names[::-1]] = np.arange(len(names), dtype=np.int32)[::-1]
    kept = np.nonzero(common)[0]
    kept = kept[np.argsort(first[kept], kind="stable")]
    column = np.zeros(len(every), dtype=np.int64)
    column[kept] = np.arange(len(kept))
    fit = common[names]
    begin = counted(fit, starts(lengths))
    said = Sparse(begin, column[names[fit]], tenths[fit] / 10.0, len(kept))
    return tuple([every[name] for name in kept.tolist()]), said
