"""What is wrong, judged from figures alone: who holds a desk back, and since when."""

from collections.abc import Iterator

from schemas.channels import POSTS
from streams.outlets.figures import Figures
from streams.outlets.terminal import instant


def complaints(figures: Figures, late: int) -> list[str]:
    """What must be looked at, each in one line; `late` is in seconds. Empty: all is well."""
    return [*_intakes(figures, late), *_lags(figures, late)]


def _intakes(figures: Figures, late: int) -> Iterator[str]:
    if not figures.intakes:
        yield "no intake has joined: start one (`bouclage run`, `bouclage intake`)"
    for each in figures.intakes:
        if each.state == "live" and figures.now - each.heard > late * 1000:
            yield (
                f"intake {each.name} has been silent since {instant(each.heard)}: start it again, "
                "or keep another one running, which declares it idle after a minute"
            )


def _lags(figures: Figures, late: int) -> Iterator[str]:
    for lag in figures.lags:
        if lag.seconds > late:
            who = "shard" if lag.channel == POSTS.name else "desks of partition"
            yield (
                f"{who} {lag.partition} of {lag.channel} is {lag.records} records behind, the "
                f"oldest waiting for {lag.seconds} s: is a worker running, and keeping up?"
            )


def gaps(figures: Figures) -> list[str]:
    """What the log had lost before it was folded, of each edition's open day and last final."""
    return [
        f"{page.kind} digest {page.edition} {page.day}: shard {gap.shard} lost {gap.records} "
        f"records between {instant(gap.since)} and {instant(gap.until)}: retention had taken them"
        for pages in (figures.finals, figures.open)
        for page in pages.values()
        for gap in page.coverage.gaps
    ]


def held_back(figures: Figures) -> list[str]:
    """For each desk the time it has come to, and what it waits for."""
    return [_desk(figures, desk, time) for desk, time in figures.desk_times().items()]


def _desk(figures: Figures, desk: str, time: int) -> str:
    line = f"desk {desk} has come to {instant(time)}"
    slow = [s for s in figures.shards if s.desk == desk and s.until == time]
    if time < figures.promised:
        names = ", ".join(f"{s.shard} (last heard {instant(s.heard)})" for s in slow)
        return f"{line}, held back by shard {names}"
    waited = [i for i in figures.intakes if i.state == "live" and i.until == figures.promised]
    names = ", ".join(f"{i.name} (last heard {instant(i.heard)})" for i in waited)
    return f"{line}, and waits for intake {names}" if waited else f"{line}; no intake is running"
