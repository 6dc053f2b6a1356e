"""How late pages are: a live stream at an even pace, whose clock is set shortly before midnight.

An intake writes and ticks every second, as a live one does; a worker in a process of its own folds.
A page is due at a minute of the stream's clock, a final at close + grace: what is told is the time
from there until it is in its channel, which is what the machine adds. (From a record's append to
the page that holds it up to a minute more passes, by the edition's settings.)
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
from schemas.channels import CHANNELS, DIGESTS_FINAL, DIGESTS_ROLLING, HANDOVERS, TOPICS_LIVE
from schemas.editions import Settings
from streams.adapters.log import Log
from streams.adapters.open import open_log
from streams.editions import shipped
from streams.sources.writer import Writer

DAY = 86_400_000
GRACE = 10
LAST = 0.7
"""The share of the run after which the day's close + grace has come."""
PATIENCE = 120.0
"""Seconds in which the worker has to begin."""


class _Page(msgspec.Struct):
    as_of: int
    kind: str = ""


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
    begin = START + DAY + round((GRACE - LAST * seconds) * SECOND)
    begin -= begin % SECOND
    writer = Writer(log, "bench", epoch=0, position=0)
    writer.join(begin - SECOND - 1)
    writer.put(order(settings(), begin - SECOND), begin - SECOND)
    writer.tick(begin, begin, {})
    if not log.wait(
        {(HANDOVERS.name, p): 0 for p in range(log.partitions(HANDOVERS.name))}, PATIENCE
    ):
        raise TimeoutError(f"the worker handed nothing over in {PATIENCE:.0f} s")
    shift = begin - _now()
    drafts, fed, ticked = Synthetic(mix, rate=pace).drafts(pace * seconds), 0, begin
    while (now := _now() + shift) < begin + seconds * SECOND:
        while fed < (now - begin) * pace // SECOND and (draft := next(drafts, None)):
            writer.put(msgspec.structs.replace(draft.record, event_time=now), now)
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
            page = msgspec.json.decode(entry.value or b"{}", type=_Page)
            if page.kind != "amended":  # which comes when it comes
                late.append(entry.timestamp - page.as_of + shift)
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
        parts.append(
            f"{name} p50 {f.get('p50', '-')} p99 {f.get('p99', '-')} ({f['pages']} pages);"
        )
    parts.append(f"final {figures['final'] or '-'}")
    return " ".join(parts)
