"""Times of a replayed source: never decreasing, and no single clock may run away with them."""

from collections import deque
from collections.abc import Iterable, Iterator
from statistics import median_low

from streams.sources.source import Draft

AHEAD = 86_400_000
"""A time so far ahead of what follows is a broken clock, not a date (ms)."""
LOOK = 16
"""Following drafts that are asked."""
PATIENCE = 1_000
"""Drafts without any time that may open a file."""
UNKNOWN = 1_767_225_600_000
"""2026-01-01 UTC: when a file begins that tells no time."""


def in_time(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts with `time` filled in where missing, and brought up to the latest so far.

    A time more than a day ahead of the median of the 16 that follow takes that median instead:
    one post from the year 2200 would else drag all that follow it along. What is given depends on
    the drafts ahead only, so that a file resumed at a second's end gives the same times.
    """
    window: deque[Draft] = deque()
    latest = 0
    for draft in drafts:
        window.append(draft)
        if len(window) > LOOK and (latest or _timed(window)):
            latest = _next(window, latest)
            yield window.popleft()._replace(time=latest)
    while window:
        latest = _next(window, latest)
        yield window.popleft()._replace(time=latest)


def _timed(window: deque[Draft]) -> bool:
    return len(window) > PATIENCE or any(draft.time for draft in window)


def _next(window: deque[Draft], latest: int) -> int:
    following = [d.time for i, d in enumerate(window) if 0 < i <= LOOK and d.time]
    own = window[0].time
    if not own:
        own = latest or next((d.time for d in window if d.time), UNKNOWN)
    expected = median_low(following) if following else latest
    if expected and own > expected + AHEAD:
        own = expected
    return max(latest, own)
