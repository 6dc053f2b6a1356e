"""Held engagement: what waits in vain is let go at a cost that doesn't depend on its post."""

from typing import Any

from streams.core.shard.held import KEPT, Held

T = 1_788_220_800_000


class Read(tuple[int, ...]):
    """A change that counts how often anybody looks at it."""

    reads = 0

    def __getitem__(self, index: Any) -> Any:
        Read.reads += 1
        return super().__getitem__(index)


def test_a_post_that_everybody_likes_and_no_desk_admits_costs_no_more_than_others() -> None:
    held, likes, seconds = Held(), 50, 60
    for n in range(likes * seconds):
        second = T + n // likes * 1000
        held.add("hot", Read((second, second, 0, 1)))
    Read.reads = 0
    lost = sum(held.expire(T + KEPT + 1000 * n) for n in range(2 * seconds))
    assert lost == likes * seconds
    assert held.size == 0
    assert Read.reads <= 2 * likes * seconds


def test_what_came_later_waits_on() -> None:
    held = Held()
    for n in range(4):
        held.add("p", (T + 1000 * n, T, 0, 1))
    assert held.expire(T + KEPT + 2000) == 2
    assert held.take("p") == [(T + 2000, T, 0, 1), (T + 3000, T, 0, 1)]
    assert held.size == 0
