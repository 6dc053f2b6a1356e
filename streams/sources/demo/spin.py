"""Texts with choices: `{a|b|c}` takes one of its alternatives, `<name>` one line of a slot."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

_CHOICE = re.compile(r"\{([^{}]*)\}")
_SLOT = re.compile(r"<([a-z_]+)>")

Card = TypeVar("Card")
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


class Deck(Generic[Card]):
    """Deals cards in shuffled order, each once before any comes again."""

    def __init__(self, cards: Sequence[Card], rng: random.Random) -> None:
        self._cards = list(cards)
        self._rng = rng
        self._left: list[Card] = []

    def deal(self, fits: Callable[[Card], bool] = lambda _: True) -> Card:
        """Give the next card that fits; raises StopIteration when none of the deck does."""
        if not any(fits(card) for card in self._left):
            self._left = self._cards[:]
            self._rng.shuffle(self._left)
        card = next(card for card in self._left if fits(card))
        self._left.remove(card)
        return card
