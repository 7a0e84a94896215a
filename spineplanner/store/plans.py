"""What every store of plans promises, whichever database is behind it."""

from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self
from uuid import UUID

from spineplanner.domain.envelope import Envelope
from spineplanner.domain.saving import FixedRevision, Stored
from spineplanner.domain.store_problems import StoreProblem
from spineplanner.domain.worklist import Listed, Page, Summary


class StoreProblemError(Exception):
    """Plans can't be read or saved; `problem` says why."""

    def __init__(self, problem: StoreProblem) -> None:
        """Keep the problem as a value; words are made where it is shown."""
        super().__init__(problem.fault.value)
        self.problem = problem


class ConflictError(Exception):
    """A plan has been saved by somebody else since it was read; `theirs` is there now."""

    def __init__(self, theirs: Stored) -> None:
        """Keep what is in the store, for the person who decides."""
        super().__init__(f"version {theirs.version} is there")
        self.theirs = theirs


class PlanStore(Protocol):
    """Plans, their fixed revisions and their summaries.

    A store belongs to the thread that opened it; several stores may be open on one database,
    in one program or in many. Every method is one transaction: what it wrote is durable when
    it returns, and nothing of it is there when it raises. Text is compared as it was given;
    order and search are those described here, whatever the collation of the database.

    Every method raises StoreProblemError where the database can't be read or written.
    """

    @property
    def read_only(self) -> bool:
        """Whether it was opened to look only."""

    def search(
        self,
        words: str = "",
        *,
        limit: int = 200,
        after: Listed | None = None,
        archived: bool = False,
    ) -> Page:
        """List plans whose name, record number, plan number or physician hold every word.

        Case and accents do not count, and a word may be any part of a field. Plans without a
        procedure date come first, then the latest day first; within a day by the clock.

        Args:
            words: what is searched for; empty lists every plan.
            limit: how many rows at most.
            after: the last row of the page before.
            archived: list those that were put away instead.
        """

    def count(self, words: str = "", *, archived: bool = False) -> int:
        """Count the plans that a search would list."""

    def listed(self, plan_id: UUID) -> Listed | None:
        """The row of one plan."""

    def exists(self, plan_id: UUID) -> bool:
        """Tell whether a plan is here, archived or not."""

    def id_of_number(self, number: str) -> UUID | None:
        """The plan that has this number."""

    def load(self, plan_id: UUID) -> Stored:
        """Read a plan.

        Raises:
            StoreProblemError: NO_SUCH_PLAN; PLAN_NEWER or PLAN_UNREADABLE, and it is kept.
        """

    def version_of(self, plan_id: UUID) -> int | None:
        """The version of a plan, without reading it; None where it is not here."""

    def change_mark(self) -> int:
        """A number that differs from the last one once anybody else has written; cheap."""

    def create(
        self,
        envelope: Envelope,
        summary: Summary,
        *,
        version: int = 1,
        copied_from: str | None = None,
    ) -> Stored:
        """Take in a plan that is not here.

        Raises:
            StoreProblemError: PLAN_EXISTS; NUMBER_TAKEN, for a number stands for one plan.
        """

    def save(self, envelope: Envelope, *, expected_version: int, summary: Summary) -> int:
        """Save a plan if nobody else has since `expected_version`; return its new version.

        A value that is there already is no conflict: saving twice is saving once.

        Raises:
            ConflictError: another value is there; nothing was written.
            StoreProblemError: NO_SUCH_PLAN, and the database's own problems.
        """

    def fix_revision(self, envelope: Envelope, *, check_code: str) -> FixedRevision:
        """Keep the envelope's revision for ever; fixing it again gives what was kept.

        Raises:
            StoreProblemError: REVISION_DIFFERS, where it is fixed with another check code.
        """

    def revisions(self, plan_id: UUID) -> tuple[FixedRevision, ...]:
        """The fixed revisions of a plan, the first one first."""

    def duplicate(
        self, plan_id: UUID, *, new_id: UUID, number: str, summary_of: "Summarise"
    ) -> Stored:
        """Copy a plan for another patient: see `copies.copied` for what is left out."""

    def archive(self, plan_id: UUID, *, archived: bool = True) -> None:
        """Put a plan away, or back. Nothing is ever deleted."""

    def next_number(self, year: int, station: str) -> str:
        """Take the next free number of a year and a station; nobody gets it twice."""

    def stale_summaries(
        self, *, maths_version: int, formulary_digest: str, limit: int = 100
    ) -> Sequence[UUID]:
        """Plans whose summary is of other maths or another formulary, in the list's order."""

    def put_summary(self, plan_id: UUID, *, version: int, summary: Summary) -> bool:
        """Replace a summary unless the plan has been saved since; tell whether it was."""

    def check(self) -> StoreProblem | None:
        """Read the whole database and tell whether it is sound; takes a while."""

    def close(self) -> None:
        """Let go of the database."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None: ...


class Summarise(Protocol):
    """What turns a plan into its summary, with the clinic's present formulary."""

    def __call__(self, envelope: Envelope, /) -> Summary:
        """Compute it; never raises."""


class Clock(Protocol):
    """What tells the moment; aware."""

    def __call__(self) -> datetime:
        """The moment now."""
