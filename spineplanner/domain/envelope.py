"""The document around a plan: its identity, its revision and the record of the day."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from spineplanner.domain.plan import Plan, Reason
from spineplanner.domain.record import Record
from spineplanner.domain.values import Value

FORMAT = "spineplanner-plan"
FORMAT_VERSION = 1

PlanNumber = Annotated[str, Field(pattern=r"^SP-[0-9]{4}-[A-Z]{1,3}-[0-9]{4,6}$")]
"""Year, station and counter: SP-2026-A-0113."""


class SheetState(StrEnum):
    """What a printed sheet says of its order."""

    DRAFT = "DRAFT"
    APPROVED = "APPROVED"
    SUPERSEDED = "SUPERSEDED"
    SAMPLE = "SAMPLE"


class Envelope(Value):
    """A plan with its identity. None of this is undone by an undo.

    `sample` marks invented data: such a plan can never be approved.
    """

    format: Literal["spineplanner-plan"] = "spineplanner-plan"
    version: Literal[1] = 1
    id: UUID
    number: PlanNumber
    revision: Annotated[int, Field(ge=1, le=100_000)] = 1
    sample: bool = False
    plan: Plan
    record: Record = Record()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why findings were accepted: those of the order, and those of the day."""
        return (*self.plan.reasons, *self.record.reasons)

    @property
    def state(self) -> SheetState:
        """What its sheets say. Nothing approves a plan yet."""
        return SheetState.SAMPLE if self.sample else SheetState.DRAFT
