"""One shard's chain of hand-overs, as a desk takes it.

Law 3: the next number is taken; one that is known is skipped, and must be the same bytes; one
beyond a hole is left, since the shard's next owner writes it again.
"""

from typing import Any

from schemas.handovers import Handover
from streams.core.fold import Corrupt

REMEMBERED = 256
"""Hashes kept a chain, to recognise what was sent twice."""


class Chain:
    """What was taken of one shard: the next number, the last hashes, and how far it has come."""

    def __init__(self) -> None:
        self.number = 0
        self.until = 0
        self.hashes: list[str] = []
        self.torn = False

    def tear(self) -> None:
        """Links were lost with the log's oldest records: take the next one, whatever its number."""
        self.torn = True

    def lost(self, handover: Handover) -> int:
        """How many links a torn chain has lost before this one; it then goes on from here."""
        missing = handover.number - self.number
        if not self.torn or missing <= 0:
            return 0
        self.number, self.hashes, self.torn = handover.number, [handover.before], False
        return missing

    def accept(self, handover: Handover, digest: str) -> bool:
        """Whether this is the next link; raises `Corrupt` where it contradicts the chain."""
        if handover.number > self.number:
            return False
        if handover.number < self.number:
            back = self.number - handover.number
            if back <= len(self.hashes) and self.hashes[-back] != digest:
                raise Corrupt(self._contradiction(handover, self.hashes[-back], digest))
            return False
        expected = self.hashes[-1] if self.hashes else ""
        if handover.before != expected:
            raise Corrupt(self._contradiction(handover, expected, handover.before))
        self.number += 1
        self.until = max(self.until, handover.until)
        self.hashes = [*self.hashes[1 - REMEMBERED :], digest]
        return True

    def _contradiction(self, handover: Handover, expected: str, got: str) -> str:
        return (
            f"taking hand-over {handover.number} of shard {handover.shard} for desk "
            f"{handover.desk}: expected hash {expected[:16] or 'none'}, got {got[:16]}: two folds "
            "of the same log differ (law 1). Stop all workers and run one version only"
        )

    def snapshot(self) -> list[Any]:
        return [self.number, self.until, self.hashes, self.torn]

    @classmethod
    def restored(cls, state: list[Any]) -> "Chain":
        chain = cls()
        chain.number, chain.until, chain.hashes, chain.torn = state
        return chain
