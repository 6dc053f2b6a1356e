"""What commands share: their options, the log they name, and how they fail."""

import errno
import logging
import os
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
    try:
        yield
    except BrokenPipeError:
        raise  # whoever read our output has gone: no error to tell anybody
    except OSError as error:
        raise Failed(_trouble(error)) from None
    except Exception as error:
        if _ours(error):
            raise Failed(str(error)) from None
        raise


def _ours(error: Exception) -> bool:
    from streams.adapters.errors import LogError
    from streams.sources.epoch import Refused

    return isinstance(error, LogError | Refused | SettingsError)


ADVICE = {
    errno.ENOSPC: "free space, or name another place",
    errno.EACCES: "give this user the right, or name another",
    errno.EPERM: "give this user the right, or name another",
    errno.EROFS: "give this user the right, or name another",
    errno.EISDIR: "name a file",
    errno.ENOTDIR: "name a folder",
    errno.ENOENT: "is its folder there, and its name right?",
}


def _trouble(error: OSError) -> str:
    what = error.filename or "the output, or a file that is open"
    if isinstance(what, bytes):
        what = os.fsdecode(what)
    advice = ADVICE.get(error.errno or 0, "mend that, or name another")
    return (
        f"cannot use {what}: expected to read or write it, got {error.strerror or error}; {advice}"
    )


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

    class Screen(Console):
        """Tells a closed pipe as everybody does, not by ending the process from any thread."""

        def on_broken_pipe(self) -> None:
            raise  # noqa: PLE0704 - called while the error is handled

    return Screen(stderr=err, highlight=False)


def speak(level: int = logging.WARNING) -> None:
    """Let warnings be seen, one a line; Faust and the clients only tell what is wrong."""
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
    for name in ("faust", "mode", "aiokafka", "kafka"):
        logging.getLogger(name).setLevel(logging.ERROR)


def now() -> int:
    """The wall clock, in milliseconds UTC."""
    import time

    return time.time_ns() // 1_000_000
