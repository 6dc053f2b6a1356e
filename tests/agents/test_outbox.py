"""How long an outbox waits."""

import asyncio

from tests.agents.fakes import unsent


def test_a_process_that_stood_still_does_not_hold_it_against_its_records() -> None:
    async def run() -> None:
        world, folds = await unsent()
        world.clock.now += 3600.0
        await folds.keep_due()

    asyncio.run(run())
