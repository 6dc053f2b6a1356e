"""Who likes, reposts, replies and quotes, and who takes it back."""

import random
from collections import Counter

from schemas.records import (
    Counters,
    EngagementAdded,
    EngagementCounted,
    EngagementKind,
    EngagementRemoved,
)
from streams.sources.demo.clock import DAY_TO, HOUR, MINUTE
from streams.sources.demo.script import Script, Written

KINDS: tuple[EngagementKind, ...] = ("like", "repost", "reply", "quote")
MIX = (76, 16, 6, 2)


def engage(script: Script, rng: random.Random, events: int) -> None:
    """Give the Bluesky posts about `events` single engagements, and counters to the others."""
    told = [post for post in script.posts if post.account.source == "bluesky"]
    sizes = Counter(post.slug for post in script.posts)
    rest = events
    for post in told:
        if post.strong >= 0:
            rest -= applaud(script, post, _fame(post, sizes[post.slug], rng), rng)
    plain = [post for post in told if post.strong < 0]
    weights = [_pull(post) * rng.gammavariate(0.45, 1.0) for post in plain]
    total = sum(weights)
    for post, weight in zip(plain, weights, strict=True):
        share = rest * weight / total
        applaud(script, post, min(int(share + rng.random()), 24), rng)
    for post in script.posts:
        if post.account.source != "bluesky":
            count(script, post, sizes[post.slug], rng)


def applaud(script: Script, post: Written, number: int, rng: random.Random) -> int:
    """Add single engagements by different people, most of them soon after the post."""
    for actor in rng.sample(script.cast.crowd, number):
        kind = rng.choices(KINDS, MIX)[0]
        at = post.at + 2_000 + int(rng.expovariate(1 / (70 * MINUTE)))
        if at < DAY_TO:
            add(script, post, kind, actor, at)
    return number


def add(script: Script, post: Written, kind: EngagementKind, actor: str, at: int) -> None:
    """Add one engagement, and remember it in case it is taken back."""
    place = script.place(post.account.source, at)
    script.add(EngagementAdded(**place, post=post.id, root=post.id, engagement=kind, actor=actor))
    post.likes.append((place["id"], kind, actor, at))


def take_back(script: Script, rng: random.Random, share: float) -> None:
    """Let some likes and reposts be taken back within three hours."""
    for post in script.posts:
        for event, kind, actor, at in post.likes:
            if kind not in ("like", "repost") or rng.random() >= share:
                continue
            place = script.place(post.account.source, at + rng.randrange(5_000, 3 * HOUR))
            script.add(
                EngagementRemoved(
                    **place,
                    post=post.id,
                    root=post.id,
                    engagement="like" if kind == "like" else "repost",
                    actor=actor,
                    removes=event,
                )
            )


def count(script: Script, post: Written, size: int, rng: random.Random) -> None:
    """Tell the network's own counters of a post: quotable ones several times, others seldom."""
    strong = post.strong >= 0
    if not strong and rng.random() > 0.3:
        return
    likes = _fame(post, size, rng) * 3 // 4 if strong else int(rng.gammavariate(0.6, 7.0))
    steps = rng.randint(3, 5) if strong else 1
    at = post.at
    for step in range(1, steps + 1):
        at += rng.randrange(6 * MINUTE, 75 * MINUTE)
        if at >= DAY_TO:
            return
        counters = _counters(post.account.source, likes * step // steps)
        place = script.place(post.account.source, at)
        script.add(
            EngagementCounted(
                **place, post=post.id, root=post.id, counters=counters, as_of=place["event_time"]
            )
        )


def _counters(source: str, likes: int) -> Counters:
    if source == "hackernews":
        return Counters(point=likes, comment=likes // 2)
    return Counters(like=likes, repost=likes // 5, reply=likes // 9, quote=likes // 30)


def _fame(post: Written, size: int, rng: random.Random) -> int:
    # The more people speak of a story, the more read its best posts; the first of them leads.
    return 40 + 30 * (post.strong == 0) + min(size, 150) // 2 + rng.randrange(25)


def _pull(post: Written) -> float:
    if post.slug in ("campaign", "hostile"):
        return 0.3
    return 0.45 if post.slug == "-" else 1.0
