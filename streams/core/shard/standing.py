"""Settings as a shard knows them: those that stand, those that wait, and who is to be told."""

from typing import Any

import msgspec

from schemas.control import EPOCH
from schemas.editions import Settings
from schemas.orders import SettingsOrder
from streams.core.shard.admission import Admission
from streams.core.shard.order import NEVER

EMPTY = Settings(desks=(), editions=())


class Standing:
    """The settings in force at an instant, and orders whose second has not come."""

    def __init__(self) -> None:
        self.fingerprint = ""
        self.settings = EMPTY
        self.admission = Admission(())
        self.audience: tuple[str, ...] = ()
        """Desks that get hand-overs: those in force, and those of orders that wait."""
        self.due = NEVER
        """The instant at which the next waiting order takes effect."""
        self._waiting: list[tuple[int, tuple[int, str, int], SettingsOrder]] = []

    def learn(self, order: SettingsOrder) -> None:
        """Take an order in. Its desks are told of everything from now on."""
        place = (order.at, order.intake, order.number % EPOCH)
        self._waiting.append((max(order.from_second, order.at), place, order))
        # Of two orders for the same instant, the one given later holds.
        self._waiting.sort(key=lambda waiting: waiting[:2])
        self._reckon()

    def effect(self) -> tuple[str, ...]:
        """Let the next waiting order take effect; gives the desks that it ends."""
        _, _, order = self._waiting.pop(0)
        before = self.audience
        self._hold(order.settings, order.fingerprint)
        self._reckon()
        return tuple(desk for desk in before if desk not in self.audience)

    def _hold(self, settings: Settings, fingerprint: str) -> None:
        self.settings, self.fingerprint = settings, fingerprint
        self.admission = Admission(settings.desks)

    def _reckon(self) -> None:
        self.due = self._waiting[0][0] if self._waiting else NEVER
        every = [self.settings, *(order.settings for _, _, order in self._waiting)]
        names = (desk.name for settings in every for desk in settings.desks)
        self.audience = tuple(dict.fromkeys(names))

    def snapshot(self) -> dict[str, Any]:
        return {
            "settings": msgspec.to_builtins(self.settings),
            "fingerprint": self.fingerprint,
            "waiting": [msgspec.to_builtins(order) for _, _, order in self._waiting],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take a snapshot in."""
        self._hold(msgspec.convert(state["settings"], Settings), state["fingerprint"])
        self._reckon()
        for order in msgspec.convert(state["waiting"], list[SettingsOrder]):
            self.learn(order)
