"""Rows of a CSV file with the bytes that each came from, so that a refused one is kept whole."""

import csv
from collections.abc import Iterator
from pathlib import Path

from streams.sources.lines import Line, lines

FIELD = 2 << 20
"""Longest field in characters: far beyond what a record may hold."""


class _Tape:
    """Hands lines to the csv module and remembers those of the current row."""

    def __init__(self, path: Path) -> None:
        self._lines = lines(path)
        self.taken: list[Line] = []

    def __iter__(self) -> "_Tape":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken.append(line)
        return line.raw.decode("utf-8", "surrogateescape") + "\n"

    def row(self, number: int) -> Line:
        """What was taken since the last row, as one line."""
        raw = b"\n".join(line.raw for line in self.taken)
        tail = next((line.tail for line in self.taken if line.tail), None)
        self.taken = []
        return Line(number, raw, tail)


def csv_rows(path: Path, after: int = 0) -> Iterator[tuple[Line, dict[str, str] | str]]:
    """Rows behind the first `after` ones, by column; a text says why a row cannot be read.

    Columns are named by the first row and parted by tabs in a `.tsv`, else by commas.
    """
    csv.field_size_limit(FIELD)
    tape = _Tape(path)
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    reader = csv.reader(tape, delimiter=delimiter)
    header = [name.lstrip("\ufeff").strip() for name in next(reader, [])]
    tape.taken = []
    number = 0
    while True:
        cells: list[str] | str
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cells = str(error)
            reader = csv.reader(tape, delimiter=delimiter)
        number += 1
        line = tape.row(number)
        if number > after:
            yield line, cells if isinstance(cells, str) else _named(header, cells)


def _named(header: list[str], cells: list[str]) -> dict[str, str] | str:
    if len(cells) > len(header):
        return f"expected at most {len(header)} columns, got {len(cells)}"
    if any("\udc80" <= char <= "\udcff" for cell in cells for char in cell):
        return "the bytes are no UTF-8"
    return {name: cell for name, cell in zip(header, cells, strict=False) if cell}
