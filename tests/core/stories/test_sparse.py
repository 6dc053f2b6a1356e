"""The arithmetic of a survey."""

import numpy as np
import pytest

from streams.core.stories.mixture import count_in, form
from streams.core.stories.seeds import seeds, topics_of
from streams.core.stories.sparse import Sparse, products
from streams.core.stories.survey import ground
from tests.core.stories.desks import DAY, EVENTS, START, desk

ONE = np.array([[1.0, 0.0, 2.0], [0.0, 0.0, 3.0]])
OTHER = np.array([[0.5, 0.0], [4.0, 1.0], [0.0, 2.0]])


def sparse(cells: np.ndarray) -> Sparse:
    rows, columns = np.nonzero(cells)
    return Sparse.of(rows, columns, cells[rows, columns], cells.shape)


def test_a_sparse_matrix_is_the_full_one() -> None:
    assert sparse(ONE).full().tolist() == ONE.tolist()
    assert sparse(ONE).turned().full().tolist() == ONE.T.tolist()
    assert sparse(ONE).times(sparse(OTHER)).full().tolist() == (ONE @ OTHER).tolist()
    assert sparse(ONE).sums().tolist() == [3.0, 3.0]
    assert sparse(OTHER).every(2).full().tolist() == OTHER[::2].tolist()


def test_entries_left_out_are_nought() -> None:
    one = sparse(ONE)
    assert one.only(one.values > 1.0).full().tolist() == [[0.0, 0.0, 2.0], [0.0, 0.0, 3.0]]


def test_products_are_the_same_in_whatever_order_they_are_added() -> None:
    chance = np.random.default_rng(7)
    vectors = chance.random((40, 500))
    vectors /= np.sqrt((vectors**2).sum(axis=1, keepdims=True))
    found = products(vectors)
    assert np.abs(found - vectors @ vectors.T).max() < 1e-4
    for _ in range(5):
        assert (products(vectors[:, chance.permutation(500)]) == found).all()


@pytest.mark.parametrize("step", [1, 2])
def test_stories_formed_on_a_part_of_a_desk_count_in_all_of_its_voices(step: int) -> None:
    city = desk()
    whole = ground(city.posts, since=START, now=START + DAY)
    topics = topics_of(whole, city.topics.find)
    part = whole.every(step)
    rows, which = seeds(part, topics[::step])
    mixture = count_in(whole, form(part, rows, which), step)
    truth = [city.truth[post.id] for post in whole.table.heads]
    for event in EVENTS:
        told = [int(s) for s, t in zip(mixture.belief.main, truth, strict=True) if t == event]
        assert max(told.count(s) for s in set(told) if s >= 0) >= 35
