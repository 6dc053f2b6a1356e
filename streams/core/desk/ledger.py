"""The ledger: what was read, late and refused, in buckets of fifteen minutes of `at`.

Windows of editions lie on the same grid, so a window's coverage is a sum of whole buckets.
"""

from typing import Any

from schemas.digests import Coverage, Gap
from streams.core.calendar import BUCKET

KEPT = 60 * 3_600_000
"""Buckets are kept for 60 hours: the longest day, its grace, and a day of lateness."""


class Ledger:
    """Whole counts by bucket and name."""

    def __init__(self) -> None:
        self.buckets: dict[int, dict[str, int]] = {}
        self.gaps: list[tuple[int, int, int, int]] = []

    def add(self, at: int, name: str, count: int = 1) -> None:
        """Count something at an instant (milliseconds)."""
        bucket = self.buckets.setdefault(at - at % BUCKET, {})
        bucket[name] = bucket.get(name, 0) + count

    def add_all(self, at: int, tallies: dict[str, int]) -> None:
        """Count a second's tallies, but for `admitted`: those are of the day of their event time,
        which each edition counts for itself."""
        for name, count in tallies.items():
            if name != "admitted":
                self.add(at, name, count)

    def add_gap(self, shard: int, since: int, until: int, records: int) -> None:
        """Note that a shard's log had lost records."""
        gap = (shard, since, until, records)
        if gap not in self.gaps:
            self.gaps.append(gap)

    def forget(self, now: int) -> None:
        """Drop what no open day can ask for."""
        for bucket in [b for b in self.buckets if b < now - KEPT]:
            del self.buckets[bucket]
        self.gaps = [gap for gap in self.gaps if gap[2] >= now - KEPT]

    def coverage(
        self, start: int, now: int, *, edition: str, admitted: int, authors: int | None
    ) -> Coverage:
        """The sums from a window's first second to now; the edition itself counts the posts of
        its day, `admitted`, and their authors."""
        total: dict[str, int] = {}
        for at, bucket in self.buckets.items():
            if start <= at:
                for name, count in bucket.items():
                    total[name] = total.get(name, 0) + count
        return Coverage(
            records=total.get("read", 0),
            read=total.get("posts", 0),
            admitted=admitted,
            authors=authors,
            late=total.get(f"late:{edition}", 0),
            unattributed=total.get("unattributed", 0),
            dropped=total.get("dropped", 0),
            refused=dict(_named(total, "refused:")),
            idle_intakes=tuple(name for name, _ in _named(total, "idle:")),
            released_shards=tuple(sorted(int(n) for n, _ in _named(total, "released:"))),
            gaps=tuple(
                Gap(shard=s, since=a, until=b, records=n)
                for s, a, b, n in sorted(self.gaps)
                if b >= start and a <= now
            ),
        )

    def snapshot(self) -> dict[str, Any]:
        buckets = [[at, dict(bucket)] for at, bucket in sorted(self.buckets.items())]
        return {"buckets": buckets, "gaps": [*self.gaps]}

    def restore(self, state: dict[str, Any]) -> "Ledger":
        self.buckets = {at: dict(bucket) for at, bucket in state["buckets"]}
        self.gaps = [(s, a, b, n) for s, a, b, n in state["gaps"]]
        return self


def _named(total: dict[str, int], prefix: str) -> list[tuple[str, int]]:
    return sorted((k[len(prefix) :], v) for k, v in total.items() if k.startswith(prefix))
