"""The terminal: progress and digests as they change; plain lines where nobody watches."""

import unicodedata
from datetime import UTC, datetime

from rich.console import Console, Group
from rich.live import Live
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from schemas.digests import Digest
from streams.outlets.page import plain

TOLD = 5
"""Stories of a rolling digest that are shown."""


def instant(at: int) -> str:
    """A time in milliseconds as people read it."""
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def harmless(text: str) -> str:
    """A stranger's words without what would steer a terminal."""
    return "".join(c for c in text if unicodedata.category(c)[0] != "C")


class Watch:
    """Shows a replay on its way: a bar and the open pages in a terminal, else a line at times."""

    def __init__(self, console: Console, total: int) -> None:
        self.console = console
        self.total = max(total, 1)
        self.pages: dict[str, Digest] = {}
        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console
        )
        self._task = self._bar.add_task("records", total=self.total)
        self._live = Live(console=console, refresh_per_second=4, transient=True)
        self._said: dict[str, object] = {}

    def __enter__(self) -> "Watch":
        if self.console.is_terminal:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.console.is_terminal:
            self._live.stop()

    def moved(self, put: int, second: int) -> None:
        """So many records are in the log, up to this second (ms)."""
        self._bar.update(self._task, completed=min(put, self.total), description=instant(second))
        if self.console.is_terminal:
            self._live.update(self._shown())
        else:
            tenth = put * 10 // self.total
            self._say("records", tenth, f"{put} records in the log, up to {instant(second)}")

    def changed(self, digest: Digest) -> None:
        """A rolling digest has a new revision, or a day has closed."""
        self.pages[digest.edition] = digest
        if self.console.is_terminal:
            self._live.update(self._shown())
        else:
            # As a reader would look in: at a new headline, not at each revision.
            headline = harmless(digest.headline.text)
            line = f"{digest.edition} {digest.kind} {instant(digest.as_of)}: {headline}"
            self._say(digest.edition, (digest.kind, digest.day, headline), line)

    def _say(self, what: str, mark: object, line: str) -> None:
        if self._said.get(what) != mark:
            self._said[what] = mark
            self.console.print(Text(line), soft_wrap=True)

    def _shown(self) -> Group:
        return Group(self._bar, *(_panel(self.pages[name]) for name in sorted(self.pages)))


def _panel(digest: Digest) -> Panel:
    rows = Table.grid(padding=(0, 1))
    for story in digest.stories[:TOLD]:
        rows.add_row(str(story.rank), Text(harmless(story.title.text)), f"{story.posts}")
    title = f"{digest.edition}  {digest.day}  {digest.kind} {digest.revision}"
    return Panel(Group(Text(harmless(digest.headline.text), style="bold"), rows), title=title)


def show(console: Console, digest: Digest) -> None:
    """Print a digest as a page."""
    width = min(console.width, 100) if console.is_terminal else 80
    console.print(Text(plain(digest, width)), soft_wrap=True)
