"""A restored learner goes on as if it had never stopped."""

import subprocess
import sys
from itertools import islice
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.topics import TopicModel
from streams.core.topics.stored import KEPT_LINK
from streams.core.topics.tables import ENTRY, HEAD, HELD, TERM, TOPIC
from tests.core.topics.test_learner import stream

POSTS = [tokens for _, tokens in islice(stream(11), 1_600)]
PACE = 2.0


def go_on(model: TopicModel, start: int, stop: int) -> list[Any]:
    """Feed part of the stream: topics, moves, merges."""
    told: list[Any] = []
    for number in range(start, stop):
        told.append(model.learn(POSTS[number], t=number * PACE, post=number))
        if number % 7 == 0:
            told += [model.take_moves(), model.take_merges()]
    return told


@settings(max_examples=12, deadline=None, derandomize=True)
@given(cut=st.integers(0, 1_200))
def test_restoring_anywhere_gives_the_same_future(cut: int) -> None:
    straight = TopicModel()
    go_on(straight, 0, cut)
    state = straight.snapshot()
    restored = TopicModel.restore(msgspec.msgpack.decode(msgspec.msgpack.encode(state)))
    assert restored.snapshot() == state
    assert go_on(restored, cut, cut + 400) == go_on(straight, cut, cut + 400)
    assert restored.snapshot() == straight.snapshot()


def test_a_snapshot_is_a_copy() -> None:
    model = TopicModel()
    go_on(model, 0, 200)
    state = model.snapshot()
    before = msgspec.msgpack.encode(state)
    go_on(model, 200, 400)
    assert msgspec.msgpack.encode(state) == before


@pytest.mark.parametrize("part", ["head", "topics", "terms", "entries", "links", "held"])
def test_a_state_that_was_cut_off_is_refused(part: str) -> None:
    model = TopicModel()
    go_on(model, 0, 200)
    state = model.snapshot()
    state["rows"][part] = state["rows"][part][:-1]
    with pytest.raises(ValueError, match=r"element size|points outside|says it has"):
        TopicModel.restore(state)


LINKS = [
    ("entries", ENTRY, "below"),
    ("entries", ENTRY, "count"),
    ("entries", ENTRY, "topic"),
    ("links", KEPT_LINK, "after"),
    ("links", KEPT_LINK, "term"),
    ("topics", TOPIC, "younger"),
    ("topics", TOPIC, "due_after"),
    ("terms", TERM, "first"),
    ("held", HELD, "topic"),
    ("head", HEAD, "spare"),
]


@pytest.mark.parametrize(("part", "kind", "link"), LINKS, ids=lambda value: str(value)[:10])
def test_a_state_that_points_outside_itself_is_refused(
    part: str, kind: np.dtype, link: str
) -> None:
    model = TopicModel()
    go_on(model, 0, 200)
    state = model.snapshot()
    rows = np.frombuffer(state["rows"][part], kind).copy()
    rows[link][0] = min(1 << 20, np.iinfo(kind[link]).max)
    state["rows"][part] = rows.tobytes()
    with pytest.raises(ValueError, match=r"points outside its rows"):
        TopicModel.restore(state)


def test_a_state_without_a_word_for_each_term_is_refused() -> None:
    model = TopicModel()
    go_on(model, 0, 200)
    state = model.snapshot()
    state["words"][0].pop()
    with pytest.raises(ValueError, match=r"each of its words"):
        TopicModel.restore(state)


SCRIPT = """
import msgspec
from tests.core.topics.test_snapshot import go_on
from streams.core.topics import TopicModel
model = TopicModel()
print(msgspec.msgpack.encode([go_on(model, 0, 1500), model.snapshot()]).hex())
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_results_do_not_depend_on_the_hash_seed(seed: str) -> None:
    env = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=env, capture_output=True, check=True, text=True
    )
    model = TopicModel()
    expected = msgspec.msgpack.encode([go_on(model, 0, 1500), model.snapshot()])
    assert run.stdout.strip() == expected.hex()


def test_a_learner_of_empty_posts_is_restored() -> None:
    model = TopicModel()
    model.learn((), t=0.0, post=0)
    assert TopicModel.restore(model.snapshot()).snapshot() == model.snapshot()
