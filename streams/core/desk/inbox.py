"""The desk's inbox: one chain of hand-overs a shard, and the seconds that all have passed."""

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec

from schemas.handovers import Handover, Second, WordRow
from streams.core.desk.chain import Chain
from streams.core.desk.moment import Moment, merge
from streams.core.desk.waiting import Waiting, second_of
from streams.core.fold import Corrupt

SECOND = 1000
RELEASE = b'"order_release_shard"'


class Link(Handover, frozen=True, kw_only=True):
    """A hand-over whose seconds are not decoded yet: they are, when they are folded."""

    seconds: tuple[msgspec.Raw, ...] = ()  # type: ignore[assignment]


read_link = msgspec.json.Decoder(Link).decode
_second = msgspec.json.Decoder(Second)


class Inbox:
    """Collects hand-overs; `ready` is the second up to which every awaited shard has come."""

    def __init__(self) -> None:
        self.shards = 0
        self.chains: dict[int, Chain] = {}
        self.released: dict[int, int] = {}
        self.waiting = Waiting()
        self.folded = 0
        self.holes = 0
        self.missed = 0
        """Seconds of a shard that came after the desk had gone on without them."""
        self.hurried = 0
        """Seconds that were folded before their time, since too much waited."""
        self.torn = False
        self.lost: list[tuple[int, int, int, int]] = []
        """Gaps of chains that the desk has not noted yet, as `Ledger.add_gap` takes them."""
        self.dropped = 0
        """Posts in missed seconds that the desk has not noted yet."""

    def take(self, handover: Link, value: bytes) -> bool:
        """Take a hand-over in, read from `value`; False where it is known already or lies beyond a
        hole."""
        self.shards = self.shards or handover.shards
        if handover.shards != self.shards:
            raise Corrupt(
                f"taking a hand-over for desk {handover.desk}: expected {self.shards} shards, got "
                f"{handover.shards}: the partitions of posts were changed. Choose a new "
                "BOUCLAGE_PREFIX and replay the retained log into it"
            )
        chain = self.chains.get(handover.shard) or self._begin(handover.shard)
        if missing := chain.lost(handover):
            self.lost.append((handover.shard, chain.until, handover.until, missing))
        self.holes += handover.number > chain.number
        if not chain.accept(handover, hashlib.sha256(value).hexdigest()):
            return False
        for encoded in handover.seconds:
            self._keep(bytes(encoded))
        return True

    def _begin(self, shard: int) -> Chain:
        chain = self.chains[shard] = Chain()
        chain.torn = self.torn
        return chain

    def tear(self) -> None:
        """The log had lost hand-overs: every chain may go on from its next link."""
        self.torn = True
        for chain in self.chains.values():
            chain.tear()

    def _keep(self, encoded: bytes) -> None:
        if RELEASE in encoded:
            self._release(_second.decode(encoded))
        second = second_of(encoded)
        if second < self.folded:
            self.missed += 1
            self.dropped += _second.decode(encoded).tallies.get("admitted", 0)
        else:
            self.waiting.add(second, encoded)

    def _release(self, second: Second) -> None:
        # A release can't wait for its second: the shard that it releases holds that second back.
        for row in second.rows:
            if isinstance(row, WordRow) and row.record["kind"] == "order_release_shard":
                self.released.setdefault(row.record["shard"], row.stamp[0])

    @property
    def ready(self) -> int:
        """Every second before this one may be folded."""
        untils = [
            self.chains[shard].until if shard in self.chains else 0
            for shard in range(self.shards)
            if shard not in self.released
        ]
        return max(self.folded, min(untils, default=0))

    def settle(self) -> None:
        """Wait again for a released shard that has caught up."""
        for shard in [s for s in self.released if s in self.chains]:
            if self.chains[shard].until >= self.folded > self.released[shard]:
                del self.released[shard]

    def moments(self) -> Iterator[Moment]:
        """The seconds that are ready, merged, in order; each is given once.

        To be taken to the end. They are decoded one by one: after a release hours are ready.
        """
        ready = self.ready
        due = self.waiting.due(ready)
        hurried = [second for second in due if second >= ready]
        self.hurried += len(hurried)
        self.folded = max(self.folded, ready, *(second + SECOND for second in hurried[-1:]))
        return (merge(second, self.waiting.take(second)) for second in due)

    def snapshot(self) -> dict[str, Any]:
        return {
            "shards": self.shards,
            "chains": [[shard, chain.snapshot()] for shard, chain in sorted(self.chains.items())],
            "released": sorted(self.released.items()),
            "waiting": self.waiting.snapshot(),
            "folded": self.folded,
            "holes": self.holes,
            "missed": self.missed,
            "hurried": self.hurried,
            "torn": self.torn,
        }

    def restore(self, state: dict[str, Any]) -> "Inbox":
        self.shards, self.folded = state["shards"], state["folded"]
        self.holes, self.missed = state["holes"], state["missed"]
        self.hurried = state["hurried"]
        self.torn = state["torn"]
        self.chains = {shard: Chain.restored(chain) for shard, chain in state["chains"]}
        self.released = dict(state["released"])
        self.waiting.restore(state["waiting"])
        return self
