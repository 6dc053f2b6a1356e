"""How long an outbox waits."""

import asyncio

from streams.agents.store import Every
from tests.agents.fakes import World, batch


def test_a_process_that_stood_still_does_not_hold_it_against_its_records() -> None:
    async def run() -> None:
        world = World(every=Every(1e9, 100))
        world.acked_at_once = False
        folds = world.folds()
        await folds.restore([0])
        await folds.fold(batch(0, 0, 1))
        world.clock.now += 3600.0
        await folds.keep_due()

    asyncio.run(run())
