"""Puts the demo day together: the eve, the day, the morning after."""

import random
from typing import NamedTuple

from streams.sources.demo import campaign, engagement, hostile, upsets, voices
from streams.sources.demo.cast import Cast
from streams.sources.demo.clock import DAY, DAY_FROM
from streams.sources.demo.pages import stories, talk
from streams.sources.demo.script import Script

LANGUAGES = ("fr", "en")
EVENTS = 8_900
"""Single engagements to share out over the Bluesky posts."""


class DemoDay(NamedTuple):
    """A day of raw input, with what was planted in it."""

    lines: list[bytes]
    """One record a line in order of arrival: canonical JSON of a record of `schemas.records`
    with its arrival in `at` (never decreasing) but without intake and number. A few are no
    records, and have no place in time but their place in this list."""
    truth: dict[str, str]
    """Post id to the slug of its story, or `-` (chatter), `campaign`, `hostile`."""
    day: str
    """ISO date of the day to digest, both in UTC and in Paris."""


def demo_day(seed: int = 7) -> DemoDay:
    """Generate the demo day; the same seed gives the same bytes on every machine."""
    script = Script(seed, Cast(seed, DAY_FROM))
    planted = stories()
    talks = {lang: talk(lang) for lang in LANGUAGES}

    def dice(part: str) -> random.Random:
        # A generator for each part: to change one part leaves the others as they are.
        return random.Random(f"{seed}/{part}")

    for story in planted:
        voices.tell(script, story, talks[story.lang], dice(story.slug))
    for lang in LANGUAGES:
        voices.reply(script, talks[lang], lang, dice(f"reply/{lang}"), 90)
        voices.chat(script, talks[lang], lang, dice(f"chat/{lang}"), day=610, eve=45)
    hostile.attack(script, dice("hostile"))
    engagement.engage(script, dice("engagement"), EVENTS)
    campaign.push(script, dice("campaign"))
    engagement.take_back(script, dice("unlike"), 0.03)
    upsets.hurry(script, dice("hurry"))
    upsets.edit(script, planted, dice("edit"))
    upsets.remove(script, dice("remove"))
    upsets.withhold(script)
    script.again(dice("again"), 34)
    hostile.spoil(script, dice("spoil"))
    upsets.wake(script, talks, planted, dice("wake"))
    return DemoDay(script.lines(), script.truth, DAY)
