"""An astroturf campaign: young accounts, look-alike posts for an invented token, soon deleted."""

import random

from schemas.records import AuthorHidden, PostDeleted
from streams.sources.demo.cast import Account
from streams.sources.demo.clock import HOUR, MIDNIGHT, MINUTE
from streams.sources.demo.engagement import add
from streams.sources.demo.pages import lines, read
from streams.sources.demo.script import Script, Written
from streams.sources.demo.spin import spin

WAVES = (MIDNIGHT + 10 * HOUR, MIDNIGHT + 12 * HOUR + 20 * MINUTE, MIDNIGHT + 17 * HOUR)
ACCOUNTS = 48
POSTS = 168
DELETED = 0.62


def push(script: Script, rng: random.Random) -> None:
    """Post in three waves, cheer within the ring, delete most, lose the ring's leader."""
    page = read("campaign.toml")
    names = lines(page["names"])
    texts = {"fr": lines(page["fr"]), "en": lines(page["en"])}
    ring = [
        script.cast.newcomer("fr" if turn % 3 == 0 else "en", rng.choice(names))
        for turn in range(ACCOUNTS)
    ]
    for turn in range(POSTS):
        account = ring[turn % ACCOUNTS]
        at = WAVES[turn * len(WAVES) // POSTS] + int(rng.expovariate(1 / (11 * MINUTE)))
        post = script.write(account, spin(rng.choice(texts[account.lang]), rng), at, "campaign")
        _cheer(script, post, ring, rng)
        if rng.random() < DELETED:
            delete(script, post, at + rng.randrange(4 * MINUTE, 40 * MINUTE))
    place = script.place("bluesky", WAVES[-1] + 2 * HOUR)
    script.add(AuthorHidden(**place, author=ring[0].author.id))


def _cheer(script: Script, post: Written, ring: list[Account], rng: random.Random) -> None:
    for fan in rng.sample(ring, 4):
        kind = rng.choice(("like", "repost"))
        at = post.at + rng.randrange(3_000, 3 * MINUTE)
        add(script, post, "like" if kind == "like" else "repost", fan.author.id, at)


def delete(script: Script, post: Written, at: int) -> None:
    """Delete a post."""
    place = script.place(post.account.source, at)
    script.add(PostDeleted(**place, post=post.id, root=post.id))
