"""Versions of the database: which one this program keeps, and how older ones are raised."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from spineplanner.domain.store_problems import StoreFault, StoreProblem
from spineplanner.store.plans import StoreProblemError
from spineplanner.store.tables import metadata

APPLICATION_ID = 0x5350504C
"""What SQLite keeps in the file's head to tell whose database it is: "SPPL"."""

DATABASE_VERSION = 1

UPGRADES: dict[int, Callable[[Connection], None]] = {}
"""For each older version, the function that raises a database to the next."""

_FIXED_FOR_EVER = (
    "CREATE TRIGGER revisions_never_change BEFORE UPDATE ON revisions "
    "BEGIN SELECT RAISE(ABORT, 'a fixed revision never changes'); END",
    "CREATE TRIGGER revisions_never_go BEFORE DELETE ON revisions "
    "BEGIN SELECT RAISE(ABORT, 'a fixed revision is never removed'); END",
    "CREATE TRIGGER plans_never_go BEFORE DELETE ON plans "
    "BEGIN SELECT RAISE(ABORT, 'a plan is never removed'); END",
    "CREATE TRIGGER versions_only_rise BEFORE UPDATE OF version ON plans "
    "WHEN NEW.version <= OLD.version "
    "BEGIN SELECT RAISE(ABORT, 'a version only rises'); END",
)


def version_in(connection: Connection, path: Path) -> int:
    """Read a database's version; 0 where there is nothing in it yet.

    Raises:
        StoreProblemError: another program's database, or a newer one than this program's.
    """
    found = _pragma(connection, "user_version")
    if _pragma(connection, "application_id") != APPLICATION_ID and (
        found or _has_tables(connection)
    ):
        raise StoreProblemError(StoreProblem(StoreFault.FOREIGN, path))
    if found > DATABASE_VERSION:
        raise StoreProblemError(
            StoreProblem(StoreFault.NEWER, path, found=found, known=DATABASE_VERSION)
        )
    return found


def raise_to_newest(connection: Connection, path: Path) -> None:
    """Make or upgrade the tables, in the transaction that is under way.

    Raises:
        StoreProblemError: another program's database, or a newer one than this program's.
    """
    found = version_in(connection, path)
    if found == DATABASE_VERSION:
        return
    if found == 0:
        _make(connection)
    else:
        for older in range(found, DATABASE_VERSION):
            UPGRADES[older](connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {DATABASE_VERSION}")


def _make(connection: Connection) -> None:
    metadata.create_all(connection)
    for trigger in _FIXED_FOR_EVER:
        connection.exec_driver_sql(trigger)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def _has_tables(connection: Connection) -> bool:
    return bool(connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one())
