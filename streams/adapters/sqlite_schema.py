"""The tables of the embedded log's file, its settings, and what its errors mean."""

import sqlite3
from pathlib import Path

from streams.adapters.errors import LogBusy, LogError, LogUnusable

FORMAT = 1
PATIENCE = 30.0
"""Seconds to wait for another process's transaction."""

SCHEMA = (
    # AUTOINCREMENT: a channel that is created again never sees rows of the one before.
    """CREATE TABLE channel (
        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL,
        partitions INTEGER NOT NULL, cleanup TEXT NOT NULL, retention INTEGER NOT NULL)""",
    # The next offset has a row of its own: max + 1 would fall back to 0 after retention.
    """CREATE TABLE edge (
        channel INTEGER NOT NULL, partition INTEGER NOT NULL, start INTEGER NOT NULL,
        next INTEGER NOT NULL, PRIMARY KEY (channel, partition)) WITHOUT ROWID""",
    # Records from `base` to before `next`; in compacted channels one a row, under its `key`.
    """CREATE TABLE batch (
        channel INTEGER NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL,
        base INTEGER NOT NULL, at INTEGER NOT NULL, key BLOB, records BLOB NOT NULL)""",
    "CREATE UNIQUE INDEX by_offset ON batch (channel, partition, next)",
    "CREATE INDEX by_key ON batch (channel, partition, key) WHERE key IS NOT NULL",
    """CREATE TABLE position (
        reader TEXT NOT NULL, channel INTEGER NOT NULL, partition INTEGER NOT NULL,
        next INTEGER NOT NULL, PRIMARY KEY (reader, channel, partition)) WITHOUT ROWID""",
    f"PRAGMA user_version={FORMAT}",
)
SETTINGS = (
    "PRAGMA page_size=8192",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA secure_delete=OFF",
    "PRAGMA wal_autocheckpoint=4000",
    "PRAGMA journal_size_limit=67108864",
    "PRAGMA cache_size=-4000",
)
ADVICE = {
    sqlite3.SQLITE_FULL: "the disk is full: free space, then start again",
    sqlite3.SQLITE_READONLY: "it is read-only: give this user the right to write, or another file",
    sqlite3.SQLITE_PERM: "this user may not: give the right to write, or another file",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: is its folder there, may this user write in it?",
    sqlite3.SQLITE_CORRUPT: "it is damaged: restore a copy, or replay into a new file",
    sqlite3.SQLITE_NOTADB: "it is another kind of file: name a new one",
    sqlite3.SQLITE_IOERR: "the disk fails: check it and its free space, then start again",
}


def path_of(url: str) -> Path:
    """The file of `sqlite:///PATH`: `sqlite:////abs/log.db`, `sqlite:///rel.db`, `~` is home."""
    prefix = "sqlite:///"
    if not url.startswith(prefix) or len(url) == len(prefix):
        raise LogError(f"cannot open the log {url!r}: expected sqlite:///PATH, with a path")
    return Path(url.removeprefix(prefix)).expanduser()


def explain(error: sqlite3.Error, doing: str, path: Path) -> LogError:
    """What went wrong, and what to do about it. Nothing acknowledged is lost by any of these."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LogBusy(f"cannot {doing} ({path}): another process kept it for {PATIENCE:.0f} s")
    advice = ADVICE.get(code, "start again")
    return LogUnusable(f"cannot {doing} ({path}): {error}; {advice}")


def connect(path: Path, *, create: bool = True) -> sqlite3.Connection:
    """A connection without implicit transactions, on a file with our tables.

    Without `create` a log must be there already: a mistyped path leaves nothing behind.
    """
    try:
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        elif not path.is_file():
            raise _no_log(path, "a folder" if path.is_dir() else "no file there")
        return _ours(path, create=create)
    except sqlite3.Error as error:
        raise explain(error, "open the log", path) from error
    except OSError as error:
        raise LogUnusable(f"cannot open the log ({path}): {error}") from error


def _ours(path: Path, *, create: bool) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        _look(file, path, create=create)  # first: what is not ours stays as it is
        for setting in SETTINGS:
            file.execute(setting)
        if _format(file) == 0:
            _lay_out(file)
    except BaseException:
        file.close()
        raise
    return file


def _look(file: sqlite3.Connection, path: Path, *, create: bool) -> None:
    foreign = _has_tables(file)
    # Read after the tables: whoever is laying them out writes both in one transaction.
    found = _format(file)
    if found not in (0, FORMAT):
        raise LogUnusable(f"cannot open the log ({path}): format {found}, expected {FORMAT}")
    if found == 0 and foreign:
        raise _no_log(path, "a database of another program")
    if found == 0 and not create:
        raise _no_log(path, "an empty file")


def _lay_out(file: sqlite3.Connection) -> None:
    file.execute("BEGIN IMMEDIATE")
    if _format(file) == 0:  # nobody else was quicker
        for statement in SCHEMA:
            file.execute(statement)
    file.execute("COMMIT")


def _no_log(path: Path, got: str) -> LogUnusable:
    return LogUnusable(
        f"cannot open the log ({path}): expected a log, got {got}; name the right one with "
        "--broker sqlite:///PATH, or make a new one: `bouclage channels create`"
    )


def _has_tables(file: sqlite3.Connection) -> bool:
    return bool(file.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone())


def _format(file: sqlite3.Connection) -> int:
    (found,) = file.execute("PRAGMA user_version").fetchone()
    return int(found)
