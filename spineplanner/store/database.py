"""Opens the SQLite file of a store, durable and shared, and keeps a damaged one aside."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from itertools import chain, count
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from spineplanner.domain.store_problems import StoreFault, StoreProblem
from spineplanner.store.faults import has_log, translated
from spineplanner.store.plans import StoreProblemError
from spineplanner.store.upgrades import DATABASE_VERSION, raise_to_newest, version_in

CACHE_KIB = 32_768
"""The list of 100 000 plans with the text that is searched fits into it."""

_WRITE = "writes"


class Database:
    """One connection to one file, used by the thread that opened it."""

    def __init__(self, path: Path, *, wait_ms: int, read_only: bool) -> None:
        """Open the file and make it ready.

        Raises:
            StoreProblemError: LOCKED, READ_ONLY, FULL, DAMAGED, FOREIGN, NEWER, CANNOT_OPEN.
        """
        self.path = path
        self.read_only = read_only
        self._engine = _engine(path, wait_ms=wait_ms, read_only=read_only)
        try:
            self._make_ready()
        except BaseException:
            self.close()
            raise

    def _make_ready(self) -> None:
        with self.reading() as connection:
            found = version_in(connection, self.path)
        if self.read_only and found != DATABASE_VERSION:
            # An older one can't be raised without writing to it.
            raise StoreProblemError(StoreProblem(StoreFault.READ_ONLY, self.path))
        if not self.read_only:
            # Even with nothing to do, this finds out at once whether it may be written to.
            with self.writing() as connection:
                raise_to_newest(connection, self.path)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read within one state of the database.

        Raises:
            StoreProblemError: it can't be read.
        """
        with translated(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write all or nothing; whoever else writes is waited for before anything is read.

        Raises:
            StoreProblemError: it can't be written.
        """
        writer = self._engine.execution_options(**{_WRITE: True})
        with translated(self.path), writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def keep_aside(path: Path, *, now: datetime) -> Path:
    """Rename a damaged database, with its log, to a name with the time in it; return that.

    Raises:
        StoreProblemError: it can't be renamed, or another program still holds it.
    """
    kept = _free_name(path, now)
    # The log first: a database without it is older; a log beside a new database would be wrong.
    for suffix in ("-wal", "-shm", ""):
        old = path.with_name(path.name + suffix)
        try:
            if old.exists():
                old.rename(kept.with_name(kept.name + suffix))
        except OSError as error:
            detail = error.strerror or ""
            raise StoreProblemError(
                StoreProblem(StoreFault.CANNOT_OPEN, path, detail=detail)
            ) from error
    return kept


def _free_name(path: Path, now: datetime) -> Path:
    stem = f"{path.stem}-damaged-{now:%Y%m%dT%H%M%S}"
    endings = chain([""], (f"-{number}" for number in count(2)))
    names = (path.with_name(f"{stem}{ending}{path.suffix}") for ending in endings)
    return next(name for name in names if not name.exists())


def _engine(path: Path, *, wait_ms: int, read_only: bool) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=partial(_connect, path, wait_ms=wait_ms, read_only=read_only),
        poolclass=StaticPool,
        # Parameters are patients' data, and an error's text may reach the log.
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _connect(path: Path, *, wait_ms: int, read_only: bool) -> sqlite3.Connection:
    if not read_only:
        _make_file(path)
    connection = _opened(path, "mode=ro" if read_only else "mode=rw", wait_ms)
    try:
        _set(connection, wait_ms=wait_ms, read_only=read_only)
    except sqlite3.OperationalError as error:
        connection.close()
        if not (read_only and _needs_no_log(path, error)):
            raise
        connection = _opened(path, "immutable=1", wait_ms)
    except BaseException:
        connection.close()
        raise
    return connection


def _needs_no_log(path: Path, error: sqlite3.Error) -> bool:
    """Whether a log can't be kept because nothing there may be written, and none is needed.

    Nobody else writes then either. A log that is there already holds saves that must be seen.
    """
    kind = error.sqlite_errorcode & 0xFF
    return kind in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY} and not has_log(path)


def _opened(path: Path, how: str, wait_ms: int) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        timeout=wait_ms / 1000,
        isolation_level=None,  # `_begin` says when a transaction begins, and of which kind
    )


def _set(connection: sqlite3.Connection, *, wait_ms: int, read_only: bool) -> None:
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    if read_only:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    elif connection.execute("PRAGMA user_version").fetchone()[0] <= DATABASE_VERSION:
        # A newer program's database is left exactly as it is.
        _keep_a_log(connection, wait_ms=wait_ms)


def _keep_a_log(connection: sqlite3.Connection, *, wait_ms: int) -> None:
    """Write ahead into a log; SQLite itself does not wait for another program that begins one."""
    ends = time.monotonic() + wait_ms / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() >= ends:
                raise
            time.sleep(0.01)
        else:
            return


def _make_file(path: Path) -> None:
    """Make the folder and an empty file that only its user can read, unless they are there."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except IsADirectoryError as error:
        raise StoreProblemError(StoreProblem(StoreFault.CANNOT_OPEN, path)) from error
    except OSError as error:
        fault = StoreFault.READ_ONLY if path.exists() else StoreFault.CANNOT_OPEN
        raise StoreProblemError(StoreProblem(fault, path, detail=error.strerror or "")) from error
