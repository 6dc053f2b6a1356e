"""The script of the demo day: posts and what happens to them, gathered in any order."""

import random
import re
from dataclasses import dataclass, field
from typing import Any

import msgspec

from schemas import records
from schemas.codec import canonical
from streams.sources.demo.cast import Account, Cast
from streams.sources.demo.clock import told_at

_TAG = re.compile(r"#(\w+)")


@dataclass(slots=True, eq=False)
class Written:
    """A post of the script, as those who react to it need it."""

    id: str
    account: Account
    text: str
    at: int
    slug: str
    strong: int = -1
    """Its place among the story's quotable posts, -1 for all others."""
    likes: list[tuple[str, str, str, int]] = field(default_factory=list)
    """(record id, kind, actor, at) of the engagement that it got."""


class Script:
    """Collects records with their arrival; writes them as lines at the end."""

    def __init__(self, seed: int, cast: Cast) -> None:
        self.cast = cast
        self.truth: dict[str, str] = {}
        self.posts: list[Written] = []
        self.rng = random.Random(f"{seed}/script")
        self._entries: list[tuple[int, int, bytes]] = []
        self._serial = 0

    def add(self, record: records.Place) -> None:
        """Put a record at its arrival."""
        fields: dict[str, Any] = msgspec.to_builtins(record)
        del fields["intake"], fields["number"]
        self.raw(record.at, canonical(fields))

    def raw(self, at: int, line: bytes) -> None:
        """Put any bytes at an arrival."""
        self._entries.append((at, len(self._entries), line))

    def again(self, rng: random.Random, count: int) -> None:
        """Let networks send some records twice, up to two minutes later."""
        for at, _, line in rng.sample(self._entries, count):
            later = at + rng.randrange(1_000, 120_000)
            self.raw(later, line.replace(b'"at":%d' % at, b'"at":%d' % later, 1))

    def place(self, source: str, at: int, *, event_time: int | None = None) -> dict[str, Any]:
        """Fill what every record carries; the intake gives the true name and number later."""
        self._serial += 1
        told = told_at(at, self.rng) if event_time is None else event_time
        event = f"{source}:event:{7_000_000 + self._serial * 7}"
        return {
            "source": source,
            "id": event,
            "event_time": told,
            "at": at,
            "intake": "demo",
            "number": 0,
        }

    def write(
        self,
        account: Account,
        text: str,
        at: int,
        slug: str,
        *,
        strong: int = -1,
        event_time: int | None = None,
        reply_to: str = "",
    ) -> Written:
        """Create a post and note which story it belongs to."""
        place = self.place(account.source, at, event_time=event_time)
        post, url = self.mint(account)
        on_x = account.source == "x"
        record = records.PostCreated(
            **place,
            post=post,
            root=post,
            author=account.author,
            text=text,
            lang=None if self.rng.random() < 0.07 else account.lang,
            tags=tuple(dict.fromkeys(_TAG.findall(text))),
            url=url,
            reply_to=reply_to,
            counters=records.Counters(like=self.rng.randrange(3)) if on_x else None,
        )
        self.add(record)
        self.truth[post] = slug
        written = Written(post, account, text, at, slug, strong)
        self.posts.append(written)
        return written

    def mint(self, account: Account) -> tuple[str, str]:
        """Make a post's id in its network's manner, and an address that leads nowhere."""
        self._serial += 1
        key = self.cast.token(13)
        number = 4_000_000 + self._serial * 13
        author = account.author
        if account.source == "bluesky":
            post = f"at://{author.id}/app.bsky.feed.post/{key}"
            return post, f"https://bluesky.example/profile/{author.handle}/post/{key}"
        if account.source == "mastodon":
            post = f"{author.id}/statuses/{number}"
            return post, f"https://mastodon.example/@{author.handle.split('@')[0]}/{number}"
        if account.source == "x":
            return f"x:{number}", f"https://x.example/{author.handle}/status/{number}"
        return f"hn:{number}", f"https://hackernews.example/item?id={number}"

    def lines(self) -> list[bytes]:
        """All lines in order of arrival."""
        return [line for _, _, line in sorted(self._entries)]
