"""The top of a page: headline, dek and lead, made from the stories below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from schemas.digests import Coverage, Sentence, Story, Support
from streams.core.writing.figures import Figure
from streams.core.writing.phrases import counting, say
from streams.core.writing.slots import Slot
from streams.core.writing.typography import Voice

DEK = (90, 120)
READ = (110, 220)
ENUMERATED = 5
"""Stories that the lead names one by one; of more it names the first."""


@dataclass(frozen=True)
class Front:
    """What the top of a page is made of. `wanted` is how many stories the edition takes."""

    voice: Voice
    seed: str
    kind: Literal["rolling", "final", "amended"]
    as_of: int
    coverage: Coverage
    stories: Sequence[Story]
    wanted: bool = True

    def slots(self) -> dict[str, Slot]:
        """The figures that front sentences may use; the first story's where there is one."""
        covered = self.coverage
        slots: dict[str, Slot] = {
            "day": Figure("day", self.voice.day),
            "as_of": Figure("as_of", self.as_of),
            "read": Figure("coverage.read", covered.read),
            "admitted": Figure("coverage.admitted", covered.admitted),
            "stories": Figure("stories", len(self.stories)),
        }
        if covered.authors is not None:
            slots["voices"] = Figure("coverage.authors", covered.authors)
        if self.stories:
            top = self.stories[0]
            slots["posts"] = Figure("stories.0.posts", top.posts)
            if top.authors is not None:
                slots["authors"] = Figure("stories.0.authors", top.authors)
        return slots

    def counting(self, key: str) -> str:
        """The place of that key which counts the page's authors only where they are known."""
        return counting(key, self.coverage.authors)

    def say(self, key: str, budget: tuple[int, int] = (0, 10_000), **more: Slot) -> Sentence:
        """A front sentence within its budget of characters."""
        slots = {**self.slots(), **more}
        return say(key, slots, self.voice, seed=self.seed, budget=budget)


def quiet(front: Front) -> Sentence:
    """The headline of a page without stories."""
    # Who read nothing knows nothing of how quiet the day was.
    if not front.wanted or not front.coverage.read:
        return front.say("headline.none")
    if front.kind == "rolling":
        return front.say("headline.quiet.rolling")
    return front.say(front.counting("headline.quiet"))


def dek(front: Front) -> Sentence:
    """The line under the headline: the second story, or the figures of the only one."""
    if not front.coverage.read and not front.stories:
        return front.say("dek.unread")
    if not front.coverage.admitted and not front.stories:
        return front.say("dek.empty")
    if not front.stories:
        return front.say("dek.none")
    first = front.stories[0].authors
    if len(front.stories) == 1:
        return front.say(counting("dek.one", first), DEK)
    return _told(front, counting("dek.many", first), DEK, "second", front.stories[1:2])


def lead(front: Front) -> tuple[Sentence, ...]:
    """What was read; the stories, one to one and in their order; when they peaked."""
    read = _read(front)
    if not front.stories:
        return (read, front.say(front.counting("lead.none"))) if front.wanted else (read,)
    shown = front.stories[:ENUMERATED]
    key = "lead.stories" if len(front.stories) <= ENUMERATED else "lead.stories.long"
    peaks = [Figure(f"stories.{i}.peak_at", s.peak_at) for i, s in enumerate(shown)]
    counts = [Figure(f"stories.{i}.posts", s.posts) for i, s in enumerate(shown)]
    many = "lead.peaks" if len(shown) > 1 else "lead.peak"
    if len(front.stories) > ENUMERATED:
        return read, _told(front, key, (0, 10_000), "titles", shown)
    return (
        read,
        _told(front, key, (0, 10_000), "titles", shown),
        front.say(many, peaks=peaks, counts=counts),
    )


def _read(front: Front) -> Sentence:
    if not front.coverage.admitted:
        return front.say("lead.empty")
    key = "lead.read.rolling" if front.kind == "rolling" else "lead.read"
    return front.say(front.counting(key), READ)


def _told(
    front: Front, key: str, budget: tuple[int, int], slot: str, stories: Sequence[Story]
) -> Sentence:
    """A sentence that names stories by their titles, with the support of these."""
    titles = front.voice.listed([front.voice.quoted(story.title.text) for story in stories])
    sentence = front.say(key, budget, **{slot: titles})
    behind: list[Support] = [s for story in stories for s in story.title.support]
    support = tuple(dict.fromkeys((*sentence.support, *behind)))
    return Sentence(text=sentence.text, kind="fact", support=support)
