"""The benchmark's scores are the known ones."""

import random

import pytest
from sklearn import metrics  # type: ignore[import-untyped]

from ops.bench.scores import BIG, scores


@pytest.mark.parametrize("seed", range(5))
def test_scores_are_those_of_scikit_learn(seed: int) -> None:
    chance = random.Random(seed)
    labels = [chance.choice("abcdef") for _ in range(400)]
    topics = [ord(label) if chance.random() < 0.7 else chance.randrange(9) for label in labels]
    found = scores(labels, topics)
    assert found.nmi == pytest.approx(metrics.v_measure_score(labels, topics))
    assert found.ari == pytest.approx(metrics.adjusted_rand_score(labels, topics))


def test_a_split_label_is_worth_its_best_part() -> None:
    labels = ["big"] * 2 * BIG + ["small"] * 5
    assert scores(labels, [1] * BIG + [2] * BIG + [3] * 5).f1 == pytest.approx(2 / 3)


def test_perfect_topics_score_one() -> None:
    assert scores(["a"] * BIG + ["b"], [4] * BIG + [5]) == (1.0, 1.0, 1.0)
