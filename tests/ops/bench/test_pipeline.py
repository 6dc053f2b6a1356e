"""Benches measure what they say: the stream is the same for a seed, and states come back whole."""

from collections import Counter

from ops.bench.feed import lines
from ops.bench.folds import HEAD, timed
from ops.bench.full_state import measured, told
from ops.bench.pipeline import speeds
from ops.bench.synthetic import KINDS, Synthetic
from streams.editions import shipped


def test_a_made_up_stream_is_the_same_for_a_seed_and_has_its_mix() -> None:
    one, other = (list(Synthetic("bluesky", rate=50).drafts(4_000)) for _ in range(2))
    assert one == other
    kinds = Counter(draft.record.id.partition("/")[0] for draft in one)
    assert all(abs(kinds[kind] / 40 - share) < 2 for kind, share in KINDS["bluesky"].items())
    assert [draft.time for draft in one] == sorted(draft.time for draft in one)


def test_one_hot_post_gets_its_share_of_what_is_not_a_post() -> None:
    roots = [d.record.root for d in Synthetic("bluesky", rate=50, hot=0.8).drafts(4_000)]  # type: ignore[union-attr]
    assert Counter(roots).most_common(1)[0][1] > 0.65 * len(roots)


def test_both_folds_are_timed_alone_on_the_same_records() -> None:
    (log,) = lines(Synthetic("bluesky", rate=50).drafts(1_000), shipped("everything"))
    figures, handovers = timed("small", log)
    assert figures.records == len(log) > 1_000
    assert 0 < figures.posts < 200
    assert min(figures[3:7]) > 0
    assert handovers
    assert len(figures.row().split()) == len(HEAD.partition("µs")[0].split()) + 1


def test_full_states_come_back() -> None:
    figures = measured(posts=2_500, likes=2_500)
    assert set(figures) == {"shard (posts)", "shard (likes)", "desk"}
    assert all(f["bytes"] > 1_000 and f["restore_ms"] > 0 for f in figures.values())
    assert len(told(figures).split("\n")) == 4


def test_speeds_are_those_of_blocks_of_as_many_records() -> None:
    samples = [[0.0, 0.0, 0], [1.0, 9.0, 10], [3.0, 9.0, 20], [5.0, 9.0, 30], [7.0, 9.0, 40]]
    assert speeds([*samples, [9.0, 9.0, 50]]) == [10.0, 5.0, 5.0, 5.0, 5.0]
