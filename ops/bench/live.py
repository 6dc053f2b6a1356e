"""How late pages are: a live stream at an even pace, whose clock is set shortly before midnight.

An intake writes and ticks every second, as a live one does; a worker in a process of its own folds.
A page is due at a minute of the stream's clock, a final at close + grace. `records` is the time
from a record's append to the first page that holds it, which at one page a minute is mostly the
minute itself; `pages` is what the machine adds: from the minute to the page in its channel.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

import msgspec

from ops.bench.feed import SECOND, order
from ops.bench.synthetic import START, Synthetic
from ops.chaos.table import quantile
from schemas.channels import CHANNELS, DIGESTS_FINAL, DIGESTS_ROLLING, TOPICS_LIVE
from schemas.editions import Settings
from streams.adapters.log import Log
from streams.adapters.open import open_log
from streams.editions import shipped
from streams.sources.writer import Writer

DAY = 86_400_000
GRACE = 10
BEFORE = 25_000
"""Milliseconds of the stream's clock that are left of the day when the last third begins."""


class _Page(msgspec.Struct):
    as_of: int


def settings() -> Settings:
    """One desk, a page a minute, and a day that closes at midnight UTC."""
    chosen = shipped("everything")
    editions = [e for e in chosen.editions if e.zone == "UTC"]
    changed = [msgspec.structs.replace(e, rolling=60, grace=GRACE) for e in editions]
    return Settings(desks=chosen.desks, editions=tuple(changed))


def measured(url: str, prefix: str, mix: str, pace: int, seconds: int) -> dict[str, Any]:
    """Feed `pace` records a second for so long, then read how late everything was."""
    log = open_log(url, prefix=prefix)
    log.create(CHANNELS)
    environment = {**os.environ, "BOUCLAGE_BROKER": url, "BOUCLAGE_PREFIX": prefix}
    command = [sys.executable, "-m", "streams", "worker"]
    worker = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        shift = _feed(log, mix, pace, seconds)
        time.sleep(5.0)
        return _figures(log, shift, pace, seconds)
    finally:
        worker.terminate()
        worker.wait()
        log.close()


def _feed(log: Log, mix: str, pace: int, seconds: int) -> int:
    """Write a live stream; gives what the stream's clock is ahead of ours (ms)."""
    shift = START + DAY - GRACE * SECOND - BEFORE - (_now() + max(seconds * 1000 - 45_000, 0))
    begin = _now() + shift
    begin -= begin % SECOND
    writer = Writer(log, "bench", epoch=0, position=0)
    writer.join(begin - 1)
    writer.put(order(settings(), begin), begin)
    drafts, fed = Synthetic(mix, rate=pace).drafts(pace * seconds), 0
    ticked = begin
    while (now := _now() + shift) < begin + seconds * SECOND:
        while fed < (now - begin) * pace // SECOND and (draft := next(drafts, None)):
            moved = msgspec.structs.replace(draft.record, event_time=now)
            writer.put(moved, now)
            fed += 1
        if now - now % SECOND > ticked:
            ticked = now - now % SECOND
            writer.tick(ticked, now, {})
        else:
            writer.flush()
        time.sleep(0.02)
    return shift


def _now() -> int:
    return time.time_ns() // 1_000_000


def _figures(log: Log, shift: int, pace: int, seconds: int) -> dict[str, Any]:
    found: dict[str, Any] = {"pace": pace, "seconds": seconds}
    for name, channel in (("live", TOPICS_LIVE), ("rolling", DIGESTS_ROLLING)):
        found[name] = _spread(_late(log, channel.name, shift))
    found["final"] = _late(log, DIGESTS_FINAL.name, shift)
    return found


def _late(log: Log, channel: str, shift: int) -> list[int]:
    """Milliseconds from the instant that each page was due to its append."""
    late, offset = [], log.start(channel, 0)
    while entries := log.read(channel, 0, offset):
        offset = entries[-1].offset + 1
        for entry in entries:
            due = msgspec.json.decode(entry.value or b"{}", type=_Page).as_of - shift
            late.append(entry.timestamp - due)
    return late


def _spread(late: Sequence[int]) -> dict[str, float]:
    if not late:
        return {"pages": 0}
    return {"pages": len(late), "p50": quantile(late, 0.5), "p99": quantile(late, 0.99)}


def told(figures: dict[str, Any]) -> str:
    """One line."""
    parts = [f"live at {figures['pace']:,} records/s for {figures['seconds']} s, ms after due:"]
    for name in ("live", "rolling"):
        f = figures[name]
        parts.append(f"{name} p50 {f.get('p50', '-')} p99 {f.get('p99', '-')} ({f['pages']} pages);")
    parts.append(f"final {figures['final'] or '-'}")
    return " ".join(parts)
