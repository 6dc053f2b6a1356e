"""What is remembered for a while: marks with their second, oldest forgotten first."""

from typing import Any

from streams.core.shard.timed import Timed


class Remembered:
    """Marks for `span` milliseconds, at most `cap` of them; `dropped` counts what the cap took.

    Seconds never decrease, so that the first mark is the oldest.
    """

    __slots__ = ("_line", "cap", "dropped", "span")

    def __init__(self, span: int, cap: int) -> None:
        self.span = span
        self.cap = cap
        self.dropped = 0
        self._line = Timed()

    def __contains__(self, mark: int) -> bool:
        return self._line.size > 0 and self._line.find(mark) >= 0

    def __len__(self) -> int:
        return self._line.size

    def see(self, mark: int, second: int) -> bool:
        """Remember a mark from this second on, unless it is known: False then."""
        line = self._line
        if line.enter(mark, second) < 0:
            return False
        if line.size > self.cap:
            line.drop()
            self.dropped += 1
        return True

    def add(self, mark: int, second: int) -> None:
        """Remember a mark from this second on, whether it is known or not."""
        self.forget(mark)
        self.see(mark, second)

    def forget(self, mark: int) -> None:
        """Remember a mark no longer."""
        if (place := self._line.find(mark)) >= 0:
            self._line.remove(place)

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
