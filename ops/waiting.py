"""Waiting for something to become true elsewhere."""

import time
from collections.abc import Callable

PATIENCE = 900.0
"""Seconds after which what gets nowhere is given up."""


def until(condition: Callable[[], bool], what: str, *, every: float) -> None:
    """Look every so many seconds until it is true; `TimeoutError` names `what` was waited for."""
    give_up = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > give_up:
            raise TimeoutError(f"waited {PATIENCE:.0f} s in vain for {what}")
        time.sleep(every)
