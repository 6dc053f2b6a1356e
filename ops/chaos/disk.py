"""A folder whose disk can be full: a small tmpfs where we may mount one, else a limit on files."""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

SIZE = 192 << 20
BLOCK = 1 << 16
CAP_DAC_OVERRIDE, PR_CAPBSET_DROP = 1, 24


class Disk:
    """Used as a context: mounted, and unmounted with all it holds. `mounted` says which of both.

    Without a mount, processes that start while it is full can write no file beyond the size that
    the largest has by then, which is what they meet: an append that fails.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mounted = False
        self._ballast = folder / "ballast"
        self._limit = resource.getrlimit(resource.RLIMIT_FSIZE)

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "chaos", str(self.folder)]
        with suppress(FileNotFoundError):
            self.mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.free()
        if self.mounted:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=True)

    def fill(self) -> None:
        """Leave no room."""
        if self.mounted:
            with suppress(OSError), self._ballast.open("wb", buffering=0) as ballast:
                while ballast.write(bytes(BLOCK)):
                    pass
        else:
            largest = max((p.stat().st_size for p in self.folder.rglob("*.db*")), default=0)
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest + BLOCK, self._limit[1]))

    def free(self) -> None:
        """Make room again."""
        resource.setrlimit(resource.RLIMIT_FSIZE, self._limit)
        self._ballast.unlink(missing_ok=True)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Within this, nobody who heeds permissions may write what lies in a folder."""
    paths = [*folder.iterdir(), folder]
    modes = [path.stat().st_mode for path in paths]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path, mode in zip(paths, modes, strict=True):
            path.chmod(mode)


def heed_permissions() -> None:
    """In a new process, before its program: root's right to write everything is given up."""
    if os.geteuid() == 0:
        import ctypes  # noqa: PLC0415 - for root only

        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)
