"""The intakes of one partition, and how far they have promised: the watermark.

An intake's records carry its running number; `number // EPOCH` is its epoch. Only one epoch of an
intake is heard, the newest that joined; its numbers rise within a partition, so that a number
which does not rise was sent twice.
"""

from typing import Any

from schemas.control import EPOCH, IntakeEnded, IntakeIdle, IntakeJoined, Tick
from schemas.records import Place
from streams.core.fold import Corrupt

SECOND = 1000
RESENT = "resent"
"""Not a refusal: a producer sent the same bytes twice, which depends on how the stream was cut."""
REMEMBERED = 1000
"""Intakes that ended or fell idle and are still known by name; the oldest promise is forgotten."""
States = ("live", "ended", "idle")


def whole(at: int) -> int:
    """The second in which an instant lies (both in milliseconds)."""
    return at - at % SECOND


class Intake:
    """The epoch of an intake that is heard: its last number, its promise, and its state."""

    __slots__ = ("ceiling", "epoch", "last", "state", "until")

    def __init__(self, epoch: int, last: int, until: int, state: str = "live") -> None:
        self.epoch = epoch
        self.last = last
        self.until = until
        self.state = state
        self.ceiling = (epoch + 1) * EPOCH if state == "live" else 0
        """Numbers from here on are not heard: all of them once the intake has ended."""

    def stop(self, state: str) -> None:
        """Hear nothing more of this epoch."""
        self.state = state
        self.ceiling = 0


class Intakes:
    """All intakes that ever joined this partition, and the second up to which they are done."""

    def __init__(self) -> None:
        self.known: dict[str, Intake] = {}
        self.watermark = 0
        """Every second before this one is complete (milliseconds, a whole second)."""

    def hear(self, record: Place) -> str:
        """Note a record's number. Gives "" where it counts, else `RESENT` or a reason to refuse."""
        intake = self.known.get(record.intake)
        number = record.number
        if intake is not None and intake.last < number < intake.ceiling:
            intake.last = number
            return ""
        return self._unheard(record, intake)

    def _unheard(self, record: Place, intake: Intake | None) -> str:
        epoch = record.number // EPOCH
        if intake is None or epoch > intake.epoch:
            # A tick promises what a join does. It stands for a join that the log has lost.
            if isinstance(record, (IntakeJoined, Tick)):
                self._join(record)
                return ""
            return "unknown_intake"
        if epoch < intake.epoch or (record.number > intake.last):
            return "fenced"
        return RESENT

    def _join(self, record: IntakeJoined | Tick) -> None:
        until = record.floor + 1 if isinstance(record, IntakeJoined) else record.until
        epoch = record.number // EPOCH
        self.known[record.intake] = Intake(epoch, record.number, whole(until))
        self._forget()

    def _forget(self) -> None:
        gone = [name for name, intake in self.known.items() if intake.state != "live"]
        for name in sorted(gone, key=lambda name: (self.known[name].until, name))[:-REMEMBERED]:
            del self.known[name]

    def obey(self, record: Place) -> None:
        """Let a control record that was heard act on the set of intakes, and move the watermark."""
        if isinstance(record, Tick):
            intake = self.known[record.intake]
            intake.until = max(intake.until, whole(record.until))
        elif isinstance(record, IntakeJoined):
            self.known[record.intake].until = whole(record.floor + 1)
        elif isinstance(record, IntakeEnded):
            intake = self.known[record.intake]
            intake.until = max(intake.until, whole(record.at) + SECOND)
            intake.stop("ended")
        elif isinstance(record, IntakeIdle):
            silent = self.known.get(record.silent)
            if silent is not None and silent.epoch <= record.epoch:
                silent.stop("idle")
        self.watermark = max(self.watermark, self._promised())

    def _promised(self) -> int:
        live = [intake.until for intake in self.known.values() if intake.state == "live"]
        if live:
            return min(live)
        ended = [intake.until for intake in self.known.values() if intake.state == "ended"]
        return max(ended, default=0)

    def snapshot(self) -> dict[str, Any]:
        rows = [[name, i.epoch, i.last, i.until, i.state] for name, i in self.known.items()]
        return {"known": rows, "watermark": self.watermark}

    @classmethod
    def restored(cls, state: dict[str, Any]) -> "Intakes":
        """Raises `Corrupt` where a promise is no whole second, or an epoch not its number's."""
        intakes = cls()
        for name, epoch, last, until, status in state["known"]:
            if until % SECOND or last // EPOCH != epoch or status not in States:
                raise Corrupt(f"restoring intake {name}: epoch {epoch}, last {last}, {status}")
            intakes.known[name] = Intake(epoch, last, until, status)
        intakes.watermark = state["watermark"]
        if intakes.watermark % SECOND:
            raise Corrupt(f"restoring intakes: watermark {intakes.watermark} is no whole second")
        return intakes
