"""Hostile posts, and lines that are no records at all."""

import random

from streams.sources.demo.clock import HOUR, MIDNIGHT, any_time
from streams.sources.demo.pages import lines, read
from streams.sources.demo.script import Script

# One line each: cut JSON, no JSON, wrong types, numbers beyond any range, bytes that are no UTF-8.
MALFORMED = (
    b'{"kind":"post_created","source":"bluesky","id":"bluesky:event:1","event_time":177374',
    b"<html><body>502 Bad Gateway</body></html>",
    b'{"kind":"post_created","text":"\xff\xfe\xfa broken","source":"bluesky"}',
    b'{"at":"soon","kind":"engagement_added","source":"x","id":42,"post":["a"],"actor":null}',
    b'{"at":1e400,"event_time":1e400,"kind":"tick","source":"x","id":"x:event:2"}',
    b'{"at":99999999999999999999999999999999999999,"kind":"post_deleted","source":"x"}',
    b'{"at":-5,"event_time":-1,"id":"x:event:3","kind":"post_deleted","post":"p","root":"p"}',
    b"[1,2,3]",
    b'"a string"',
    b"null",
    b'{"kind":"post_liked_by_everyone","source":"mastodon","id":"mastodon:event:4"}',
    b'{"kind":"post_created","author":"not an object","id":"","post":"","source":"mastodon"}',
    b'{"kind":"post_created","text":"lone \\ud800 surrogate","source":"bluesky","id":"e5"}',
    b"[" * 600,
    b"\x00\x01\x02\x03",
)


def attack(script: Script, rng: random.Random) -> None:
    """Write every hostile text once or twice, among the others' posts."""
    for text in lines(read("hostile.toml")["texts"]):
        for _ in range(rng.randint(1, 2)):
            lang = rng.choice(("fr", "en"))
            account = script.cast.someone(lang)
            script.write(account, _armed(text), any_time(lang, rng), "hostile")


def spoil(script: Script, rng: random.Random) -> None:
    """Put each malformed line somewhere in the day."""
    for line in MALFORMED:
        script.raw(MIDNIGHT + rng.randrange(6 * HOUR, 22 * HOUR), line)


def _armed(text: str) -> str:
    # Invisible characters are spelled in the file, so that readers of the file see them.
    for name, char in (
        ("[RLO]", "\u202e"),
        ("[PDF]", "\u202c"),
        ("[LRI]", "\u2066"),
        ("[PDI]", "\u2069"),
        ("[ZWSP]", "\u200b"),
        ("[ZWJ]", "\u200d"),
        ("[BOM]", "\ufeff"),
        ("[SHY]", "\u00ad"),
        ("[NL]", "\n"),
        ("[NUL]", "\u0000"),
        ("[TAGS]", "\U000e0049\U000e0047\U000e004e"),
        ("[ZALGO]", "\u0336\u0347\u0321\u0489" * 6),
    ):
        text = text.replace(name, char)
    return text
