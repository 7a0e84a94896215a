"""The store of plans in one SQLite file on a local disk."""

from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update
from typing_extensions import override

from spineplanner.domain.envelope import Envelope
from spineplanner.domain.saving import FixedRevision, Stored
from spineplanner.domain.store_problems import StoreFault, StoreProblem
from spineplanner.domain.worklist import Listed, Page, Summary
from spineplanner.store import searching
from spineplanner.store.copies import copied
from spineplanner.store.database import Database
from spineplanner.store.numbering import take_number
from spineplanner.store.plans import (
    Clock,
    ConflictError,
    PlanStore,
    StoreProblemError,
    Summarise,
)
from spineplanner.store.rows import document_of, fixed_of, listed_of, stored_of, summary_row
from spineplanner.store.tables import plans, revisions, summaries


def utc_now() -> datetime:
    """The moment now."""
    return datetime.now(UTC)


def open_store(
    path: Path, *, clock: Clock = utc_now, wait_ms: int = 2_000, read_only: bool = False
) -> "SqliteStore":
    """Open a store, made where there is none and upgraded where it is older.

    Args:
        path: the database; only its user can read it.
        clock: what the moment of each save is taken from.
        wait_ms: how long another program that writes is waited for.
        read_only: look only, at a database of this version that may not be written to.

    Raises:
        StoreProblemError: LOCKED, READ_ONLY, FULL, DISK_FAILED, CANNOT_OPEN, DAMAGED, FOREIGN
            or NEWER; the file is left as it was.
    """
    return SqliteStore(Database(path, wait_ms=wait_ms, read_only=read_only), clock)


