"""The people of the demo day. All are invented; a name that somebody bears is an accident."""

import random
from itertools import product
from typing import NamedTuple

from schemas.records import Author
from streams.sources.demo.pages import lines, read

DAY_MS = 86_400_000
PEOPLE = 620
"""Accounts of each language."""
NETWORKS = {"fr": (64, 22, 14, 0), "en": (60, 18, 14, 8)}
SOURCES = ("bluesky", "mastodon", "x", "hackernews")
_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_PLAIN = str.maketrans("àâäéèêëîïôöùûüçñšžåøæ", "aaaeeeeiioouuucnszaoa")


class Account(NamedTuple):
    """One account on one network."""

    source: str
    lang: str
    author: Author


class Cast:
    """Accounts by language, and the crowd that likes without ever writing."""

    def __init__(self, seed: int, now: int) -> None:
        self._rng = random.Random(f"{seed}/cast")
        self._now = now
        self._names = {key: lines(text) for key, text in read("names.toml").items()}
        self._serial = 0
        self._people = {lang: self._people_of(lang) for lang in ("fr", "en")}
        self.crowd = [f"did:example:{self.token(16)}" for _ in range(2600)]

    def token(self, length: int) -> str:
        """Mint letters and digits for an id."""
        return "".join(self._rng.choices(_ALPHABET, k=length))

    def someone(self, lang: str, source: str | None = None) -> Account:
        """Choose an account; some people write far more than others."""
        people = self._people[lang]
        while True:
            account = people[int(len(people) * self._rng.betavariate(0.9, 1.6))]
            if source is None or account.source == source:
                return account

    def newcomer(self, lang: str, name: str) -> Account:
        """Open a Bluesky account that is two to nine days old."""
        self._serial += 1
        handle = f"{name.lower()}{self._rng.randint(1000, 9999)}.bluesky.example"
        age = self._rng.randint(2 * DAY_MS, 9 * DAY_MS)
        key = f"did:example:{self.token(16)}"
        author = Author(id=key, handle=handle, name=name, created=self._now - age)
        return Account("bluesky", lang, author)

    def _people_of(self, lang: str) -> list[Account]:
        pairs = product(self._names[f"first_{lang}"], self._names[f"last_{lang}"])
        names = [f"{first} {last}" for first, last in pairs]
        return [self._person(lang, name) for name in self._rng.sample(names, PEOPLE)]

    def _person(self, lang: str, name: str) -> Account:
        self._serial += 1
        source = self._rng.choices(SOURCES, NETWORKS[lang])[0]
        plain = name.lower().translate(_PLAIN).replace("'", "").replace("-", "")
        key, handle = self._key_and_handle(source, plain)
        born = self._now - self._rng.randint(60, 3000) * DAY_MS
        known = None if source == "hackernews" else born
        return Account(source, lang, Author(id=key, handle=handle, name=name, created=known))

    def _key_and_handle(self, source: str, plain: str) -> tuple[str, str]:
        dotted, joined = plain.replace(" ", "."), plain.replace(" ", "")
        if source == "bluesky":
            return f"did:example:{self.token(16)}", f"{dotted}.bluesky.example"
        if source == "mastodon":
            return f"https://mastodon.example/users/{joined}{self._serial}", (
                f"{joined}@mastodon.example"
            )
        if source == "x":
            return f"x:user:{900_000 + self._serial}", f"{joined[:11]}_{self._serial}"
        return f"hn:user:{joined}{self._serial}", f"{joined}{self._serial}"
