"""What each kind of fault does to an embedded log. Returns when the fault itself is over."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ops.chaos.disk import Disk, heed_permissions, read_only
from ops.chaos.fleet import Fleet
from ops.chaos.plan import Fault
from ops.chaos.wal import torn

PATIENCE = 300.0
"""Seconds in which what a fault is to bring about must come."""


class Wrong(Exception):
    """A fault was not met as it must be: with a clear error, and no harm."""


class Scene(NamedTuple):
    """What faults can be done to: the process `name`, started by `command`, on a log file."""

    fleet: Fleet
    disk: Disk
    path: Path
    name: str
    command: tuple[str, ...]

    @property
    def wal(self) -> Path:
        """Where SQLite writes first."""
        return self.path.with_name(self.path.name + "-wal")

    def over(self) -> bool:
        """Whether the day is done."""
        return self.fleet.done(self.name)


def inflict(scene: Scene, fault: Fault) -> str:
    """Do it, and undo what has to be undone; what it turned out to be. Raises `Wrong`."""
    return DO[fault.kind](scene)


def _kill(scene: Scene) -> str:
    scene.fleet.kill(scene.name)
    return "kill"


def _kill_in_write(scene: Scene) -> str:
    """As soon as the file is seen to change, in the hope that it is still being written."""
    before, give_up = _written(scene.wal), time.monotonic() + PATIENCE
    while _written(scene.wal) == before and not scene.over() and time.monotonic() < give_up:
        pass
    scene.fleet.kill(scene.name, again=False)
    cut = torn(scene.wal)
    scene.fleet.start(scene.name, *scene.command)
    return "kill, torn write" if cut else "kill in write"


def _fill_disk(scene: Scene) -> str:
    before = scene.fleet.restarts.get(scene.name, 0)
    scene.disk.fill()
    if not scene.disk.mounted:
        scene.fleet.kill(scene.name)  # its successor meets the limit
    _until(lambda: scene.fleet.restarts.get(scene.name, 0) > before or scene.over())
    scene.disk.free()
    return "disk full"


def _second_worker(scene: Scene) -> str:
    _until(lambda: _held(scene.path) or scene.over())
    intruder = _alone(scene, "worker")
    _until(lambda: intruder.poll() is not None or scene.over())
    if scene.over() and intruder.poll() is None:
        intruder.terminate()
        intruder.communicate(timeout=PATIENCE)
    else:
        _refused(intruder, "only one may")
    return "second worker"


def _read_only(scene: Scene) -> str:
    scene.fleet.kill(scene.name, again=False)
    try:
        with read_only(scene.path.parent):
            _refused(_alone(scene, *scene.command), "")
    finally:
        scene.fleet.start(scene.name, *scene.command)
    return "read-only file"


def _alone(scene: Scene, *arguments: str) -> subprocess.Popen[bytes]:
    """A command on the same log that nobody starts again."""
    return subprocess.Popen(
        [sys.executable, "-m", "streams", *arguments],
        env={**os.environ, "BOUCLAGE_BROKER": f"sqlite:///{scene.path}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=heed_permissions,  # noqa: PLW1509 - no thread of ours holds a lock it needs
    )


def _refused(process: subprocess.Popen[bytes], words: str) -> None:
    """Raises `Wrong` where a command did not end with a clear error in these words."""
    said = process.communicate(timeout=PATIENCE)[1].decode(errors="replace")
    last = said.rstrip().rpartition("\n")[2]  # it may have said before what takes a while
    clear = last.startswith("bouclage: ") and words in said and "Traceback" not in said
    if process.returncode != 2 or not clear:
        raise Wrong(f"expected a clear error, got code {process.returncode} and {said[-500:]!r}")


def _held(path: Path) -> bool:
    """Whether a living process holds the folding group of a file."""
    with suppress(OSError, ValueError):
        side = next(path.parent.glob(f"{path.name}.*.lock"), path)
        os.kill(int(side.read_text()), 0)
        return side != path
    return False


def _written(path: Path) -> tuple[int, int]:
    with suppress(FileNotFoundError):
        seen = path.stat()
        return seen.st_size, seen.st_mtime_ns
    return 0, 0


def _until(condition: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > give_up:
            raise Wrong(f"waited {PATIENCE:.0f} s in vain")
        time.sleep(0.02)


DO: dict[str, Callable[[Scene], str]] = {
    "kill": _kill,
    "kill in write": _kill_in_write,
    "disk full": _fill_disk,
    "second worker": _second_worker,
    "read-only file": _read_only,
}