class SqliteStore(PlanStore):
    """See PlanStore."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @property
    @override
    def read_only(self) -> bool:
        return self._database.read_only

    @override
    def search(
        self,
        words: str = "",
        *,
        limit: int = 200,
        after: Listed | None = None,
        archived: bool = False,
    ) -> Page:
        query = searching.listing(words, limit=limit + 1, after=after, archived=archived)
        with self._database.reading() as connection:
            rows = tuple(map(listed_of, connection.execute(query)))
        return Page(rows[:limit], more=len(rows) > limit)

    @override
    def count(self, words: str = "", *, archived: bool = False) -> int:
        with self._database.reading() as connection:
            return connection.execute(searching.counting(words, archived=archived)).scalar_one()

    @override
    def listed(self, plan_id: UUID) -> Listed | None:
        query = select(summaries).where(summaries.c.plan_id == str(plan_id))
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else listed_of(row)

    @override
    def exists(self, plan_id: UUID) -> bool:
        return self.version_of(plan_id) is not None

    @override
    def id_of_number(self, number: str) -> UUID | None:
        query = select(plans.c.id).where(plans.c.number == number)
        with self._database.reading() as connection:
            found = connection.execute(query).scalar_one_or_none()
        return None if found is None else UUID(found)

    @override
    def load(self, plan_id: UUID) -> Stored:
        with self._database.reading() as connection:
            return self._stored(connection, plan_id)

    @override
    def version_of(self, plan_id: UUID) -> int | None:
        query = select(plans.c.version).where(plans.c.id == str(plan_id))
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one_or_none()

    @override
    def change_mark(self) -> int:
        with self._database.reading() as connection:
            return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())

    @override
    def create(
        self,
        envelope: Envelope,
        summary: Summary,
        *,
        version: int = 1,
        copied_from: str | None = None,
    ) -> Stored:
        stored = Stored(envelope, version, self._clock(), copied_from)
        with self._database.writing() as connection:
            self._refuse_what_is_here(connection, envelope)
            kept = {
                "version": version,
                "updated_at": stored.updated_at.isoformat(),
                "copied_from": copied_from,
            }
            connection.execute(
                insert(plans).values(
                    id=str(envelope.id),
                    number=envelope.number,
                    document=document_of(envelope),
                    **kept,
                )
            )
            connection.execute(
                insert(summaries).values(plan_id=str(envelope.id), **kept, **summary_row(summary))
            )
        return stored

    @override
    def save(self, envelope: Envelope, *, expected_version: int, summary: Summary) -> int:
        document = document_of(envelope)
        with self._database.writing() as connection:
            row = self._row(connection, envelope.id)
            if row.document == document:
                return int(row.version)
            if row.version != expected_version:
                raise ConflictError(stored_of(row, self._database.path))
            if row.number != envelope.number:
                self._refuse_number(connection, envelope.number)
            version = expected_version + 1
            kept = {"version": version, "updated_at": self._clock().isoformat()}
            connection.execute(
                update(plans)
                .where(plans.c.id == row.id)
                .values(number=envelope.number, document=document, **kept)
            )
            connection.execute(
                update(summaries)
                .where(summaries.c.plan_id == row.id)
                .values(**kept, **summary_row(summary))
            )
        return version

    @override
    def fix_revision(self, envelope: Envelope, *, check_code: str) -> FixedRevision:
        fixed = FixedRevision(envelope, check_code, self._clock())
        with self._database.writing() as connection:
            self._row(connection, envelope.id)
            there = connection.execute(
                select(revisions).where(
                    revisions.c.plan_id == str(envelope.id),
                    revisions.c.revision == envelope.revision,
                )
            ).one_or_none()
            if there is None:
                connection.execute(
                    insert(revisions).values(
                        plan_id=str(envelope.id),
                        revision=envelope.revision,
                        check_code=check_code,
                        document=document_of(envelope),
                        fixed_at=fixed.fixed_at.isoformat(),
                    )
                )
                return fixed
            if there.check_code != check_code:
                raise self._problem(
                    StoreFault.REVISION_DIFFERS, envelope.number, found=envelope.revision
                )
            return fixed_of(there, envelope.number, self._database.path)

    @override
    def revisions(self, plan_id: UUID) -> tuple[FixedRevision, ...]:
        query = (
            select(revisions, plans.c.number)
            .join(plans, plans.c.id == revisions.c.plan_id)
            .where(revisions.c.plan_id == str(plan_id))
            .order_by(revisions.c.revision)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(fixed_of(row, row.number, self._database.path) for row in rows)

    @override
    def duplicate(
        self, plan_id: UUID, *, new_id: UUID, number: str, summary_of: Summarise
    ) -> Stored:
        source = self.load(plan_id).envelope
        copy = copied(source, new_id=new_id, number=number)
        return self.create(copy, summary_of(copy), copied_from=source.number)

    @override
    def archive(self, plan_id: UUID, *, archived: bool = True) -> None:
        with self._database.writing() as connection:
            row = self._row(connection, plan_id)
            connection.execute(
                update(summaries).where(summaries.c.plan_id == row.id).values(archived=archived)
            )

    @override
    def next_number(self, year: int, station: str) -> str:
        with self._database.writing() as connection:
            number = take_number(connection, year, station)
        if number is None:
            raise self._problem(StoreFault.NUMBERS_USED_UP, f"SP-{year}-{station}")
        return number

    @override
    def stale_summaries(
        self, *, maths_version: int, formulary_digest: str, limit: int = 100
    ) -> tuple[UUID, ...]:
        query = searching.stale(
            maths_version=maths_version, formulary_digest=formulary_digest, limit=limit
        )
        with self._database.reading() as connection:
            return tuple(map(UUID, connection.execute(query).scalars()))

    @override
    def put_summary(self, plan_id: UUID, *, version: int, summary: Summary) -> bool:
        with self._database.writing() as connection:
            done = connection.execute(
                update(summaries)
                .where(summaries.c.plan_id == str(plan_id), summaries.c.version == version)
                .values(**summary_row(summary))
            )
            return done.rowcount == 1

    @override
    def check(self) -> StoreProblem | None:
        try:
            with self._database.reading() as connection:
                said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
        except StoreProblemError as error:
            return error.problem
        if said == "ok":
            return None
        # What it says may hold a part of the data, and goes nowhere.
        return StoreProblem(StoreFault.DAMAGED, self._database.path)

    @override
    def close(self) -> None:
        self._database.close()

    @override
    def __enter__(self) -> Self:
        return self

    @override
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        self.close()

    def _row(self, connection: Connection, plan_id: UUID) -> Row[Any]:
        row = connection.execute(select(plans).where(plans.c.id == str(plan_id))).one_or_none()
        if row is None:
            raise self._problem(StoreFault.NO_SUCH_PLAN, str(plan_id))
        return row

    def _stored(self, connection: Connection, plan_id: UUID) -> Stored:
        return stored_of(self._row(connection, plan_id), self._database.path)

    def _refuse_what_is_here(self, connection: Connection, envelope: Envelope) -> None:
        here = select(plans.c.id).where(plans.c.id == str(envelope.id))
        if connection.execute(here).one_or_none() is not None:
            raise self._problem(StoreFault.PLAN_EXISTS, envelope.number)
        self._refuse_number(connection, envelope.number)

    def _refuse_number(self, connection: Connection, number: str) -> None:
        taken = select(plans.c.id).where(plans.c.number == number)
        if connection.execute(taken).one_or_none() is not None:
            raise self._problem(StoreFault.NUMBER_TAKEN, number)

    def _problem(
        self, fault: StoreFault, detail: str, *, found: int | None = None
    ) -> StoreProblemError:
        return StoreProblemError(
            StoreProblem(fault, self._database.path, detail=detail, found=found)
        )
