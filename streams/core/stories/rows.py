"""What posts say as numbers, kept from page to page: most posts are the same a minute later."""

from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from streams.core.post import Post
from streams.core.stories.sparse import Floats, Ints
from streams.core.stories.spoken import weights

MOST_OTHERS = 1 << 16
"""Rows of posts that are not on a page, beside as many as the page has, before all are dropped."""


class Row(NamedTuple):
    """One post: what its row was made from, its tokens by number (int32), their weights (float64);
    as bytes, since joining ten thousand of them takes no time."""

    text: str
    tokens: tuple[str, ...]
    names: bytes
    weights: bytes


class Rows:
    """Rows of posts by their number, made once and again when a post is edited.

    They only save time: what a page shows does not depend on which rows are kept, nor on how
    tokens are numbered.
    """

    def __init__(self) -> None:
        self._rows: dict[int, Row] = {}
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def names(self) -> tuple[str, ...]:
        """The tokens, in the order of their numbers."""
        return tuple(self._numbers)

    def said(self, posts: Sequence[Post]) -> tuple[Ints, Ints, Floats]:
        """How many tokens each of these posts has; their tokens by number and what each weighs
        (see `spoken`), post after post."""
        if len(self._rows) > MOST_OTHERS + 2 * len(posts):
            self._rows, self._numbers = {}, {}
        known = list(map(self._rows.get, [post.number for post in posts]))
        rows = [
            row
            if row is not None and row.tokens is post.tokens and row.text is post.text
            else self._learn(post)
            for row, post in zip(known, posts, strict=True)
        ]
        names = np.frombuffer(b"".join([row.names for row in rows]), np.int32)
        weighed = np.frombuffer(b"".join([row.weights for row in rows]), np.float64)
        lengths = np.array([len(row.tokens) for row in rows], dtype=np.int64)
        return lengths, names.astype(np.int64), weighed

    def forget(self, posts: Iterable[Post]) -> None:
        """Keep nothing of these."""
        for post in posts:
            self._rows.pop(post.number, None)

    def _learn(self, post: Post) -> Row:
        numbers = self._numbers
        names = array("i", [numbers.setdefault(token, len(numbers)) for token in post.tokens])
        weighed = array("d", weights(post.text, post.tokens))
        row = Row(post.text, post.tokens, names.tobytes(), weighed.tobytes())
        self._rows[post.number] = row
        return row
