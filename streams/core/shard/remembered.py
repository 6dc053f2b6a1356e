"""What is remembered for a while: ids with their second, oldest forgotten first."""

from collections import OrderedDict
from typing import Any

from streams.core.fold import Corrupt


class Remembered:
    """Ids for `span` milliseconds, at most `cap` of them; `dropped` counts what the cap took.

    Seconds never decrease, so that the first id is the oldest.
    """

    __slots__ = ("cap", "dropped", "ids", "span")

    def __init__(self, span: int, cap: int) -> None:
        self.span = span
        self.cap = cap
        self.dropped = 0
        self.ids: OrderedDict[str, int] = OrderedDict()

    def add(self, name: str, second: int) -> None:
        """Remember an id from this second on."""
        ids = self.ids
        if name in ids:
            del ids[name]
        ids[name] = second
        if len(ids) > self.cap:
            ids.popitem(last=False)
            self.dropped += 1

    def expire(self, second: int) -> None:
        """Forget what is older than the span when this second begins."""
        ids = self.ids
        horizon = second - self.span
        while ids:
            name = next(iter(ids))
            if ids[name] > horizon:
                return
            del ids[name]

    def snapshot(self) -> list[Any]:
        return [self.dropped, *self.ids.items()]

    def restore(self, state: list[Any]) -> None:
        """Take a snapshot in; raises `Corrupt` where its seconds decrease."""
        self.dropped = state[0]
        last = 0
        for name, second in state[1:]:
            if second < last:
                raise Corrupt(f"restoring what is remembered: {name} at {second} after {last}")
            self.ids[name] = last = second
