"""Turns what SQLite and SQLAlchemy raise into problems of the store."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from spineplanner.domain.store_problems import StoreFault, StoreProblem
from spineplanner.store.plans import StoreProblemError

_FAULTS = {
    sqlite3.SQLITE_BUSY: StoreFault.LOCKED,
    sqlite3.SQLITE_LOCKED: StoreFault.LOCKED,
    sqlite3.SQLITE_PROTOCOL: StoreFault.LOCKED,
    sqlite3.SQLITE_READONLY: StoreFault.READ_ONLY,
    sqlite3.SQLITE_FULL: StoreFault.FULL,
    sqlite3.SQLITE_IOERR: StoreFault.DISK_FAILED,
    sqlite3.SQLITE_CANTOPEN: StoreFault.CANNOT_OPEN,
    sqlite3.SQLITE_PERM: StoreFault.CANNOT_OPEN,
    sqlite3.SQLITE_AUTH: StoreFault.CANNOT_OPEN,
    sqlite3.SQLITE_CORRUPT: StoreFault.DAMAGED,
    sqlite3.SQLITE_NOTADB: StoreFault.DAMAGED,
}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise what a database raises as a problem of the store.

    Raises:
        StoreProblemError: the database can't be read or written.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise StoreProblemError(_problem(error, path)) from error
    except DBAPIError as error:
        raise StoreProblemError(_problem(error.orig, path)) from error


def _problem(error: BaseException | None, path: Path) -> StoreProblem:
    # The low byte is the kind; the rest tells where in SQLite it happened.
    code = getattr(error, "sqlite_errorcode", 0)
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    fault = _FAULTS.get(code & 0xFF, StoreFault.OTHER)
    if fault is StoreFault.CANNOT_OPEN and _may_only_look(path):
        fault = StoreFault.READ_ONLY
    return StoreProblem(fault, path, detail=name)


def _may_only_look(path: Path) -> bool:
    """Whether the database may be read, but nothing can be written beside it.

    Where saves are still in its log, it can't be read without writing either.
    """
    effective = os.access in os.supports_effective_ids
    return (
        os.access(path, os.R_OK, effective_ids=effective)
        and not os.access(path.parent, os.W_OK, effective_ids=effective)
        and not has_log(path)
    )


def has_log(path: Path) -> bool:
    """Whether saves stand in the log beside a database, and not yet in it."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0
