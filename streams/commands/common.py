"""What commands share: their options, the log they name, and how they fail."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from streams.settings import Process, SettingsError, read_process

if TYPE_CHECKING:
    from rich.console import Console

    from streams.adapters.log import Log

F = TypeVar("F", bound=Callable[..., Any])
WRONG = 2
"""Exit code of what cannot be done as asked; 1 is a health check that failed."""


class Failed(click.ClickException):
    """Something a person can mend: printed in one piece, without a traceback."""

    exit_code = WRONG

    def show(self, file: Any = None) -> None:
        """Say what is wrong on the error output."""
        click.echo(f"bouclage: {self.message}", err=True)


def log_options(command: F) -> F:
    """The options of every command that opens the log."""
    prefix = click.option(
        "--prefix", help="Set before channel and group names, to share a broker [BOUCLAGE_PREFIX]."
    )
    broker = click.option(
        "--broker",
        metavar="URL",
        help="sqlite:///PATH or kafka://HOST:PORT [BOUCLAGE_BROKER; default: a SQLite file in "
        "your state folder].",
    )
    return broker(prefix(command))


def file_options(command: F) -> F:
    """The arguments of every command that reads files of posts: `files`, and `layout`."""
    files = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
    layout = click.option(
        "--format",
        "layout",
        type=click.Choice(["records", "flat"]),
        default="records",
        show_default=True,
        help="What a line is: one of our records, or one post.",
    )
    return files(layout(command))


@contextmanager
def told() -> Iterator[None]:
    """Turn our own errors into `Failed`; anything else is a fault of ours and keeps its trace."""
    from streams.adapters.errors import LogError
    from streams.sources.epoch import Refused

    try:
        yield
    except (LogError, Refused, SettingsError) as error:
        raise Failed(str(error)) from None
    except OSError as error:
        raise Failed(f"{error.filename or 'the system'}: {error.strerror or error}") from None


def settings(**options: Any) -> Process:
    """The settings of this process, options first."""
    try:
        return read_process(**options)
    except SettingsError as error:
        raise Failed(str(error)) from None


@contextmanager
def opened(process: Process, *, create: bool = False) -> "Iterator[Log]":
    """The log of these settings, with our own errors told. Only commands that begin a log
    `create` it: for all others a path without one is mistyped."""
    from streams.adapters.open import open_log

    with told():
        log = open_log(
            process.broker, prefix=process.prefix, security=process.security, create=create
        )
        try:
            yield log
        finally:
            log.close()


def console(*, err: bool = False) -> "Console":
    """Where to print; plain where it is no terminal."""
    from rich.console import Console

    return Console(stderr=err, highlight=False)


def speak(level: int = logging.WARNING) -> None:
    """Let warnings be seen, one a line; Faust and the clients only tell what is wrong."""
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
    for name in ("faust", "mode", "aiokafka", "kafka"):
        logging.getLogger(name).setLevel(logging.ERROR)


def now() -> int:
    """The wall clock, in milliseconds UTC."""
    import time

    return time.time_ns() // 1_000_000
