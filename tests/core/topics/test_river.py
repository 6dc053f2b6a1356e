"""The learner is a River learner."""

import random
from collections.abc import Callable
from itertools import islice

import pytest
from river import checks, compose, feature_extraction
from river.checks import common

from streams.core.topics import TopicModel
from tests.core.topics.test_learner import stream

ON_DATA = [
    common.check_learn_one,
    common.check_pickling,
    common.check_shuffle_features_no_impact,
    common.check_emerging_features,
    common.check_disappearing_features,
    common.check_radically_disappearing_features,
    common.check_predict_one_before_any_learn,
    common.check_no_state_aliasing_with_input,
    common.check_clone_is_independent,
]


def test_rivers_own_checks_pass() -> None:
    checks.check_estimator(TopicModel())


@pytest.mark.parametrize("check", ON_DATA, ids=lambda check: check.__name__)
def test_rivers_checks_on_data_pass_on_posts(check: Callable[..., None]) -> None:
    random.seed(5)
    data = [(dict.fromkeys(words, 1), None) for _, words in islice(stream(21), 200)]
    check(TopicModel(), data)


def test_it_sits_in_a_pipeline() -> None:
    model = compose.Pipeline(feature_extraction.BagOfWords(), TopicModel())
    for text in ("storm hits the coast", "the storm hits a coast", "a goal in the last minute"):
        model.learn_one(text)
    assert model.predict_one("coast storm hits") == 0
    assert model.predict_one("something else") == -1


def test_memory_does_not_grow_with_the_stream() -> None:
    model = TopicModel()
    sizes = []
    for number, (_, tokens) in enumerate(islice(stream(22), 16_000)):
        model.learn(tokens, t=3.0 * number, post=number)
        if number % 8_000 == 7_999:
            model.take_moves()
            model.take_merges()
            sizes.append(model._raw_memory_usage)
    assert sizes[1] < 1.3 * sizes[0]
