"""Finds the line of a key in the text of a TOML file, which tomllib does not tell."""

import re

_HEADER = re.compile(r"^\s*\[\[?\s*([A-Za-z0-9_.\-]+)\s*\]\]?")


class Lines:
    """The lines of a file by table: `of("editions", 1, "zone")` is in the second edition."""

    def __init__(self, text: str) -> None:
        self._blocks: dict[tuple[str, int], tuple[int, list[str]]] = {}
        self._all = text.splitlines()
        counts: dict[str, int] = {}
        block: list[str] = []
        self._blocks[("", 0)] = (1, block)
        for number, line in enumerate(self._all, start=1):
            header = _HEADER.match(line)
            root = header[1] if header else ""
            if header and "." not in root:
                index = counts.get(root, 0)
                counts[root] = index + 1
                block = []
                self._blocks[(root, index)] = (number, block)
            block.append(line)

    def of(self, kind: str, index: int, key: str) -> int:
        """The line of the key in that table, else where the table starts, else 0."""
        found = self._blocks.get((kind, index))
        if found is None:
            return self._whole(key)
        start, block = found
        assigned = re.compile(rf"^\s*(?:\[+.*)?[^#]*\b{re.escape(key)}\s*(=|\]\])")
        for offset, line in enumerate(block):
            if assigned.match(line):
                return start + offset
        return start

    def _whole(self, key: str) -> int:
        assigned = re.compile(rf"^\s*\[*\s*{re.escape(key)}\b")
        return next((n for n, line in enumerate(self._all, start=1) if assigned.match(line)), 0)
