"""What posts say as numbers, kept from page to page: most posts are the same a minute later."""

from collections.abc import Container, Iterable, Sequence
from itertools import compress, repeat

import numpy as np
from numpy.typing import NDArray

from streams.core.post import Post
from streams.core.stories.sparse import Ints
from streams.core.stories.spoken import weights

MOST_OTHERS = 1 << 16
"""Rows of posts that are not on a page, beside as many as the page has, before all are dropped."""


Short = NDArray[np.int32]
Tiny = NDArray[np.uint8]
SAID = np.dtype([("token", np.int32), ("tenths", np.uint8)])
Row = tuple[str | None, tuple[str, ...], bytes]
"""The text and tokens of a post from which its row was made, and what it says: a `SAID` a token,
as bytes, since joining ten thousand of them takes no time."""
NONE: Row = (None, (), b"")


class Rows:
    """Rows of posts by their number, made once and again when a post is edited.

    They only save time: what a page shows does not depend on which rows are kept, nor on how
    tokens are numbered.
    """

    def __init__(self, others: int = MOST_OTHERS) -> None:
        self._others = others
        self._rows: dict[int, Row] = {}
        self._numbers: dict[str, int] = {}
        self._used = 0
        """How many tokens were left when they were last numbered anew."""
        self.signs: dict[int, int] = {}
        """What `promotion` found in the texts of posts, by number."""

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def names(self) -> tuple[str, ...]:
        """The tokens, in the order of their numbers."""
        return tuple(self._numbers)

    def said(self, posts: Sequence[Post]) -> tuple[Ints, Short, Tiny]:
        """How many tokens each of these posts has; their tokens by number and the tenths that each
        weighs (see `spoken`), post after post."""
        if len(self._rows) > self._others + 2 * len(posts):
            self._rows, self._numbers, self.signs, self._used = {}, {}, {}, 0
        known = map(self._rows.get, [post.number for post in posts], repeat(NONE))
        rows = [
            said if text is post.text and tokens is post.tokens else self._learn(post)
            for post, (text, tokens, said) in zip(posts, known, strict=True)
        ]
        every = np.frombuffer(b"".join(rows), SAID)
        lengths = np.fromiter(map(len, rows), np.int64, len(rows)) // SAID.itemsize
        return lengths, every["token"].copy(), every["tenths"].copy()

    def forget(self, posts: Iterable[Post]) -> None:
        """Keep nothing of these."""
        for post in posts:
            self._rows.pop(post.number, None)
            self.signs.pop(post.number, None)

    def keep(self, posts: Container[int]) -> None:
        """Keep nothing but what posts of these numbers say; nor, once there are twice as many
        tokens as the last time, those that none of them says."""
        self._rows = {post: row for post, row in self._rows.items() if post in posts}
        self.signs = {post: signs for post, signs in self.signs.items() if post in posts}
        if len(self._numbers) > 2 * self._used:
            self._renumber()

    def _renumber(self) -> None:
        used = np.zeros(len(self._numbers), np.bool_)
        for _, _, said in self._rows.values():
            used[np.frombuffer(said, SAID)["token"]] = True
        place = (np.cumsum(used) - 1).astype(np.int32)
        self._numbers = {name: n for n, name in enumerate(compress(self._numbers, used.tolist()))}
        self._used = len(self._numbers)
        for post, (text, tokens, said) in self._rows.items():
            row = np.frombuffer(said, SAID).copy()
            row["token"] = place[row["token"]]
            self._rows[post] = text, tokens, row.tobytes()

    def _learn(self, post: Post) -> bytes:
        numbers = self._numbers
        row = np.empty(len(post.tokens), SAID)
        row["token"] = [numbers.setdefault(token, len(numbers)) for token in post.tokens]
        row["tenths"] = weights(post.text, post.tokens)
        said = row.tobytes()
        self._rows[post.number] = post.text, post.tokens, said
        self.signs.pop(post.number, None)
        return said
