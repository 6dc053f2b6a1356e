"""The topics that live: joining, moving, ageing, merging."""

from streams.core.compiled import inner
from streams.core.topics import index, lives, settings
from streams.core.topics.merging import partner
from streams.core.topics.tables import DUE, State
from streams.core.topics.weights import Floats, Ints


@inner
def join(s: State, terms: Ints, weights: Floats, count: int, topic: int, base: float) -> int:
    """The topic, or a new one for -1, with the post in it."""
    if topic < 0:
        topic = index.start(s)
    index.put(s, terms, weights, count, topic, base)
    lives.touch(s, topic)
    queue(s, topic)
    return topic


@inner
def move(
    s: State, terms: Ints, weights: Floats, count: int, old: int, new: int, base: float
) -> None:
    """Take the post out of one topic and put it into another; neither is younger for it."""
    if s.topics[old].size == 1:
        drop(s, old)
    else:
        index.take(s, terms, weights, count, old)
        lives.place(s, old)
        queue(s, old)
    index.put(s, terms, weights, count, new, base)
    lives.place(s, new)
    queue(s, new)


@inner
def upkeep(s: State, merge: float, base: float) -> None:
    """A little for each post: at most two topics end, at most one is looked after."""
    for _ in range(2):
        topic = lives.ended(s)
        if topic < 0:
            break
        drop(s, topic)
    h = s.head[0]
    if h.topics > settings.MOST_TOPICS:
        drop(s, lives.weakest(s))
    topic = s.topics[DUE].due_after
    if topic == DUE:
        return
    c = s.topics[topic]
    waited = h.post - c.due_post >= settings.UPKEEP_POSTS
    if waited or h.time - c.due_time >= settings.UPKEEP_LONGEST:
        _unqueue(s, topic)
        _tend(s, topic, merge, base)


@inner
def drop(s: State, topic: int) -> None:
    """End a topic."""
    lives.forget(s, topic)
    if s.topics[topic].queued:
        _unqueue(s, topic)
    index.drop(s, topic)


@inner
def queue(s: State, topic: int) -> None:
    """Have the topic tended some time later."""
    h, c = s.head[0], s.topics[topic]
    if c.queued:
        return
    last = s.topics[DUE].due_before
    c.queued, c.due_post, c.due_time = 1, h.post, h.time
    c.due_before, c.due_after = last, DUE
    s.topics[last].due_after = topic
    s.topics[DUE].due_before = topic


@inner
def _unqueue(s: State, topic: int) -> None:
    c = s.topics[topic]
    s.topics[c.due_before].due_after = c.due_after
    s.topics[c.due_after].due_before = c.due_before
    c.queued = 0


@inner
def _tend(s: State, topic: int, merge: float, base: float) -> None:
    # Norms move with the weights; a topic that grew may have come near another.
    c = s.topics[topic]
    if c.size < settings.RENORM * c.normed:
        return
    c.normed = c.size
    rows, squares = index.renorm(s, topic, base)
    if c.size < max(2.0, settings.GROWTH * c.checked):
        return
    c.checked = c.size
    other = partner(s, topic, rows, squares, merge)
    if other >= 0:
        _blend(s, topic, other, base)


@inner
def _blend(s: State, topic: int, into: int, base: float) -> None:
    c, o, h = s.topics[topic], s.topics[into], s.head[0]
    m = s.merged[h.merged]
    m.topic, m.into, m.time = c.name, o.name, h.time
    h.merged += 1
    for at in range(h.held):
        row = s.held[(h.oldest + at) % len(s.held)]
        if row.topic == topic and row.name == c.name:
            row.topic, row.name = into, o.name
    o.seen_post = max(o.seen_post, c.seen_post)
    o.seen_time = max(o.seen_time, c.seen_time)
    lives.forget(s, topic)
    if c.queued:
        _unqueue(s, topic)
    index.blend(s, topic, into, base)
    lives.place(s, into)
    queue(s, into)
