"""The day that is played: one file, told by two intakes that race."""

from pathlib import Path
from typing import NamedTuple


class Day(NamedTuple):
    """Two files, what their lines are, so many of their seconds a second, and what is printed.

    Without `editions` it is what `replay` prints without.
    """

    files: tuple[Path, Path]
    layout: str
    speed: float
    editions: Path | None = None

    def feeding(self, number: int, url: str, out: Path, *, haste: float = 1.0) -> list[str]:
        """The command of the intake of a file; `haste` times as fast as the day's speed."""
        how = ["--format", self.layout, "--speed", str(self.speed * haste), "--no-worker"]
        how += ["--editions", str(self.editions)] if self.editions else []
        return ["replay", str(self.files[number]), *how, "--broker", url, "--out", str(out)]


def split(file: Path, folder: Path) -> tuple[Path, Path]:
    """Two files: the first half of the lines and every second one after it, and the others.

    So the second intake has half a day to join: a replay that comes too late is refused, since
    everything before has been promised.
    """
    lines = file.read_bytes().splitlines(keepends=True)
    half = len(lines) // 2
    folder.mkdir(parents=True, exist_ok=True)
    parts = folder / f"first-{file.name}", folder / f"second-{file.name}"
    parts[0].write_bytes(b"".join(lines[:half] + lines[half::2]))
    parts[1].write_bytes(b"".join(lines[half + 1 :: 2]))
    return parts
