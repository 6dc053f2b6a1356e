"""What one word holds together is taken apart, what is one story stays one."""

import random

import numpy as np
import pytest

from streams.core.stories.fragments import owners
from streams.core.stories.parting import part
from streams.core.stories.profiles import Desk
from streams.core.stories.survey import ground
from tests.core.stories.desks import CHATTER, DAY, DESK, HOUR, START, at, write

LAW = "bill Halvorsen cloned calls committee senate passes vote deepfake safe"
INVOICE = "bill electricity month doubled meter council winter tariff kitchen pay"


def told(*stories: tuple[str, int]) -> tuple[Desk, np.ndarray]:
    """A desk of chatter and posts of (words, first hour), and the rows of these."""
    rng = random.Random(2)
    rows = [("-", " ".join([DESK, *rng.sample(CHATTER, 4)]), at(rng)) for _ in range(300)]
    for words, hour in stories:
        head, *others = words.split()
        for _ in range(24):
            text = f"{DESK} {head} {' '.join(rng.sample(others, 4))}"
            rows.append((words, text, START + hour * HOUR + rng.randrange(4 * HOUR)))
    rows.sort(key=lambda row: row[2])
    posts = [write(i, text, time) for i, (_, text, time) in enumerate(rows)]
    desk = ground(posts, since=START, now=START + DAY)
    kinds = {post.id: kind for post, (kind, _, _) in zip(posts, rows, strict=True)}
    return desk, np.array([kinds[head.id] for head in desk.table.heads])


@pytest.mark.parametrize("late", [12, 15])
def test_two_stories_under_one_name_come_apart(late: int) -> None:
    desk, kinds = told((LAW, 9), (INVOICE, late))
    main = part(desk, np.where(kinds == "-", -1, 0), 1)
    law, invoice = main[kinds == LAW].tolist(), main[kinds == INVOICE].tolist()
    assert law.count(0) >= 22
    assert invoice.count(1) >= 22
    assert set(main[kinds == "-"].tolist()) == {-1}


def test_one_story_told_twice_a_day_stays_one() -> None:
    desk, kinds = told((LAW, 7), (LAW, 17))
    main = np.where(kinds == "-", -1, 0)
    assert part(desk, main, 1).tolist() == main.tolist()


def test_what_few_say_is_not_taken_apart() -> None:
    desk, kinds = told((LAW, 9), (INVOICE, 14))
    main = np.where(kinds == "-", -1, 0)
    main[np.nonzero(main == 0)[0][7:-7]] = -1
    assert part(desk, main, 1).tolist() == main.tolist()


def test_a_fragment_belongs_to_the_larger_story_that_accounts_for_it() -> None:
    kin = np.zeros((4, 4))
    for one, other, near in ((0, 1, 0.3), (0, 2, 0.3), (0, 3, 0.09), (1, 2, 0.2)):
        kin[one, other] = kin[other, one] = near
    assert owners(np.array([90.0, 20.0, 80.0, 9.0]), kin).tolist() == [0, 0, 2, 3]
    assert owners(np.zeros(0), np.zeros((0, 0))).tolist() == []


def test_a_fragment_of_a_fragment_belongs_where_that_belongs() -> None:
    kin = np.array([[1.0, 0.3, 0.0], [0.3, 1.0, 0.3], [0.0, 0.3, 1.0]])
    assert owners(np.array([90.0, 30.0, 9.0]), kin).tolist() == [0, 0, 0]
