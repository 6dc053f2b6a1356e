"""What people write: a story's posts, and chatter that belongs to none."""

import random
import re

from streams.sources.demo.clock import (
    EVE_FROM,
    HOUR,
    MIDNIGHT,
    MINUTE,
    any_time,
    eve_time,
    story_time,
)
from streams.sources.demo.pages import Sentence, Story, Talk
from streams.sources.demo.script import Script, Written
from streams.sources.demo.spin import Deck, spin

DESK_TAG = {"fr": "#IA", "en": "#AI"}
_NAMES_AI = re.compile(r"\b(IA|AI)\b")
_LIMIT = 300


class Teller:
    """Composes posts of one story so that they differ as people's do."""

    def __init__(self, story: Story, talk: Talk, rng: random.Random) -> None:
        self._story, self._talk, self._rng = story, talk, rng
        self._say, self._bit = Deck(story.say, rng), Deck(story.bit, rng)
        self._seen: set[str] = set()
        self._minute = 0

    def compose(self, at: int, *, tagged: bool = True) -> str:
        """Write what fits the time; never the same text twice while there is a choice."""
        self._minute = (at - MIDNIGHT) // MINUTE - self._story.start
        for _ in range(20):
            text = self._dress(self._body())
            text = self._tag(text) if tagged else text
            if len(text) <= _LIMIT and text not in self._seen:
                break
        self._seen.add(text)
        return text

    def _body(self) -> str:
        draw, rng = self._rng.random(), self._rng
        if draw < 0.72:
            return self._anchor(self._next(self._say))
        bit = self._next(self._bit)
        if draw < 0.84:
            return f"{bit} {self._next(self._say)}"
        if draw < 0.90:
            other = self._next(self._bit)
            return bit if other == bit else f"{bit} {other}"
        return f"{bit} {spin(rng.choice(self._talk.reactions), rng)}"

    def _next(self, deck: Deck[Sentence]) -> str:
        return spin(deck.deal(lambda sentence: sentence.after <= self._minute).text, self._rng)

    def _anchor(self, said: str) -> str:
        # Some people name what they talk about, some leave it to their readers to know.
        if self._knows(said) or self._rng.random() < 0.25:
            return said
        if self._rng.random() < 0.45:
            return f"{said} {self._rng.choice(self._story.tags)}"
        return f"{self._next(self._bit)} {said}"

    def _knows(self, said: str) -> bool:
        return any(key in said.lower() for key in self._story.keys)

    def _dress(self, body: str) -> str:
        rng = self._rng
        if rng.random() < 0.22:
            body = f"{spin(rng.choice(self._talk.openers), rng)} {body}"
        if rng.random() < 0.2 and "#" not in body:
            body = f"{body} {spin(rng.choice(self._talk.closers), rng)}"
        if rng.random() < 0.12 and body.endswith("."):
            body = body[:-1]
        return body

    def _tag(self, body: str) -> str:
        rng, desk = self._rng, DESK_TAG[self._story.lang]
        tags = [desk] if rng.random() < 0.74 else []
        if "#" not in body and rng.random() < 0.28:
            tags.append(rng.choice(self._story.tags))
        rng.shuffle(tags)
        return " ".join([body, *tags])


def tell(script: Script, story: Story, talk: Talk, rng: random.Random) -> None:
    """Write all posts of a story: on the eve, on the day, and its quotable ones."""
    teller = Teller(story, talk, rng)
    for place, said in enumerate(story.eve_strong):
        speak_up(script, story, place + len(story.strong), said, rng)
    for _ in range(story.eve - len(story.eve_strong)):
        add(script, story, teller, eve_time(rng))
    for place, said in enumerate(story.strong):
        speak_up(script, story, place, said, rng)
    for _ in range(story.posts - len(story.strong)):
        at = story_time(story.start, story.minutes, rng, burst=story.burst)
        add(script, story, teller, at)


def add(script: Script, story: Story, teller: Teller, at: int) -> None:
    """Write one post of a story; nobody tags on Hacker News."""
    account = script.cast.someone(story.lang)
    text = teller.compose(at, tagged=account.source != "hackernews")
    script.write(account, text, at, story.slug)


def speak_up(
    script: Script, story: Story, place: int, said: Sentence, rng: random.Random
) -> Written:
    """Write a quotable post early in its story; the second on the day is not on Bluesky."""
    source = "mastodon" if story.correct else rng.choice(("mastodon", "x"))
    on_eve = place >= len(story.strong)
    elsewhere = place == 1 and not on_eve
    account = script.cast.someone(story.lang, source if elsewhere else "bluesky")
    offset = rng.randrange(3, 16) * (1 + place) * (0.5 if story.burst else 1.5)
    offset += max(said.after, 0)
    at = MIDNIGHT + int((story.start + offset) * MINUTE)
    if on_eve:
        at = EVE_FROM + rng.randrange(2 * HOUR, 5 * HOUR)
    text = said.text
    if not _NAMES_AI.search(text):
        text = f"{text} {DESK_TAG[story.lang]}"
    return script.write(account, text, at, story.slug, strong=place)


def chat(script: Script, talk: Talk, lang: str, rng: random.Random, *, day: int, eve: int) -> None:
    """Write chatter: more than half of it mentions AI, the rest is life."""
    decks = [Deck(_by_choice(talk.about_ai), rng), Deck(_by_choice(talk.about_life), rng)]
    for count in range(day + eve):
        about_life = rng.random() < 0.42
        text = spin(decks[about_life].deal(), rng, talk.slots)
        if not about_life and rng.random() < 0.5:
            text = f"{text} {DESK_TAG[lang]}"
        at = any_time(lang, rng) if count < day else eve_time(rng)
        script.write(script.cast.someone(lang), text, at, "-")


def _by_choice(patterns: tuple[str, ...]) -> list[str]:
    # A line that is always the same comes seldom, or chatter would look like a campaign.
    return [line for line in patterns for _ in range((1, 2, 6)[min(line.count("<"), 2)])]


def reply(script: Script, talk: Talk, lang: str, rng: random.Random, count: int) -> None:
    """Answer posts of stories with the short things that people answer."""
    asked = [post for post in script.posts if post.account.lang == lang and post.slug != "-"]
    for post in rng.sample(asked, count):
        account = script.cast.someone(lang, post.account.source)
        at = post.at + rng.randrange(60_000, 3_600_000)
        text = spin(rng.choice(talk.replies), rng, talk.slots)
        script.write(account, text, at, "-", reply_to=post.id)
