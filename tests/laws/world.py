"""A world: what two intakes write, record by record, in the order in which each writes it.

The same seed gives the same world. Times cluster so that records share milliseconds and seconds,
and jump to just before and just after every span that a fold knows.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from schemas.codec import Record, fingerprint
from schemas.control import EPOCH, IntakeEnded, IntakeIdle, IntakeJoined, Tick
from schemas.editions import Desk, Edition, Match, Settings
from schemas.orders import HidePost, PinPost, ReleaseShard, RenameTopic, RestorePost, SettingsOrder
from tests.laws import events

START = 1_788_220_800_000
"""2026-09-01 00:00 UTC."""
JUMPS = (0, 1, 1, 3, 40, 400, 999, 1000, 2500, 61_000, 119_000, 121_000, 122_000)
BURSTS = (0, 1, 3, 40, 400, 999, 1500)
LEAPS = (900_000, 3_599_000, 3_601_000, 7_200_000, 6 * 3_600_000)
AI = Desk(name="ai", any=(Match(words=("ai", "open model")), Match(hashtags=("genai",))))
FRENCH = Desk(name="french", all=(Match(languages=("fr",)),), none=(Match(words=("spam",)),))
ALL = Desk(name="all")


def settings(*desks: Desk) -> Settings:
    """Desks, each with one edition of a calendar day in UTC."""
    editions = tuple(
        Edition(name=f"{desk.name}-utc", desk=desk.name, zone="UTC", language="en", grace=0)
        for desk in desks
    )
    return Settings(desks=desks, editions=editions)


@dataclass
class Item:
    """A record as an intake writes it: to the partition of its root, or (root "") to all.

    Arrivals keep the order of phases; within one, intakes race.
    """

    phase: int
    intake: str
    root: str
    record: Record


@dataclass
class Intake:
    """One intake's pen: numbers rise by one, epochs go on at the same position."""

    name: str
    epoch: int = 0
    position: int = 0
    ticked: int = START - 2000

    def place(self, at: int) -> dict[str, Any]:
        """The next place in time."""
        self.position += 1
        number = self.epoch * EPOCH + self.position
        return {"at": at, "intake": self.name, "number": number}

    def own(self, at: int) -> dict[str, Any]:
        """The next place for what the intake says of itself, with an id."""
        return {
            **self.place(at),
            "source": self.name,
            "id": f"{self.name}:{self.position}",
            "event_time": at,
        }


@dataclass
class World:
    """All items, in the order of a calm log, and when it ends."""

    seed: int
    size: int = 70
    release: int = -1
    """A shard that an order releases before the end."""
    busy: bool = False
    """Many posts by many people within minutes: enough for stories to be printed."""
    items: list[Item] = field(default_factory=list)
    phase: int = 0

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self.intakes = [Intake("east"), Intake("west")]
        self.live = list(self.intakes)
        self.now = START
        self.posts = events.Posts(self.rng, busy=self.busy)
        self._begin()
        for _ in range(self.size):
            self._step()
        if self.busy:
            self._morning_after()
        self._end()

    def write(self, intake: Intake, root: str, record: Record) -> None:
        """Put a record into the calm log."""
        self.items.append(Item(self.phase, intake.name, root, record))

    def _begin(self) -> None:
        for intake in self.intakes:
            own = intake.own(START - 1000)
            self.write(intake, "", IntakeJoined(**own, floor=START - 1001))
        self.phase += 1
        some = (
            [ALL, AI] if self.busy else self.rng.sample([AI, FRENCH, ALL], self.rng.randint(1, 3))
        )
        self._order(settings(*some), from_second=0, at=START - 1000)

    def _order(self, wanted: Settings, *, from_second: int, at: int) -> None:
        intake = self.rng.choice(self.live)
        own = intake.own(at)
        record = SettingsOrder(
            **own, from_second=from_second, settings=wanted, fingerprint=fingerprint(wanted)
        )
        self.write(intake, "", record)

    def _step(self) -> None:
        rng = self.rng
        leaps = rng.random() < (0.02 if self.busy else 0.05)
        self.now += rng.choice(LEAPS if leaps else BURSTS if self.busy else JUMPS)
        chance = rng.random()
        if chance < 0.25:
            self._tick(rng.choice(self.live))
        elif chance < 0.27:
            self._fail()
        elif chance < 0.29:
            self._rejoin()
        elif chance < 0.32 and not self.busy:
            some = rng.sample([AI, FRENCH, ALL], rng.randint(1, 3))
            ahead = rng.choice((-5000, 0, 1, 1000, 1500, 3_600_000))
            self._order(settings(*some), from_second=self.now + ahead, at=self.now)
        elif chance < 0.36:
            self._word()
        else:
            self._event(rng.choice(self.live))

    def _morning_after(self) -> None:
        """The day has closed, and some of what was printed is taken back."""
        self.now += 26 * 3_600_000
        for intake in self.live:
            self._tick(intake)
        self.posts.regret()
        for _ in range(40):
            self._step()

    def _event(self, intake: Intake) -> None:
        root, record = self.posts.next(self.now, intake.place(self.now))
        self.write(intake, root, record)

    def _word(self) -> None:
        intake = self.rng.choice(self.live)
        post = self.posts.some()
        own = intake.own(self.now)
        kind = self.rng.choice((HidePost, RestorePost, PinPost))
        if self.rng.random() < 0.2:
            self.write(intake, "", RenameTopic(**own, desk="ai", topic="1", title="Open models"))
        elif self.rng.random() < 0.3:
            self.write(intake, "", self.posts.author_word(own))
        else:
            self.write(intake, "", kind(**own, post=post))

    def _tick(self, intake: Intake) -> None:
        """Promise any second between the last promise and the present one."""
        latest = self.now - self.now % 1000
        until = self.rng.randrange(min(intake.ticked, latest), latest + 1, 1000)
        intake.ticked = max(until, intake.ticked)
        self.write(intake, "", Tick(**intake.own(self.now), until=intake.ticked))

    def _fail(self) -> None:
        """An intake falls silent; sometimes another says so, sometimes it is back at once."""
        if len(self.live) < 2:
            return
        silent, other = self.rng.sample(self.live, 2)
        self.live.remove(silent)
        self.phase += 1
        own = other.own(self.now)
        if self.rng.random() < 0.7:
            self.write(other, "", IntakeIdle(**own, silent=silent.name, epoch=silent.epoch))
        else:
            self._rejoin()

    def _rejoin(self) -> None:
        """A silent intake joins as a new epoch, before anyone's promise has passed it."""
        silent = [intake for intake in self.intakes if intake not in self.live]
        for intake in silent:
            self.phase += 1
            intake.epoch += 1
            floor = max(other.ticked for other in self.intakes) - 1
            self.now = max(self.now, floor + 1)
            self.write(intake, "", IntakeJoined(**intake.own(floor), floor=floor))
            intake.ticked = floor + 1
            self.live.append(intake)
            self.phase += 1

    def _end(self) -> None:
        """Everyone ticks beyond every day that is open, and ends."""
        until = self.now - self.now % 1000 + 50 * 3_600_000
        self.phase += 1
        if self.release >= 0:
            own = self.live[0].own(self.now)
            self.write(self.live[0], "", ReleaseShard(**own, shard=self.release))
        for intake in self.live:
            self.write(intake, "", Tick(**intake.own(self.now), until=until))
        for intake in self.live:
            self.write(intake, "", IntakeEnded(**intake.own(self.now)))
