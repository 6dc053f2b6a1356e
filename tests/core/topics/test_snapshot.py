"""A restored learner goes on as if it had never stopped."""

import json
import subprocess
import sys
from itertools import islice
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.topics import TopicModel
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
@given(cut=st.integers(0, 1_200), through_json=st.booleans())
def test_restoring_anywhere_gives_the_same_future(cut: int, through_json: bool) -> None:
    straight = TopicModel()
    go_on(straight, 0, cut)
    state = straight.snapshot()
    wire = (
        json.loads(json.dumps(state))
        if through_json
        else msgspec.msgpack.decode(msgspec.msgpack.encode(state))
    )
    restored = TopicModel.restore(wire)
    assert restored.snapshot() == state
    assert go_on(restored, cut, cut + 400) == go_on(straight, cut, cut + 400)
    assert restored.snapshot() == straight.snapshot()


def test_a_snapshot_is_a_copy() -> None:
    model = TopicModel()
    go_on(model, 0, 200)
    state = model.snapshot()
    before = json.dumps(state)
    go_on(model, 200, 400)
    assert json.dumps(state) == before


SCRIPT = """
import json
from tests.core.topics.test_snapshot import go_on
from streams.core.topics import TopicModel
model = TopicModel()
print(json.dumps([go_on(model, 0, 1500), model.snapshot()]))
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_results_do_not_depend_on_the_hash_seed(seed: str) -> None:
    env = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=env, capture_output=True, check=True, text=True
    )
    model = TopicModel()
    assert json.loads(run.stdout) == json.loads(
        json.dumps([go_on(model, 0, 1500), model.snapshot()])
    )
