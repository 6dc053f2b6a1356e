"""Folds behind a channel: what reaches them, what is kept, and in which order."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from streams.agents.fold_agent import fold_agent
from streams.agents.outbox import Unsent
from streams.agents.store import Every
from tests.agents.fakes import Batch, Record, Saved, World, batch, unsent


async def stream(*batches: Batch) -> AsyncIterator[Batch]:
    for one in batches:
        yield one


async def settled() -> None:
    """Let every task that can go on do so."""
    for _ in range(50):
        await asyncio.sleep(0)


def test_what_was_folded_before_is_dropped_however_batches_overlap() -> None:
    async def run() -> list[str]:
        world = World()
        folds = world.folds()
        await folds.restore([0])
        overlapping = stream(batch(0, 0, 3), batch(0, 0, 2), batch(0, 1, 5), batch(0, 5, 6))
        async for _ in fold_agent(overlapping, folds=folds):
            pass
        assert folds.next(0) == 6
        return world.sent()

    assert asyncio.run(run()) == ["1", "2", "3", "4", "5", "6"]


def test_a_batch_that_does_not_follow_waits_for_what_is_missing() -> None:
    async def run() -> None:
        world = World()
        folds = world.folds()
        await folds.restore([0])
        await folds.fold(batch(0, 2, 4))
        assert (folds.next(0), world.sent()) == (0, [])
        await folds.fold(batch(0, 0, 4))
        assert (folds.next(0), world.sent()) == (4, ["1", "2", "3", "4"])

    asyncio.run(run())


def test_what_the_log_has_lost_is_a_gap_with_its_number() -> None:
    async def run() -> None:
        world = World()
        folds = world.folds()
        await folds.restore([0])
        await folds.fold(batch(0, 7, 9, start=7))
        assert (folds.next(0), world.sent()) == (9, ["gap of 7", "1", "2"])

    asyncio.run(run())


def test_outputs_are_acknowledged_before_the_snapshot_and_that_before_the_offset() -> None:
    async def run() -> list[str]:
        world = World(every=Every(0.0, 1))
        world.acked_at_once = False
        folds = world.folds()
        await folds.restore([0])
        await folds.fold(batch(0, 0, 2))
        keeping = asyncio.create_task(folds.keep_due())
        await settled()
        world.told.append("acks")
        for ack in world.acks:
            ack.set_result(None)
        await keeping
        return world.told

    assert asyncio.run(run()) == [
        "send 1",
        "send 2",
        "acks",
        "save posts/0 2 {'count': 2, 'lost': 0}",
        "commit posts/0 2",
    ]


def test_a_snapshot_holds_its_own_moment_although_folding_goes_on() -> None:
    async def run() -> list[str]:
        world = World(every=Every(0.0, 1))
        world.acked_at_once = False
        folds = world.folds()
        await folds.restore([0])
        await folds.fold(batch(0, 0, 2))
        keeping = asyncio.create_task(folds.keep_due())
        await settled()
        await folds.fold(batch(0, 2, 9))
        for ack in world.acks:
            ack.set_result(None)
        await keeping
        return world.told[-2:]

    assert asyncio.run(run()) == ["save posts/0 2 {'count': 2, 'lost': 0}", "commit posts/0 2"]


def test_after_a_failed_send_nothing_is_sent_nor_kept() -> None:
    async def run() -> list[str]:
        world = World(every=Every(0.0, 1))
        world.acked_at_once = False
        folds = world.folds()
        await folds.restore([0])
        await folds.fold(batch(0, 0, 3))
        world.acks[1].set_exception(OSError("disk"))
        await settled()
        for doing in (folds.fold(batch(0, 3, 5)), folds.keep_due(), folds.close()):
            with pytest.raises(Unsent, match="disk"):
                await doing
        return world.told

    assert asyncio.run(run()) == ["send 1", "send 2", "send 3"]


def test_a_record_that_is_never_acknowledged_is_noticed_by_its_age() -> None:
    async def run() -> None:
        world, folds = await unsent()
        for _ in range(60):
            world.clock.now += 1.0
            await folds.keep_due()
        world.clock.now += 1.0
        with pytest.raises(Unsent, match="oldest"):
            await folds.keep_due()

    asyncio.run(run())


@pytest.mark.parametrize(("seconds", "records", "kept"), [(4.0, 9, 0), (5.0, 9, 1), (0.0, 10, 1)])
def test_a_snapshot_is_due_after_so_many_seconds_or_records(
    seconds: float, records: int, kept: int
) -> None:
    async def run() -> int:
        world = World(every=Every(5.0, 10))
        folds = world.folds()
        await folds.restore([0])
        await folds.fold(batch(0, 0, records))
        world.clock.now += seconds
        await folds.keep_due()
        return sum(told.startswith("save") for told in world.told)

    assert asyncio.run(run()) == kept


def test_a_fold_that_has_not_moved_is_not_written_again() -> None:
    async def run() -> list[str]:
        world = World(every=Every(0.0, 1))
        world.saved["posts", 0] = [Saved(5, {"count": 5, "lost": 0})]
        folds = world.folds()
        await folds.restore([0])
        await folds.keep_due()
        await folds.keep_due()
        await folds.close()
        return world.told

    # Only the offset is: who wrote the snapshot may have died before it was committed.
    assert asyncio.run(run()) == ["commit posts/0 5"]


def test_a_clean_stop_keeps_what_was_folded_and_folds_nothing_more() -> None:
    async def run() -> list[str]:
        world = World()
        folds = world.folds()
        await folds.restore([0, 1])
        await folds.fold(batch(0, 0, 2))
        await folds.fold(batch(1, 0, 1))
        await folds.close()
        await folds.fold(batch(0, 2, 4))
        assert world.sent() == ["1", "2", "1"]
        return [told for told in world.told if not told.startswith("send")]

    assert asyncio.run(run()) == [
        "save posts/0 2 {'count': 2, 'lost': 0}",
        "commit posts/0 2",
        "save posts/1 1 {'count': 1, 'lost': 0}",
        "commit posts/1 1",
    ]


def test_a_restored_fold_reads_on_from_its_own_offset() -> None:
    async def run() -> list[str]:
        world = World()
        world.saved["posts", 3] = [Saved(5, {"count": 40, "lost": 0})]
        folds = world.folds()
        assert await folds.restore([1, 3]) == {1: 0, 3: 5}
        await folds.fold(batch(3, 0, 7))
        return world.sent()

    assert asyncio.run(run()) == ["41", "42"]


def test_a_corrupt_snapshot_is_passed_over_for_the_next() -> None:
    async def run() -> None:
        world = World()
        world.saved["posts", 0] = [Saved(9, {}), Saved(5, {"count": 5, "lost": 0})]
        folds = world.folds()
        assert await folds.restore([0]) == {0: 5}
        assert world.told == ["passed over corrupt"]

    asyncio.run(run())


def test_a_restore_that_is_given_up_changes_nothing() -> None:
    async def run() -> None:
        world = World()
        folds = world.folds()
        await folds.restore([0])
        await folds.fold(batch(0, 0, 3))
        again = asyncio.create_task(folds.restore([0, 1]))
        await asyncio.sleep(0)
        again.cancel()
        await asyncio.wait([again])
        assert (folds.next(0), folds.next(1)) == (3, None)

    asyncio.run(run())


def test_a_zombie_folds_nothing_of_a_partition_that_was_taken_from_it() -> None:
    async def run() -> list[str]:
        world = World(step=0.03)  # two records a slice
        folds = world.folds()
        await folds.restore([0])
        folding = asyncio.create_task(folds.fold(batch(0, 0, 100)))
        await asyncio.sleep(0)
        await folds.restore([])
        await folding
        await folds.fold(batch(0, 0, 100))
        return world.sent()

    assert len(asyncio.run(run())) < 10


def test_folding_lets_the_loop_run_after_each_slice() -> None:
    async def run() -> int:
        world = World(step=0.01)  # five records a slice
        folds = world.folds()
        await folds.restore([0])
        folding = asyncio.create_task(folds.fold(batch(0, 0, 50)))
        turns = 0
        while not folding.done():
            turns += 1
            await asyncio.sleep(0)
        return turns

    assert asyncio.run(run()) > 10


def test_hand_overs_go_before_a_backlog_of_posts() -> None:
    async def run() -> list[str]:
        world = World(step=0.03)
        shards, desks = world.folds(), world.folds("handovers", goes_first=True)
        await shards.restore([0])
        await desks.restore([0])
        posts = asyncio.create_task(shards.fold(batch(0, 0, 200)))
        await asyncio.sleep(0)
        before = len(world.told)
        await desks.fold(Batch(0, [Record(offset) for offset in range(40)]))
        during = world.told[before:]
        await posts
        return during

    during = asyncio.run(run())
    assert len(during) <= 40 + 4


def test_an_exception_of_a_fold_ends_the_agent_with_the_offset_before_it() -> None:
    class Broken(World):
        async def send(self, output: object) -> "asyncio.Future[None]":
            raise OSError("no line")

    async def run() -> None:
        world = Broken()
        folds = world.folds()
        await folds.restore([0])
        with pytest.raises(Unsent, match="no line"):
            async for _ in fold_agent(stream(batch(0, 0, 1)), folds=folds):
                pass
        assert not folds.idle()

    asyncio.run(run())
