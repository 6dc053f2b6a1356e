"""The second look: each post is decided again, when its story has had time to form.

A post is due LOOK_POSTS posts and LOOK_SECONDS seconds after it came, at the latest after
LOOK_LONGEST seconds or when MOST_HELD wait.
"""

from streams.core.compiled import inner
from streams.core.topics import settings
from streams.core.topics.entries import free
from streams.core.topics.field import move
from streams.core.topics.nearest import nearest
from streams.core.topics.tables import State
from streams.core.topics.weights import Ints, vector


@inner
def hold(s: State, terms: Ints, count: int, post: int, score: float) -> int:
    """Keep a post that is about to join a topic: the row, where that is still to be noted."""
    h = s.head[0]
    at = (h.oldest + h.held) % len(s.held)
    row = s.held[at]
    row.number, row.time, row.post, row.score = h.post, h.time, post, score
    row.count = count
    row.terms[:] = -1
    for place in range(count):
        row.terms[place] = terms[place]
        s.terms[terms[place]].waits += 1
    h.held += 1
    return at


@inner
def look(s: State, rejoin: float, base: float) -> None:
    """Look again at what is due: two posts at most, so that none waits long for its turn."""
    h = s.head[0]
    for _ in range(2):
        if h.held == 0:
            break
        row = s.held[h.oldest]
        posts, seconds = h.post - row.number, h.time - row.time
        due = posts >= settings.LOOK_POSTS and seconds >= settings.LOOK_SECONDS
        if not (due or seconds >= settings.LOOK_LONGEST or h.held > settings.MOST_HELD):
            break
        _again(s, h.oldest, rejoin, base)
        _release(s, h.oldest)
        h.oldest = (h.oldest + 1) % len(s.held)
        h.held -= 1


@inner
def _again(s: State, at: int, rejoin: float, base: float) -> None:
    h, row = s.head[0], s.held[at]
    alive = s.topics[row.topic].name == row.name
    if alive and row.score > settings.SURE:
        return
    terms, weights, norm, count = vector(s, row.terms[: row.count], base)
    own = row.topic if alive else -1
    better, _ = nearest(s, terms, weights, norm, count, rejoin, own)
    if better < 0 or better == own:
        return
    m = s.moved[h.moved]
    m.post, m.topic = row.post, s.topics[better].name
    h.moved += 1
    if alive:
        move(s, terms, weights, count, own, better, base)


@inner
def _release(s: State, at: int) -> None:
    row = s.held[at]
    for term in row.terms[: row.count]:
        s.terms[term].waits -= 1
        free(s, term)
