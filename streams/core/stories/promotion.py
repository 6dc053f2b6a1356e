"""How much a story looks bought: campaigns and adverts, 0 to 1000."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from streams.core.post import Post

SIGNS = CASHTAG, TRAIN, OFFER = 1, 2, 4
DAY = 86_400_000
YOUNG = 30 * DAY
_CASHTAG = re.compile(r"\$[A-Za-z]{2,10}\b")
_TAG = re.compile(r"[#＃]\w+")
_LINK = re.compile(r"https?://", re.IGNORECASE)
_OFFER = re.compile(
    r"\b(?:airdrops?|giveaways?|promo ?codes?|free bets?|sign ?up|click (?:here|below|the link)"
    r"|links? (?:in|below)|join (?:us|now|our)|bonus|discounts?|betting|nfts?|presale|whitelist"
    r"|live ?(?:stream|tv)(?:s|ing)?|streams? online|watch (?:live|online|free)|subscribe|buy now"
    r"|collect|claim (?:your|it|now)|follow (?:us|and|&)|download (?:the|our|now)|enter to win"
    r"|concours|code promo|paris sportifs?|inscri(?:s|vez)-|cliquez|lien en bio)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Lost:
    """Of each topic: how many of its posts were deleted, and all of them, gone ones too; nothing
    where none was."""

    counts: dict[int, tuple[int, int]]

    @classmethod
    def of(cls, posts: Sequence[Post], find: Callable[[int], int]) -> "Lost":
        """The counts of these posts; `find` leads a topic to its survivor."""
        lost = Counter([post.topic for post in posts if post.gone and "deleted" in post.gone])
        if not lost:
            return cls({})
        counts: dict[int, tuple[int, int]] = {}
        for given, n in Counter([post.topic for post in posts]).items():
            topic = find(given) if given >= 0 else -1
            deleted, every = counts.get(topic, (0, 0))
            counts[topic] = deleted + lost[given], every + n
        return cls(counts)

    def share(self, topics: Sequence[int]) -> float:
        """The share of these topics' posts that was deleted, 0 to 1."""
        found = [self.counts.get(topic, (0, 0)) for topic in topics]
        return sum(d for d, _ in found) / max(1, sum(n for _, n in found))


def promotion(
    heads: Sequence[Post], *, copies: int, deleted: float, known: dict[int, int] | None = None
) -> int:
    """Thousandths: 1 - product of (1 - sign) over the signs below.

    `heads` are the story's voices, `copies` the near-duplicates beside them, `deleted` the share of
    its topics' posts that their authors took back. Each sign rises in a straight line between two
    shares: copied text, one author's share, young accounts, deleted posts, cashtags, trains of
    tags, offers with a link. `known` is what was found in texts before, by number of the post.
    """
    count = max(1, len(heads))
    cashtags, trains, offers = _signs(heads, {} if known is None else known)
    signs = (
        _ramp(copies / (copies + count), 0.3, 0.8) * 0.9,
        _ramp(_few_authors(heads), 0.2, 0.6) * 0.9,
        _ramp(_young(heads), 0.3, 0.8) * 0.8,
        _ramp(deleted, 0.2, 0.6),
        _ramp(cashtags / count, 0.1, 0.5) * 0.9,
        _ramp(trains / count, 0.2, 0.8) * 0.7,
        _ramp(offers / count, 0.15, 0.5) * 0.9,
    )
    honest = 1.0
    for sign in signs:
        honest *= 1.0 - sign
    return round(1000 * (1.0 - honest))


def _signs(heads: Sequence[Post], known: dict[int, int]) -> tuple[int, int, int]:
    """How many of these texts hold a cashtag, a train of tags, an offer with a link."""
    for post in heads:
        if post.number not in known:
            known[post.number] = _look(post.text)
    found = Counter([known[post.number] for post in heads])
    cashtags, trains, offers = (sum(n for s, n in found.items() if s & sign) for sign in SIGNS)
    return cashtags, trains, offers


def _look(text: str) -> int:
    """The `SIGNS` in a text. Pure."""
    offer = bool(_LINK.search(text) and _OFFER.search(text))
    train = len(_TAG.findall(text)) > 5
    return bool(_CASHTAG.search(text)) * CASHTAG | train * TRAIN | offer * OFFER


def _ramp(share: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (share - low) / (high - low)))


def _few_authors(heads: Sequence[Post]) -> float:
    counts = Counter([post.author for post in heads if post.author])
    return max(counts.values(), default=0) / len(heads) if len(heads) > 3 else 0.0


def _young(heads: Sequence[Post]) -> float:
    ages = [p.time - p.account_created for p in heads if p.account_created]
    return sum([age < YOUNG for age in ages]) / max(4, len(ages))
