"""What an author is called on a page. Names are written by strangers: they are cleaned and cut."""

import re
from functools import lru_cache

from streams.core.post import Post
from streams.core.writing.fitness import hostile

_HANDLE = re.compile(r"[\w][\w.@-]{0,63}")
_OPAQUE = re.compile(r"did:|https?:|[\d\s.:_-]+$|[0-9a-f-]{16,}$", re.IGNORECASE)
_KEPT = re.compile(r"[^\w\s.,'’&\"()-]|[\r\n\t]|_{2,}")
_LINKED = re.compile(r"://|www\.", re.IGNORECASE)
MOST, SHORT = 48, 20


def handle(post: Post) -> str:
    """`@handle` where the post tells one that can be printed, else "".

    >>> from streams.core.post import Post
    >>> def by(author, handle="", name=""):
    ...     return Post("p", 0, author, handle, name, "", "", "", "", (), "", 0, 0)
    >>> handle(by("7", "@ada")), handle(by("7", "<b>"))
    ('@ada', '')
    """
    return _handle(post.handle)


def name(post: Post) -> str:
    """The display name in one clean line, else the handle, else the author's id if it reads.

    "" where the network tells nothing that a reader could call the author.
    """
    return _name(post.name[: 4 * MOST]) or handle(post) or _readable(post.author)


def called(post: Post) -> str:
    """What prose calls the author: a short handle before the name, "" for nobody.

    Handles that are whole domains are hard to read in a sentence: there the name stands.
    """
    short = handle(post)
    return short if 0 < len(short) <= SHORT else name(post)


@lru_cache(maxsize=4096)
def _handle(told: str) -> str:
    bare = told.strip().lstrip("@")
    return f"@{bare}" if _HANDLE.fullmatch(bare) and not hostile(bare) else ""


@lru_cache(maxsize=4096)
def _name(raw: str) -> str:
    said = " ".join(_KEPT.sub(" ", raw).split())
    if not any(map(str.isalpha, said)) or hostile(raw) or _LINKED.search(raw):
        return ""
    return said if len(said) <= MOST else said[: MOST - 1].rstrip() + "…"


@lru_cache(maxsize=4096)
def _readable(author: str) -> str:
    author = author.strip()
    fit = _HANDLE.fullmatch(author) and not _OPAQUE.match(author) and not hostile(author)
    return author if fit and len(author) <= 32 else ""
