"""A replay: files whose records keep their own times, as fast as the log takes them or paced."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import chain

from streams.adapters.log import Log
from streams.sources.epoch import Refused, open_epoch
from streams.sources.orders import PLACE, SECOND, Orders
from streams.sources.others import Others
from streams.sources.past import Past, read_past
from streams.sources.source import Draft, Replayed
from streams.sources.writer import Writer

MINUTE = 60_000
BATCH = 200
"""Records between two ticks of an unpaced replay: each tick costs an acknowledgement."""


@dataclass(frozen=True, kw_only=True)
class Time:
    """The outside that a replay needs: a clock (ms), a sleep (seconds), and a pace.

    `speed` is seconds of the file a second of the clock; 0 is as fast as the log takes them.
    """

    now: Callable[[], int]
    sleep: Callable[[float], object]
    speed: float = 0.0


def merged(sources: Sequence[Replayed], cursors: dict[str, str]) -> Iterator[tuple[str, Draft]]:
    """Drafts of all sources by time, those of one moment in the order of the sources."""

    def named(source: Replayed) -> Iterator[tuple[str, Draft]]:
        return ((source.name, draft) for draft in source.read(cursors.get(source.name, "")))

    return merge(*map(named, sources), key=lambda pair: pair[1].time)


class Replay:
    """Feeds files into `posts` as one intake, from where an earlier run of it was stopped.

    `progress` is called with the records put and the second reached, at every tick.
    """

    def __init__(
        self,
        log: Log,
        name: str,
        sources: Sequence[Replayed],
        time: Time,
        progress: Callable[[int, int], object] = lambda records, second: None,
    ) -> None:
        self.log = log
        self.name = name
        self.sources = sources
        self.time = time
        self.progress = progress
        self.others = Others(log, name)
        self.cursors: dict[str, str] = {}
        self.put = 0

    def run(self) -> int:
        """Feed to the end, close every day, leave. Gives the last second promised (ms).

        Raises `Refused` where there is nothing to feed, or another intake's promise forbids it.
        """
        past = read_past(self.log, self.name)
        if past.ended and past.tick:
            return past.tick.until
        self.cursors = dict(past.tick.cursors) if past.tick else {}
        drafts = merged(self.sources, self.cursors)
        first = next(drafts, None)
        if first is not None:
            return self._feed(past, chain([first], drafts), first[1].time)
        if past.tick is None:
            names = ", ".join(source.name for source in self.sources)
            raise Refused(f"there is nothing to replay in {names}: expected records, got none")
        # Stopped between its last promise and its farewell.
        writer, _ = open_epoch(
            self.log, self.name, past, floor=past.tick.until - 1, now=self.time.now()
        )
        return self._leave(writer, past.tick.until)

    def _feed(self, past: Past, drafts: Iterable[tuple[str, Draft]], start: int) -> int:
        start -= start % SECOND
        self._agree(start, past)
        writer, _ = open_epoch(self.log, self.name, past, floor=start - 1, now=self.time.now())
        orders = Orders(self.log, self.cursors.get(PLACE, ""))
        self._copy(orders, writer, start)
        at, began = start, self.time.now()
        for name, draft in drafts:
            second = draft.time - draft.time % SECOND
            if second > at and (self.time.speed or writer.written >= BATCH):
                self._pass(writer, at, second, began - round(start / (self.time.speed or 1)))
                self._copy(orders, writer, second)
            at = draft.time
            writer.put(draft.record, at)
            self.cursors[name] = draft.cursor
            self.put += 1
        last = max(orders.last_close(at), at - at % SECOND + SECOND)
        self._tick(writer, last, last)
        return self._leave(writer, last)

    def _agree(self, start: int, past: Past) -> None:
        self.others.listen(self.time.now(), records=1 << 60)
        name, until = self.others.ahead
        if until > start and past.tick is None:
            raise Refused(
                f"cannot replay records from second {start // SECOND} into these channels: intake "
                f"{name} has promised everything before second {until // SECOND}, and what comes "
                "behind a promise is refused. Choose a log of its own (--broker) or another "
                "BOUCLAGE_PREFIX"
            )

    def _copy(self, orders: Orders, writer: Writer, second: int) -> None:
        for record in orders.read(second):
            writer.put(record, second)
        self.cursors[PLACE] = orders.cursor

    def _pass(self, writer: Writer, at: int, second: int, origin: int) -> None:
        """Let the time up to a second pass, with a tick a minute where there is a pace."""
        if self.time.speed:
            for minute in range(at - at % MINUTE + MINUTE, second, MINUTE):
                self._wait(origin, minute)
                self._tick(writer, minute, at)
            self._wait(origin, second)
        self._tick(writer, second, at)

    def _wait(self, origin: int, second: int) -> None:
        due = origin + second / self.time.speed
        self.time.sleep(max(0.0, (due - self.time.now()) / 1000))

    def _tick(self, writer: Writer, until: int, at: int) -> None:
        writer.tick(until, at, self.cursors)
        now = self.time.now()
        self.others.listen(now)
        for name, epoch in self.others.ticked(now):
            writer.declare_idle(name, epoch, at)
        self.progress(self.put, until)

    def _leave(self, writer: Writer, until: int) -> int:
        """Say farewell, but not before the silent were declared idle: else nobody would be left."""
        since = self.time.now()
        self.others.listen(since, records=1 << 60)
        while self.others.unheard(since):
            self.time.sleep(1.0)
            self._tick(writer, until, until)
        writer.end(until)
        return until
