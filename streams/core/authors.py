"""How many people wrote: a figure only where it is known who wrote each post."""

from collections.abc import Iterable

from streams.core.post import Post


def signed(posts: Iterable[Post]) -> bool:
    """Whether the author of each of these posts is known."""
    return all(post.author for post in posts)


def author_figure(count: int, *, known: bool) -> int | None:
    """What a page may say of `count` distinct authors: None where not all of them are known.

    A post of an unknown author may be by anybody, also by one who wrote others. Heat takes each
    for a person of its own, since a story told by many must not stand below one told by few; a
    sentence that said so would have no source (law 8).

    >>> author_figure(116, known=True), author_figure(116, known=False)
    (116, None)
    """
    return count if known else None
