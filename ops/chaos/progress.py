"""What a long run says while it goes on, on the error output."""

import sys


def say(count: int, total: int, kind: str, seconds: float | None) -> None:
    """One more fault is over: of how many, which, and after how long things went on, if timed."""
    after = "" if seconds is None else f", went on after {seconds:.1f} s"
    print(f"  {count} of {total} faults: {kind}{after}", file=sys.stderr, flush=True)
