"""Single events that were seen: networks repeat themselves, and a firehose has millions an hour."""

from typing import Any

from streams.core.shard.timed import Timed


class Seen:
    """Marks for `span` milliseconds, at most `cap` of them; `dropped` counts what the cap took.

    Seconds never decrease.
    """

    __slots__ = ("_line", "cap", "dropped", "span")

    def __init__(self, span: int, cap: int) -> None:
        self.span = span
        self.cap = cap
        self.dropped = 0
        self._line = Timed()

    def __len__(self) -> int:
        return self._line.size

    def add(self, mark: int, second: int) -> bool:
        """Remember a mark from this second on; False where it is known."""
        line = self._line
        if line.enter(mark, second) < 0:
            return False
        if line.size > self.cap:
            line.drop()
            self.dropped += 1
        return True

    def expire(self, second: int) -> None:
        """Forget what is older than the span when this second begins."""
        self._line.expire(second - self.span)

    def snapshot(self) -> list[Any]:
        return [self.dropped, *self._line.snapshot()]

    def restore(self, state: list[Any]) -> None:
        """Take a snapshot in; raises `Corrupt` where it contradicts itself."""
        self.dropped, marks, seconds = state
        self._line = Timed()
        self._line.restore(marks, seconds)
