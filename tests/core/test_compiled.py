"""Compiled code is compiled before there is work."""

from streams.core import stories, topics
from streams.core.compiled import source_of
from streams.core.stories import kernels
from streams.core.topics import steps
from tests.core.stories.desks import DAY, desk

KERNELS = [getattr(kernels, name) for name in ("multiplied", "weighed", "shared", "dotted")]
STEPS = [steps.learn, steps.predict, steps.weigh, steps.tabulate]


def test_a_day_compiles_nothing_that_was_not_ready() -> None:
    topics.ready()
    stories.ready()
    before = [len(each.signatures) for each in (*KERNELS, *STEPS)]
    assert all(before)
    city = desk()
    last = max(post.time for post in city.posts)
    assert stories.front_page(
        city.posts, find=city.topics.find, now=last, since=last - DAY, limit=5, language=None
    )
    city.topics.predict_one({"storm": 1})
    topics.TopicModel(base=2).learn(("storm",), t=0, post=0)
    topics.TopicModel.restore(city.topics.snapshot()).weight("storm")
    assert [len(each.signatures) for each in (*KERNELS, *STEPS)] == before


def test_what_was_kept_is_good_only_for_the_same_source() -> None:
    assert source_of(steps, kernels) == source_of(steps, kernels) != source_of(kernels, steps)
    assert steps.SOURCE in {cell.cell_contents for cell in steps.learn.py_func.__closure__}
