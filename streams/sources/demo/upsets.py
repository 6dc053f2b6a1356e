"""What goes otherwise: edits, deletions, withheld and late posts, hidden authors, bad bytes."""

import random

from schemas import records
from streams.sources.demo.campaign import delete
from streams.sources.demo.clock import DAY_TO, HOUR, MIDNIGHT, MINUTE
from streams.sources.demo.engagement import add
from streams.sources.demo.pages import Story, Talk
from streams.sources.demo.script import Script, Written
from streams.sources.demo.spin import spin
from streams.sources.demo.voices import DESK_TAG, Teller

UNQUOTABLE = "outage-en"
"""The best post of this story is deleted before the day closes."""
WITHHELD = "toy-bear-en"
WITHHELD_AND_BACK = "amendes-fr"
REGRETTED = ("garance-fr", "doublage-fr", "verdict-en", "merger-en")
"""The best posts of these stories are deleted on the morning after."""
_FIXED = {"fr": "(Faute de frappe corrigée.)", "en": "(Edited for a typo.)"}


def edit(script: Script, stories: list[Story], rng: random.Random) -> None:
    """Correct typos, correct one fact, and let two posts leave and two enter the desk."""
    editable = [p for p in script.posts if p.account.source in ("mastodon", "x") and p.strong < 0]
    for post in rng.sample([p for p in editable if p.slug not in ("-", "hostile")], 52):
        revise(script, post, f"{post.text} {_FIXED[post.account.lang]}", rng)
    for story in stories:
        if story.correct:
            post = best(script, story.slug, 1)
            revise(script, post, post.text.replace(*story.correct), rng)
    idle = [p for p in editable if p.slug == "-" and "#" not in p.text]
    for post in rng.sample(idle, 2):
        revise(script, post, f"{post.text} {DESK_TAG[post.account.lang]}", rng)
    tagged = [p for p in editable if p.slug == "-" and "#" in p.text]
    for post in rng.sample(tagged, 2):
        revise(script, post, "…", rng)


def revise(script: Script, post: Written, text: str, rng: random.Random) -> None:
    """Edit a post 2 to 40 minutes later: under its id on Mastodon, under a new one on X."""
    account = post.account
    place = script.place(account.source, post.at + rng.randrange(2 * MINUTE, 40 * MINUTE))
    edited, url = (post.id, "") if account.source == "mastodon" else script.mint(account)
    script.truth.setdefault(edited, post.slug)
    script.add(
        records.PostEdited(
            **place,
            post=edited,
            root=post.id,
            author=account.author,
            text=text,
            revision=1,
            lang=account.lang,
            tags=tuple(word[1:] for word in text.split() if word.startswith("#")),
            url=url,
        )
    )


def remove(script: Script, rng: random.Random) -> None:
    """Delete some posts at random and one that would have been quoted."""
    plain = [p for p in script.posts if p.strong < 0 and p.slug != "campaign"]
    for post in rng.sample(plain, 58):
        delete(script, post, post.at + rng.randrange(2 * MINUTE, 5 * HOUR))
    early = rng.choice(plain)
    delete(script, early, early.at - 20_000)
    delete(script, best(script, UNQUOTABLE), MIDNIGHT + 20 * HOUR + 40 * MINUTE)


def withhold(script: Script) -> None:
    """Withhold two posts for a legal demand; give one of them back. Hide an author for a while."""
    for slug in (WITHHELD, WITHHELD_AND_BACK):
        post = best(script, slug)
        place = script.place("bluesky", post.at + 2 * HOUR)
        script.add(records.PostWithheld(**place, post=post.id, root=post.id))
    place = script.place("bluesky", post.at + 5 * HOUR)
    script.add(records.PostRestored(**place, post=post.id, root=post.id))
    author = best(script, "school-en").account.author.id
    place = script.place("bluesky", MIDNIGHT + 16 * HOUR)
    script.add(records.AuthorHidden(**place, author=author))
    place = script.place("bluesky", MIDNIGHT + 19 * HOUR)
    script.add(records.AuthorRestored(**place, author=author))


def hurry(script: Script, rng: random.Random) -> None:
    """Let a few likes overtake the posts that they belong to."""
    told = [p for p in script.posts if p.account.source == "bluesky" and p.strong < 0]
    for post in rng.sample(told, 6):
        add(
            script,
            post,
            "like",
            rng.choice(script.cast.crowd),
            post.at - rng.randrange(900, 90_000),
        )


def wake(script: Script, talks: dict[str, Talk], stories: list[Story], rng: random.Random) -> None:
    """The morning after: regrets, and posts of the day that arrive late."""
    for turn, slug in enumerate(REGRETTED):
        delete(script, best(script, slug), DAY_TO + 6 * HOUR + turn * 23 * MINUTE)
    for story in rng.sample([story for story in stories if story.posts], 9):
        at = DAY_TO + 5 * HOUR + rng.randrange(3 * HOUR)
        told = MIDNIGHT + 19 * HOUR + rng.randrange(3 * HOUR)
        text = Teller(story, talks[story.lang], rng).compose(told)
        script.write(script.cast.someone(story.lang), text, at, story.slug, event_time=told)
    for lang in ("fr", "en"):
        for _ in range(8):
            text = spin(rng.choice(talks[lang].about_ai), rng, talks[lang].slots)
            at = DAY_TO + 5 * HOUR + rng.randrange(4 * HOUR)
            script.write(script.cast.someone(lang), text, at, "-")


def best(script: Script, slug: str, place: int = 0) -> Written:
    """The quotable post of a story in that place."""
    return next(p for p in script.posts if p.slug == slug and p.strong == place)
