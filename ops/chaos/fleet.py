"""The processes of an installation, and who starts them again, as a supervisor would."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

TEND = 0.2
HOPELESS = 30
"""Restarts after which nobody hopes any more."""


class Fleet:
    """Runs `bouclage` commands by name; what ends with an error is started again at once.

    A command that ends with 0 has done its work. `restarts` counts the others, by name.
    """

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.restarts: dict[str, int] = {}
        self._environment = {**os.environ, **environment}
        self._folder = folder
        self._commands: dict[str, list[str]] = {}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = threading.RLock()
        self._end = threading.Event()
        self._tender = threading.Thread(target=self._tend, daemon=True)

    def __enter__(self) -> Self:
        self._tender.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end.set()
        self._tender.join()
        for name in self.names(""):
            self.kill(name, again=False)

    def names(self, role: str) -> list[str]:
        """The names that begin with a role, of all that should run."""
        with self._lock:
            return sorted(name for name in self._commands if name.startswith(role))

    def start(self, name: str, *arguments: str) -> None:
        """Start `bouclage ARGUMENTS` under a name; its output goes to a file of that name."""
        with self._lock:
            self._commands[name] = [sys.executable, "-m", "streams", *arguments]
            self._launch(name)

    def kill(self, name: str, *, again: bool = True) -> None:
        """End a process in the middle of whatever it does; `again`: its supervisor starts it."""
        with self._lock:
            if not again:
                self._commands.pop(name)
            process = self._running.pop(name)
            process.kill()
            process.wait()
            if again:
                self._launch(name)

    def stop(self, name: str, patience: float = 60.0) -> int:
        """End a process politely and for good; its exit code."""
        with self._lock:
            self._commands.pop(name)
            process = self._running.pop(name)
        process.terminate()
        return process.wait(patience)

    def freeze(self, name: str) -> None:
        """Stop a process's clock."""
        self._signal(name, signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        """Let a frozen process go on: it doesn't know that it was away."""
        self._signal(name, signal.SIGCONT)

    def done(self, name: str) -> bool:
        """Whether a command has ended with 0; raises `RuntimeError` where any only ever fails."""
        for failing, restarts in self.restarts.items():
            if restarts > HOPELESS:
                raise RuntimeError(f"{failing} ends again and again: see {self._folder}")
        with self._lock:
            process = self._running.get(name)
            return process is not None and process.poll() == 0

    def _signal(self, name: str, number: signal.Signals) -> None:
        with self._lock, suppress(ProcessLookupError):
            self._running[name].send_signal(number)

    def _launch(self, name: str) -> None:
        with (self._folder / f"{name}.log").open("ab") as output:
            self._running[name] = subprocess.Popen(
                self._commands[name], env=self._environment, stdout=output, stderr=output
            )

    def _tend(self) -> None:
        while not self._end.wait(TEND):
            with self._lock:
                for name, process in list(self._running.items()):
                    if process.poll() not in (None, 0):
                        self.restarts[name] = self.restarts.get(name, 0) + 1
                        self._launch(name)
