"""The group's offset says what the newest snapshot says, whenever its writer is stopped."""

import asyncio

from streams.agents.store import Every
from tests.agents.fakes import Saved, World, batch


class Slow(World):
    """Commits take a while."""

    def __init__(self) -> None:
        super().__init__(every=Every(0.0, 1))
        self.committing = asyncio.Event()

    async def mirror(self, channel: str, partition: int, offset: int) -> None:
        self.committing.set()
        await asyncio.sleep(0)
        await super().mirror(channel, partition, offset)


def test_an_offset_whose_commit_was_cut_off_is_committed_by_the_stop() -> None:
    async def run() -> list[str]:
        world = Slow()
        folds = world.folds()
        await folds.restore([0])
        await folds.fold(batch(0, 0, 1))
        keeping = asyncio.create_task(folds.keep_due())
        await world.committing.wait()
        keeping.cancel()
        await asyncio.wait([keeping])
        assert "commit posts/0 1" not in world.told
        await folds.close()
        return world.told

    told = asyncio.run(run())
    assert told.count("commit posts/0 1") == 1
    assert sum(line.startswith("save") for line in told) == 1


def test_an_offset_that_the_dead_left_uncommitted_is_committed_by_the_next_owner() -> None:
    async def run() -> list[str]:
        world = World()
        world.saved["posts", 2] = [Saved(9, {"count": 9, "lost": 0})]
        folds = world.folds()
        await folds.restore([1, 2])
        await folds.keep_due()
        await folds.keep_due()
        return world.told

    assert asyncio.run(run()) == ["commit posts/2 9"]
