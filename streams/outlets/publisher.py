"""The publisher: final digests and corrections, from their channels into files."""

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event

import msgspec

from schemas.channels import CORRECTIONS, DIGESTS_FINAL
from schemas.digests import Correction, Digest
from streams.adapters.log import Entry, Log
from streams.outlets.errors import Unpublishable
from streams.outlets.files import folder_of, write_whole
from streams.outlets.page import markdown

PATIENCE = 1.0
logger = logging.getLogger(__name__)
_digest = msgspec.json.Decoder(Digest)
_correction = msgspec.json.Decoder(Correction)


class Publisher:
    """Writes `ROOT/<edition>/<day>/digest.json` (the record's own bytes) and `digest.md` beside it.

    The latest revision wins; a revision that was published is never replaced by other bytes.
    `correction-<revision>.json` says what an amendment took back. Goes on where it was, by the
    offsets of a group of its own for each folder; whatever it reads twice it writes once.
    """

    def __init__(self, log: Log, root: Path, *, again: bool = False) -> None:
        """`again` reads the channels from their start, for a folder that lost its files."""
        self.log = log
        self.root = root
        place = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:12]
        self.group = f"publisher-{place}"
        self.published = 0
        self.refused = 0
        """Records that did not become files: a warning said why."""
        self._stopped = Event()
        self._positions = {
            name: (0 if again else log.committed(self.group, name, 0) or 0)
            for name in (DIGESTS_FINAL.name, CORRECTIONS.name)
        }

    def step(self, timeout: float = PATIENCE) -> int:
        """Publish what is new, or wait `timeout` seconds for something; how many were written."""
        positions = {(name, 0): offset for name, offset in self._positions.items()}
        before = self.published
        if self.log.wait(positions, timeout):
            self._read(DIGESTS_FINAL.name, self._final)
            self._read(CORRECTIONS.name, self._corrected)
        return self.published - before

    def stop(self) -> None:
        """Have a running `step` end with the digest in hand, its place kept. From any thread."""
        self._stopped.set()

    def _read(self, channel: str, publish: Callable[[bytes], None]) -> None:
        while entries := self.log.read(channel, 0, self._positions[channel]):
            for entry in entries:
                if self._stopped.is_set():
                    break
                self._one(channel, entry, publish)
                self._positions[channel] = entry.offset + 1
            # Files first: what a stop leaves uncommitted is only looked at again.
            self.log.commit(self.group, channel, {0: self._positions[channel]})
            if self._stopped.is_set():
                return

    def _one(self, channel: str, entry: Entry, publish: Callable[[bytes], None]) -> None:
        if entry.value is None:
            return
        try:
            publish(entry.value)
        except (msgspec.MsgspecError, Unpublishable) as error:
            self.refused += 1
            logger.warning("publishing %s at offset %d: %s", channel, entry.offset, error)

    def _final(self, value: bytes) -> None:
        digest = _digest.decode(value)
        folder = folder_of(self.root, digest.edition, digest.day)
        path = folder / "digest.json"
        known = path.read_bytes() if path.is_file() else None
        if known == value:
            self._page(folder, digest)
            return
        if known is not None:
            revision = _digest.decode(known).revision
            if revision == digest.revision:
                raise Unpublishable(
                    f"{folder} holds revision {revision} with other bytes, and keeps it"
                )
            if revision > digest.revision:
                return
        write_whole(path, value)
        self._page(folder, digest)
        self.published += 1

    def _page(self, folder: Path, digest: Digest) -> None:
        write_whole(folder / "digest.md", markdown(digest).encode())

    def _corrected(self, value: bytes) -> None:
        correction = _correction.decode(value)
        folder = folder_of(self.root, correction.edition, correction.day)
        name = f"correction-{int(correction.revision)}.json"
        self.published += write_whole(folder / name, value)
