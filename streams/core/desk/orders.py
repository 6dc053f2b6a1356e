"""Orders as a desk holds them: settings to come, hidden and renamed topics."""

from typing import Any

import msgspec

from schemas.codec import fingerprint
from schemas.editions import Settings

NEVER = 1 << 62


class Orders:
    """What people decided for a desk."""

    def __init__(self) -> None:
        self.fingerprint = ""
        self.pending: list[tuple[int, Settings]] = []
        self.hidden_topics: set[str] = set()
        self.titles: dict[str, str] = {}

    def take(self, desk: str, record: dict[str, Any]) -> None:
        """Take an order in; those for other desks change nothing."""
        kind = record["kind"]
        if kind == "order_settings":
            settings = msgspec.convert(record["settings"], Settings)
            begins = max(record["from_second"], record["at"] - record["at"] % 1000)
            self.pending.append((begins, settings))
            self.pending.sort(key=lambda order: order[0])  # stable: of two at once, the later wins
        elif record.get("desk") == desk and kind == "order_hide_topic":
            self.hidden_topics.add(record["topic"])
        elif record.get("desk") == desk and kind == "order_rename_topic":
            self.titles[record["topic"]] = record["title"]

    @property
    def next_settings(self) -> int:
        """The second from which the next settings hold."""
        return self.pending[0][0] if self.pending else NEVER

    def pop_settings(self) -> Settings:
        """The settings that are due."""
        return self.pending.pop(0)[1]

    def hold(self, settings: Settings) -> None:
        """These settings hold from now on."""
        self.fingerprint = fingerprint(settings)

    def snapshot(self) -> dict[str, Any]:
        return {
            "fingerprint": self.fingerprint,
            "pending": [[at, msgspec.to_builtins(settings)] for at, settings in self.pending],
            "hidden_topics": sorted(self.hidden_topics),
            "titles": sorted(self.titles.items()),
        }

    def restore(self, state: dict[str, Any]) -> "Orders":
        self.fingerprint = state["fingerprint"]
        self.pending = [(at, msgspec.convert(s, Settings)) for at, s in state["pending"]]
        self.hidden_topics = set(state["hidden_topics"])
        self.titles = dict(state["titles"])
        return self
