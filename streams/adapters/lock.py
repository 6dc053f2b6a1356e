"""One holder at a time: a lock on a side file, which the system gives back at death."""

import fcntl
import os
from pathlib import Path

from streams.adapters.errors import LogBusy


class FileLock:
    """Held from `take` to `release`, or until the process dies."""

    def __init__(self, path: Path, *, what: str) -> None:
        self._path = path
        self._what = what
        self._file: int | None = None

    def take(self) -> None:
        """Hold it; raises `LogBusy` where another process, or this one already, does."""
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(file, 32).decode(errors="replace").strip() or "unknown"
            os.close(file)
            raise LogBusy(
                f"cannot {self._what}: process {holder} already does, and only one may "
                f"({self._path}); stop that one, or use kafka:// for several workers"
            ) from None
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
        self._file = file

    def release(self) -> None:
        """Give it back."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
