"""Records with which intakes speak of themselves. Each goes to every partition of `posts`."""

import msgspec

from schemas.records import Millis, Name, Place


class IntakeJoined(Place, frozen=True, kw_only=True, tag="intake_joined"):
    """An intake begins: nothing of its at or before `floor` follows, nor of its earlier epochs.

    `number // EPOCH` is the epoch; what an earlier epoch writes after this is refused as fenced.
    """

    floor: Millis


class IntakeEnded(Place, frozen=True, kw_only=True, tag="intake_ended"):
    """An intake is done: nothing of its follows, and nobody waits for it."""


class IntakeIdle(Place, frozen=True, kw_only=True, tag="intake_idle"):
    """Another intake says that `silent` has not been heard for 60 ticks: nobody waits for it.

    The silent intake must join again, as a new epoch, before anything of its counts.
    """

    silent: Name
    epoch: int


class Tick(Place, frozen=True, kw_only=True, tag="tick"):
    """A promise: nothing of this intake with `at` before `until` comes after this.

    `until` is a whole second, in milliseconds. `cursors` says where each source is to resume
    (opaque to everyone but the source).
    """

    until: Millis
    cursors: dict[str, str] = msgspec.field(default_factory=dict)


EPOCH = 1 << 32
