"""A post as a desk knows it: the one structure that topics, stories and writing share."""

from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Post:
    """One admitted post. Times are milliseconds UTC; `number` counts the desk's posts from 0."""

    id: str
    number: int
    author: str
    """"" where nobody knows who wrote it."""
    handle: str
    name: str
    url: str
    source: str
    lang: str
    text: str
    tokens: tuple[str, ...]
    voice: str
    """The same for near-duplicates: one voice, however often it is copied."""
    time: int
    """Event time, clamped: chooses the day and the time profile."""
    at: int
    revision: int = 0
    account_created: int = 0
    """When the account was made, 0 where unknown."""
    topic: int = -1
    """The learner's topic; pass it through `TopicModel.find` before comparing."""
    counters: tuple[int, int, int, int, int, int] = (0, 0, 0, 0, 0, 0)
    """like, repost, reply, quote, point, comment: net, absolute."""
    gone: frozenset[str] = frozenset()
    """Why it may not be shown (deleted, withheld, withdrawn, hidden, author); empty when live: one
    object for all such posts, since a set for each would be a fifth of what a shelf takes."""
    pinned: bool = False

    @property
    def live(self) -> bool:
        """Whether it may be shown."""
        return not self.gone

    @property
    def points(self) -> int:
        """The printed, honest count: the sum of its net engagement."""
        return sum(self.counters)
