"""Times of a replayed source: never decreasing, and no single clock may run away with them."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from streams.sources.source import Draft

AHEAD = 86_400_000
"""A time so far ahead of what follows is a broken clock, not a date (ms)."""
LOOK, FURTHEST = 16, 256
"""Following drafts that are asked: so many that tell a time, of at most so many."""
PATIENCE = 1_000
"""Drafts without any time that may open a file."""
UNKNOWN = 1_767_225_600_000
"""2026-01-01 UTC: when a file begins that tells no time."""


def in_time(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts with `time` filled in where missing, and brought up to the latest so far.

    A time more than a day ahead of the fourth earliest of the 16 that follow takes that instead:
    one post from the year 2200 would else drag all that follow it along. What is given depends on
    the drafts ahead only, so that a file resumed at a second's end gives the same times.
    """
    window: deque[Draft] = deque()
    latest = timed = 0
    for draft in drafts:
        window.append(draft)
        timed += bool(draft.time)
        while _seen(window, timed) and (latest or _timed(window)):
            latest = _next(window, latest)
            timed -= bool(window[0].time)
            yield window.popleft()._replace(time=latest)
    while window:
        latest = _next(window, latest)
        yield window.popleft()._replace(time=latest)


def _seen(window: deque[Draft], timed: int) -> bool:
    """Whether enough of what follows the first is there to be asked."""
    return len(window) > FURTHEST or (len(window) > 1 and timed - bool(window[0].time) >= LOOK)


def _timed(window: deque[Draft]) -> bool:
    return len(window) > PATIENCE or any(draft.time for draft in window)


def _next(window: deque[Draft], latest: int) -> int:
    ahead = islice(window, 1, FURTHEST + 1)
    following = sorted(islice((d.time for d in ahead if d.time), LOOK))
    own = window[0].time
    if not own:
        own = latest or next((d.time for d in window if d.time), UNKNOWN)
    # Not the median: of clocks that run away many may stand together, of latecomers few do.
    expected = following[3 if len(following) == LOOK else 0] if following else latest
    if expected and own > expected + AHEAD:
        own = expected
    return max(latest, own)
