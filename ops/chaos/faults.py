"""What each kind of fault does to an installation. Returns when the fault itself is over."""

import time
from collections.abc import Callable
from typing import NamedTuple

from ops.chaos.fleet import Fleet
from ops.chaos.place import Place
from ops.chaos.plan import Fault

AWAY = 9.0
"""Seconds of freezing and silence: longer than the 6 s after which Kafka gives shards away."""
SLOW = 5.0
STANDING, MOVING = 0.6, 0.1
"""A slow worker stands still for so many seconds, then moves for so many: never out of touch."""
MOST, FEWEST = 4, 1


class Scene(NamedTuple):
    """What faults can be done to."""

    place: Place
    fleet: Fleet


def inflict(scene: Scene, fault: Fault) -> None:
    """Do it, and undo what has to be undone."""
    _DO[fault.kind](scene, fault.pick)


def _worker(scene: Scene, pick: int) -> str:
    workers = scene.fleet.names("worker")
    return workers[pick % len(workers)]


def _kill_worker(scene: Scene, pick: int) -> None:
    scene.fleet.kill(_worker(scene, pick))


def _freeze_worker(scene: Scene, pick: int) -> None:
    name = _worker(scene, pick)
    scene.fleet.freeze(name)
    time.sleep(AWAY)
    scene.fleet.thaw(name)


def _slow_worker(scene: Scene, pick: int) -> None:
    """Its shards come late, while those of the others run on."""
    name, until = _worker(scene, pick), time.monotonic() + SLOW
    while time.monotonic() < until:
        scene.fleet.freeze(name)
        time.sleep(STANDING)
        scene.fleet.thaw(name)
        time.sleep(MOVING)


def _add_worker(scene: Scene, pick: int) -> None:
    if len(scene.fleet.names("worker")) < MOST:
        scene.fleet.start(f"worker-{pick:05}", "worker")


def _remove_worker(scene: Scene, pick: int) -> None:
    if len(scene.fleet.names("worker")) > FEWEST:
        scene.fleet.stop(_worker(scene, pick))


def _kill_intake(scene: Scene, pick: int) -> None:
    """One of the intakes; the others run on."""
    fleet = scene.fleet
    busy = [name for name in fleet.names("intake") if not fleet.done(name)]
    if busy:
        fleet.kill(busy[pick % len(busy)])


def _kill_broker(scene: Scene, _: int) -> None:
    assert scene.place.broker is not None
    scene.place.broker.kill()
    scene.place.broker.start()


def _cut_lines(scene: Scene, _: int) -> None:
    assert scene.place.proxy is not None
    scene.place.proxy.cut()
    time.sleep(1.0)
    scene.place.proxy.restore()


def _silence_lines(scene: Scene, _: int) -> None:
    assert scene.place.proxy is not None
    scene.place.proxy.silence()
    time.sleep(AWAY)
    scene.place.proxy.restore()


_DO: dict[str, Callable[[Scene, int], None]] = {
    "kill worker": _kill_worker,
    "freeze worker": _freeze_worker,
    "slow worker": _slow_worker,
    "add worker": _add_worker,
    "remove worker": _remove_worker,
    "kill intake": _kill_intake,
    "kill broker": _kill_broker,
    "cut lines": _cut_lines,
    "silence lines": _silence_lines,
}
