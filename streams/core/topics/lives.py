"""How long topics live: in event time, by their size.

A topic of 2**k to 2**(k+1) - 1 posts is of class k. It is let go when both the posts and the
seconds of its class have passed without it. Each class is a list, the longest untouched first.
"""

from streams.core.compiled import inner
from streams.core.topics.settings import LIVES, LIVES_SECONDS
from streams.core.topics.tables import State

LAST = len(LIVES) - 1


@inner
def tick(s: State, t: float) -> None:
    """One post passes at time `t`; time never runs back."""
    h = s.head[0]
    h.post += 1
    h.time = max(h.time, t)


@inner
def touch(s: State, topic: int) -> None:
    """The topic was seen now."""
    s.topics[topic].seen_post, s.topics[topic].seen_time = s.head[0].post, s.head[0].time
    place(s, topic)


@inner
def place(s: State, topic: int) -> None:
    """Put the topic last in the class of its size; neither older nor younger for it."""
    if s.topics[topic].kind >= 0:
        forget(s, topic)
    c, kind = s.topics[topic], 0
    while kind < LAST and c.size >> (kind + 1):
        kind += 1
    last = s.topics[kind].older
    c.kind, c.older, c.younger = kind, last, kind
    s.topics[last].younger = topic
    s.topics[kind].older = topic


@inner
def forget(s: State, topic: int) -> None:
    """Take the topic out of its class."""
    c = s.topics[topic]
    s.topics[c.older].younger = c.younger
    s.topics[c.younger].older = c.older
    c.kind = -1


@inner
def age(s: State, topic: int) -> float:
    """The part of its life that the topic has been idle, 0 to 1."""
    h, c = s.head[0], s.topics[topic]
    kind = max(1, c.kind)
    posts = (h.post - c.seen_post) / LIVES[kind]
    return min(1.0, posts, (h.time - c.seen_time) / LIVES_SECONDS[kind])


@inner
def gap(s: State, one: int, other: int) -> float:
    """How far apart in time two topics were last touched, in parts of the other's life."""
    a, b = s.topics[one], s.topics[other]
    kind = max(1, b.kind)
    posts = abs(a.seen_post - b.seen_post) / LIVES[kind]
    return min(1.0, posts, abs(a.seen_time - b.seen_time) / LIVES_SECONDS[kind])


@inner
def ended(s: State) -> int:
    """A topic whose life is over, or -1: singles are asked at each post, others in turn."""
    topic = _ended(s, 0)
    return topic if topic >= 0 else _ended(s, 1 + s.head[0].post % LAST)


@inner
def _ended(s: State, kind: int) -> int:
    topic = s.topics[kind].younger
    if topic == kind:
        return -1
    h, c = s.head[0], s.topics[topic]
    over = h.post - c.seen_post > LIVES[kind] and h.time - c.seen_time > LIVES_SECONDS[kind]
    return topic if over else -1


@inner
def weakest(s: State) -> int:
    """The topic to let go when there are too many: the oldest of the smallest class."""
    kind = 0
    while s.topics[kind].younger == kind:
        kind += 1
    return s.topics[kind].younger
