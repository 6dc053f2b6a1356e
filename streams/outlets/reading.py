"""Digests as a reader asks for them: the latest of an edition, or the final one of a day."""

from contextlib import suppress

import msgspec

from schemas.channels import DIGESTS_FINAL, DIGESTS_ROLLING
from schemas.digests import Digest
from streams.adapters.log import Log

_digest = msgspec.json.Decoder(Digest)


class Tail:
    """Reads a channel of digests on from where it was; what is none is passed over."""

    def __init__(self, log: Log, channel: str) -> None:
        self.log = log
        self.channel = channel
        self.offset = log.start(channel, 0)

    @property
    def position(self) -> dict[tuple[str, int], int]:
        """Where it is, as `Log.wait` takes it."""
        return {(self.channel, 0): self.offset}

    def read(self) -> list[Digest]:
        """The digests that are new, oldest first."""
        found: list[Digest] = []
        while entries := self.log.read(self.channel, 0, self.offset):
            self.offset = entries[-1].offset + 1
            for entry in entries:
                with suppress(msgspec.MsgspecError):
                    found.append(_digest.decode(entry.value or b""))
        return found


def digests(log: Log, channel: str) -> list[Digest]:
    """All digests of a channel, oldest first."""
    return Tail(log, channel).read()


def finals(log: Log, edition: str = "") -> dict[tuple[str, str], Digest]:
    """The newest revision of each final digest, by edition and day."""
    newest: dict[tuple[str, str], Digest] = {}
    for digest in digests(log, DIGESTS_FINAL.name):
        key = (digest.edition, digest.day)
        if edition in ("", digest.edition) and (
            key not in newest or digest.revision > newest[key].revision
        ):
            newest[key] = digest
    return newest


def latest(log: Log, edition: str) -> Digest | None:
    """The rolling digest of an edition's open day, else its last final one."""
    rolling = [d for d in digests(log, DIGESTS_ROLLING.name) if d.edition == edition]
    final = sorted(finals(log, edition).values(), key=lambda digest: digest.day)
    if rolling and (not final or rolling[-1].day > final[-1].day):
        return rolling[-1]
    return final[-1] if final else None


def editions(log: Log) -> list[str]:
    """Every edition that has printed anything."""
    printed = digests(log, DIGESTS_ROLLING.name) + digests(log, DIGESTS_FINAL.name)
    return sorted({digest.edition for digest in printed})
