"""Snapshots that are much work come less often."""

import asyncio

import pytest

from streams.agents.store import Every
from tests.agents.fakes import World, batch


@pytest.mark.parametrize("every", [Every(5.0, 1000), Every(1000.0, 10)])
@pytest.mark.parametrize(
    ("saving", "waiting", "rests"),
    [(0.0, 0.0, 5.0), (0.5, 0.0, 16.0), (30.0, 0.0, 60.0), (0.0, 30.0, 5.0), (0.5, 30.0, 16.0)],
)
def test_a_snapshot_rests_for_a_multiple_of_the_work_it_was_and_a_minute_at_most(
    every: Every, saving: float, waiting: float, rests: float
) -> None:
    async def run() -> list[int]:
        world = World(every=every)
        folds = world.folds()
        await folds.restore([0])
        world.saving, world.waiting = saving, waiting
        saves = []
        for begin, now in ((0, 5.0), (10, 5.0 + rests - 0.1), (20, 5.0 + rests)):
            await folds.fold(batch(0, begin, begin + 10))
            world.clock.now = now
            await folds.keep_due()
            saves.append(sum(told.startswith("save") for told in world.told))
        return saves

    by_records = every.records == 10 and not saving
    assert asyncio.run(run()) == ([1, 2, 3] if by_records else [1, 1, 2])


def test_the_snapshots_of_all_folds_of_a_worker_rest_together() -> None:
    async def run() -> list[float]:
        world = World(every=Every(1.0, 1000))
        shards, desks = world.folds("posts"), world.folds("handovers")
        await shards.restore(range(3))
        await desks.restore([0])
        world.saving, begun = 0.1, world.clock.now
        saved = []
        for second in range(1, 100):
            for folds, partitions in ((shards, range(3)), (desks, [0])):
                for partition in partitions:
                    next_ = folds.next(partition) or 0
                    await folds.fold(batch(partition, next_, next_ + 1))
                await folds.keep_due()
            world.clock.now = max(world.clock.now, begun + second)
            saved.append(world.work.now)
        return saved

    worked = asyncio.run(run())[-1]
    assert 0.6 * 99 / 32 < worked < 1.4 * 99 / 32
