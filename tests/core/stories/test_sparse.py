"""The arithmetic of a survey."""

import numpy as np
import pytest

from streams.core.stories.kernels import shared, weighed
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


def test_the_least_of_a_product_is_left_out() -> None:
    assert sparse(ONE).times(sparse(OTHER), 4.0).full().tolist() == [[0.0, 4.0], [0.0, 6.0]]


def test_evidence_and_shares_are_those_of_full_matrices() -> None:
    chance = np.random.default_rng(3)
    said = (chance.random((50, 30)) < 0.2) * chance.choice([0.5, 1.0], (50, 30))
    lift = (chance.random((30, 7)) < 0.2) * chance.uniform(1.0, 4.5, (30, 7))
    timely, bins = chance.normal(size=(7, 4)), chance.integers(0, 4, 50)
    prior = chance.normal(size=7) - 4.0
    told, odds = weighed(sparse(said).parts, sparse(lift).parts, timely, bins, prior)
    first, stories, evidence = told
    rows = np.repeat(np.arange(50), np.diff(first))
    wanted = np.round(said @ lift + timely[:, bins].T, 6)[rows, stories]
    assert len(rows) == np.count_nonzero(said @ lift)
    assert np.abs(evidence - wanted).max() < 2e-6
    assert odds == pytest.approx(evidence + prior[stories])
    full = np.zeros((50, 7))
    full[rows, stories] = np.exp(odds)
    share = full / (1.0 + full.sum(axis=1, keepdims=True))
    sizes, found = np.zeros(7), np.zeros((7, 7))
    kept, main = shared(told, np.exp(odds), sizes, found, 0.1, 0.5)
    assert kept[2] == pytest.approx(share[kept[0], kept[1]], abs=1e-6)
    assert sizes == pytest.approx(share.sum(axis=0), abs=1e-4)
    assert main.tolist() == np.where(share.max(axis=1) > 0.5, share.argmax(axis=1), -1).tolist()
    assert np.diag(found).tolist() == np.bincount(main[main >= 0], minlength=7).tolist()
