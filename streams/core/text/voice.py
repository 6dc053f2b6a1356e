"""The near-duplicate signature: copies with another link, tag or mention are one voice."""

import hashlib
from collections.abc import Sequence

FEWEST = 3
"""Posts of fewer words are the same voice only when their whole text is."""


def voice(said: Sequence[str], text: str) -> str:
    """Sixteen hexadecimal digits: of the words said, or of the text when there are too few.

    `said` holds the folded words and numbers of the post in order, without links, hashtags,
    mentions and emoji; `text` is the visible text.
    """
    key = " ".join(said) if len(said) >= FEWEST else "=" + " ".join(text.casefold().split())
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
