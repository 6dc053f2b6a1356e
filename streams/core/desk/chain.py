"""One shard's chain of hand-overs, as a desk takes it.

Law 3: the next number is taken; one that is known is skipped, and must be the same bytes; one
beyond a hole is left, since the shard's next owner writes it again.
"""

from typing import Any

from schemas.handovers import Handover
from streams.core.fold import Corrupt

REMEMBERED = 1024
"""Hashes kept a chain, to recognise what was sent twice."""
DIGITS = 16
"""Hexadecimal digits kept of each hash."""


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
        self.number, self.hashes, self.torn = handover.number, [handover.before[:DIGITS]], False
        return missing

    def accept(self, handover: Handover, digest: str) -> bool:
        """Whether this is the next link; raises `Corrupt` where it contradicts the chain."""
        if handover.number > self.number:
            return False
        if handover.number < self.number and self._known(handover, digest[:DIGITS]):
            return False
        expected, before = self.hashes[-1] if self.hashes else "", handover.before[:DIGITS]
        if self.hashes and before != expected:
            raise Corrupt(self._contradiction(handover, expected, before))
        self.number += 1
        self.until = max(self.until, handover.until)
        self.hashes = [*self.hashes[1 - REMEMBERED :], digest[:DIGITS]]
        return True

    def _known(self, handover: Handover, digest: str) -> bool:
        """Whether this is what was taken under its number.

        A shard that lost records to retention goes on from its snapshot, behind what it had
        already handed over: its link says so (`gaps`), and the chain goes on from there.
        """
        back = self.number - handover.number
        kept = self.hashes[-back] if back <= len(self.hashes) else digest
        if kept == digest:
            return True
        if not handover.gaps:
            raise Corrupt(self._contradiction(handover, kept, digest))
        self.number, self.hashes = handover.number, self.hashes[:-back]
        return False

    def _contradiction(self, handover: Handover, expected: str, got: str) -> str:
        return (
            f"taking hand-over {handover.number} of shard {handover.shard} for desk "
            f"{handover.desk}: expected hash {expected[:16] or 'none'}, got {got[:16]}: two folds "
            "of the same log differ (law 1). Stop all workers and run one version only"
        )

    def snapshot(self) -> list[Any]:
        return [self.number, self.until, [*self.hashes], self.torn]

    @classmethod
    def restored(cls, state: list[Any]) -> "Chain":
        chain = cls()
        chain.number, chain.until, chain.hashes, chain.torn = state
        return chain
