"""Texts with choices: `{a|b|c}` takes one of its alternatives, `<name>` one line of a slot."""

import random
import re
from collections.abc import Mapping, Sequence

_CHOICE = re.compile(r"\{([^{}]*)\}")
_SLOT = re.compile(r"<([a-z_]+)>")

Slots = Mapping[str, Sequence[str]]


def spin(text: str, rng: random.Random, slots: Slots | None = None) -> str:
    """Resolve all slots, then all choices, innermost first.

    >>> spin("{one} fine <day>", random.Random(1), {"day": ["Monday"]})
    'one fine Monday'

    Raises KeyError when the text names a slot that is not given.
    """
    given = slots or {}
    while found := _SLOT.search(text):
        text = text[: found.start()] + rng.choice(given[found[1]]) + text[found.end() :]
    while found := _CHOICE.search(text):
        text = text[: found.start()] + rng.choice(found[1].split("|")) + text[found.end() :]
    return text


class Deck:
    """Deals lines in shuffled order, each once before any comes again."""

    def __init__(self, lines: Sequence[str], rng: random.Random) -> None:
        self._lines = list(lines)
        self._rng = rng
        self._left: list[str] = []

    def deal(self) -> str:
        """Give the next line."""
        if not self._left:
            self._left = self._lines[:]
            self._rng.shuffle(self._left)
        return self._left.pop()
