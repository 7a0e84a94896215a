"""Turns rows of the tables into values, and values into rows."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from spineplanner.domain.envelope import Envelope, SheetState
from spineplanner.domain.problems import FileFault, WholeFile
from spineplanner.domain.saving import FixedRevision, Stored
from spineplanner.domain.store_problems import StoreFault, StoreProblem
from spineplanner.domain.worklist import Listed, Summary
from spineplanner.store.exchange import parse_plan
from spineplanner.store.files import FileProblemError
from spineplanner.store.plans import StoreProblemError
from spineplanner.store.summaries import search_text

UNDATED = "9999-12-31"
"""Before every date where the latest comes first: a plan without one is being made."""


def document_of(envelope: Envelope) -> str:
    """A plan as one line of JSON; equal plans give equal text."""
    return envelope.model_dump_json(exclude_none=True)


def envelope_of(document: str, number: str, path: Path) -> Envelope:
    """Read a plan from its text.

    Raises:
        StoreProblemError: PLAN_NEWER or PLAN_UNREADABLE, with the plan's number.
    """
    try:
        return parse_plan(document.encode())
    except FileProblemError as error:
        problem = error.problem
        newer = isinstance(problem, WholeFile) and problem.fault is FileFault.NEWER
        fault = StoreFault.PLAN_NEWER if newer else StoreFault.PLAN_UNREADABLE
        raise StoreProblemError(StoreProblem(fault, path, detail=number)) from error


def stored_of(row: Row[Any], path: Path) -> Stored:
    """A plan from its row."""
    return Stored(
        envelope=envelope_of(row.document, row.number, path),
        version=row.version,
        updated_at=datetime.fromisoformat(row.updated_at),
        copied_from=row.copied_from,
    )


def fixed_of(row: Row[Any], number: str, path: Path) -> FixedRevision:
    """A fixed revision from its row."""
    return FixedRevision(
        envelope=envelope_of(row.document, number, path),
        check_code=row.check_code,
        fixed_at=datetime.fromisoformat(row.fixed_at),
    )


def listed_of(row: Row[Any]) -> Listed:
    """A line of the worklist from its row."""
    dated = row.day != UNDATED
    return Listed(
        id=UUID(row.plan_id),
        version=row.version,
        updated_at=datetime.fromisoformat(row.updated_at),
        copied_from=row.copied_from,
        archived=row.archived,
        summary=Summary(
            number=row.number,
            name=row.name,
            record_number=row.record_number,
            physician=row.physician,
            day=date.fromisoformat(row.day) if dated else None,
            clock=time.fromisoformat(row.clock) if dated else None,
            state=SheetState(row.state),
            total_cells=row.total_cells,
            vials=row.vials,
            maths_version=row.maths_version,
            formulary_digest=row.formulary_digest,
        ),
    )


def summary_row(summary: Summary) -> dict[str, object]:
    """The columns that a summary fills."""
    return {
        "number": summary.number,
        "name": summary.name,
        "record_number": summary.record_number,
        "physician": summary.physician,
        **place_in_list(summary),
        "state": summary.state.value,
        "total_cells": summary.total_cells,
        "vials": summary.vials,
        "maths_version": summary.maths_version,
        "formulary_digest": summary.formulary_digest,
        "search": search_text(summary),
    }


def place_in_list(summary: Summary) -> dict[str, str]:
    """The columns by which the list is ordered."""
    if summary.day is None or summary.clock is None:
        return {"day": UNDATED, "clock": ""}
    clock = summary.clock.replace(tzinfo=None, microsecond=0)
    return {"day": summary.day.isoformat(), "clock": clock.isoformat()}
