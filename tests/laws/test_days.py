"""The simulated log is worth its name: its days hold everything that the laws speak of."""

from collections import Counter

from schemas.reasons import REASONS
from streams.core.shard import Shard
from tests.laws.days import calm_day, wild_lines
from tests.laws.presses import calm_print, finals
from tests.laws.reading import chains
from tests.laws.world import World

ARRIVAL = {"undecodable", "unknown_intake", "fenced", "resent"}
NOT_HERE = {"misrouted", "behind"}
"""Reasons that need an intake which breaks its word."""


def test_days_hold_every_row_every_reason_and_every_disturbance() -> None:
    rows: Counter[str] = Counter()
    tallies: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for seed in range(60):
        world = World(seed)
        for links in chains(calm_day(world)).values():
            for second in (second for link in links for second in link.seconds):
                rows.update(type(row).__name__ for row in second.rows)
                rows.update(row.why for row in second.rows if hasattr(row, "why"))
                tallies.update(second.tallies)
        fold = Shard(0, 2)
        for key, value in wild_lines(world, 2, seed)[0]:
            fold.fold(key, value)
        counts.update(fold.counts)
    few = {n: k for n, k in (rows + tallies + counts).items() if k < 20}
    assert not few
    assert {"PostRow", "GoneRow", "BackRow", "CountRow", "WordRow"} <= set(rows)
    assert {"deleted", "withheld", "withdrawn"} <= set(rows)
    refused = {name.removeprefix("refused:") for name in tallies if name.startswith("refused:")}
    assert refused | ARRIVAL | NOT_HERE >= set(REASONS)
    assert set(counts) >= ARRIVAL
    assert {"read", "admitted", "unattributed"} <= set(tallies)


def test_the_same_seed_gives_the_same_day() -> None:
    assert [i.record for i in World(5).items] == [i.record for i in World(5).items]
    assert wild_lines(World(5), 4, 1) == wild_lines(World(5), 4, 1)
    assert wild_lines(World(5), 4, 1) != wild_lines(World(5), 4, 2)


def test_busy_days_print_stories_with_quotes_and_take_some_back() -> None:
    channels: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    for seed in range(5):
        outputs = calm_print(calm_day(World(seed, 260, busy=True)))
        channels.update(output.channel for output in outputs)
        for digest in finals(outputs).values():
            printed["stories"] += len(digest.stories)
            printed["quotes"] += sum(story.quote is not None for story in digest.stories)
    assert min(printed["stories"], printed["quotes"], channels["corrections"]) >= 3
