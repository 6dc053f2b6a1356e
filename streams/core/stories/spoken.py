"""Which tokens of a post are said and which are only tagged."""

import re
from collections.abc import Sequence

_TAG = re.compile(r"[#＃]\w+")
_LINK = re.compile(r"https?://\S+")
FEW_TAGS = 2
NAMED = 12
SAID, TAG_IN_FEW, TAG_IN_TRAIN, EMOJI = 10, 5, 2, 5


def weights(text: str, tokens: tuple[str, ...]) -> tuple[int, ...]:
    """What each token of a post says about its subject, in tenths.

    Writers append the same train of hashtags to everything, so that two posts which share a train
    share a habit, not a story. A token that stands in the running text weighs 10, one that is only
    part of a tag 5, and 2 in a train of more than two tags; emoji 5.
    """
    tags = _TAG.findall(text) if "#" in text or "＃" in text else ()
    if not tags:
        return tuple([EMOJI if is_emoji(token) else SAID for token in tokens])
    low = TAG_IN_FEW if len(tags) <= FEW_TAGS else TAG_IN_TRAIN
    said = _LINK.sub("", _TAG.sub("", text)).casefold()
    return tuple([_weight(token, said, low) for token in tokens])


def _weight(token: str, said: str, low: int) -> int:
    if is_emoji(token):
        return EMOJI
    return SAID if token in said else low


def is_emoji(token: str) -> bool:
    """Whether a token is a picture and no word, figure or cashtag."""
    return not token[0].isalnum() and token[0] != "$"


def wordless(tokens: Sequence[tuple[str, float]]) -> bool:
    """Whether pictures make up more than half of a story's heaviest tokens: a mood, no story."""
    first = tokens[:NAMED]
    words = sum(weight for token, weight in first if not is_emoji(token))
    return 2 * words < sum(weight for _, weight in first)
