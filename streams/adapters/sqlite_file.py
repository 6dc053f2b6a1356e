"""One SQLite file, opened for writing and reading: whole transactions, short reads, crash-only.

After an error of SQLite a transaction may hold half a write. So the file refuses all further
work: the process stops, and its restart rolls back.
"""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from streams.adapters.errors import LogBusy, LogError, LogUnusable
from streams.adapters.sqlite_schema import connect, explain

Work = Callable[[sqlite3.Connection], None]
T = TypeVar("T")


class SqliteFile:
    """May be used from any thread; readers never wait for writers."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        self._writing, self._reading = threading.Lock(), threading.Lock()
        self._writer, self._reader = connect(path, create=create), connect(path)
        self._broken: LogError | None = None

    def write(self, doing: str, work: Work) -> None:
        """Do it in one transaction, or raise a `LogError` and leave no trace."""
        with self._writing:
            self._check()
            begun = False
            try:
                self._writer.execute("BEGIN IMMEDIATE")
                begun = True
                work(self._writer)
                self.commit(self._writer)
            except sqlite3.Error as error:
                told = explain(error, doing, self.path)
                if begun or not isinstance(told, LogBusy):
                    self._break(told)
                raise told from error
            except BaseException:
                self._writer.execute("ROLLBACK")
                raise

    def commit(self, writer: sqlite3.Connection) -> None:
        """The moment from which on everything is there."""
        writer.execute("COMMIT")

    def query(self, doing: str, sql: str, args: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """All rows, in one short read transaction."""
        return self.scan(doing, sql, args, lambda cursor: cursor.fetchall())

    def scan(
        self, doing: str, sql: str, args: tuple[Any, ...], take: Callable[[sqlite3.Cursor], T]
    ) -> T:
        """What `take` takes of the rows, in one short read transaction."""
        with self._reading:
            self._check()
            try:
                cursor = self._reader.execute(sql, args)
                try:
                    return take(cursor)
                finally:
                    cursor.close()  # a reader left open would keep the WAL growing
            except sqlite3.Error as error:
                told = explain(error, doing, self.path)
                self._break(told)
                raise told from error

    def version(self) -> int:
        """Another number whenever somebody has written since; nearly free."""
        ((found,),) = self.query("look for news", "PRAGMA data_version")
        return int(found)

    def close(self) -> None:
        """Give the file back."""
        with self._writing, self._reading:
            self._broken = self._broken or LogUnusable(f"the log was closed ({self.path})")
            self._writer.close()
            self._reader.close()

    def _check(self) -> None:
        if self._broken is not None:
            raise LogUnusable(f"this log is of no more use, start again: {self._broken}")

    def _break(self, told: LogError) -> None:
        self._broken = told
        self._writer.close()  # rolls back, and lets other processes write
