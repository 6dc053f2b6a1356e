"""What memory a process holds: of its own, and pages of files that it shares with others.

Anonymous memory is what the process itself needs. Pages of files (libraries, above all that of the
compiler) are clean and shared: a second worker on the machine adds none, and the system takes them
back where memory is short.
"""

from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

OWN, FILES, HIGHEST = "RssAnon:", "RssFile:", "VmHWM:"
PAUSE = 0.02
"""Seconds between two looks: a page or a snapshot takes longer."""


class Held(NamedTuple):
    """Megabytes (2^20 bytes) at one moment; `highest` is what was ever resident at once."""

    own: int
    files: int
    highest: int


def held(process: int | str = "self") -> Held:
    """What a process holds now; nothing where the system does not tell (only Linux does), or the
    process has ended."""
    told: dict[str, str] = {}
    with suppress(OSError):
        status = Path(f"/proc/{process}/status").read_text()
        told = dict(line.split()[:2] for line in status.splitlines() if "kB" in line)
    return Held(*(int(told.get(name, 0)) >> 10 for name in (OWN, FILES, HIGHEST)))


class Peak:
    """The highest of each kind that another process held since this was made, looked at by a thread
    until `stop`: looking costs a fiftieth of a core, and must not count as the other's work."""

    def __init__(self, process: int) -> None:
        self.process = process
        self.own = self.files = self.highest = 0
        self._ended = Event()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._ended.wait(PAUSE):
            now = held(self.process)
            self.own, self.files = max(self.own, now.own), max(self.files, now.files)
            self.highest = max(self.highest, now.highest)

    def stop(self) -> dict[str, int]:
        """The figures, as JSON carries them."""
        self._ended.set()
        self._thread.join()
        return {"megabytes": self.highest, "own": self.own, "files": self.files}
