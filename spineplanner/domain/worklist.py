"""The worklist's rows: what is shown of a plan without opening it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from spineplanner.domain.envelope import SheetState


@dataclass(frozen=True, slots=True)
class Summary:
    """What a plan comes to, computed from one version of it.

    `day` and `clock` are the procedure's, as a calendar and a clock at its place show them.
    `vials` is absent while the preparation is refused. The values of `vials` are true for this
    `maths_version` and `formulary_digest` alone.
    """

    number: str
    name: str | None
    record_number: str | None
    physician: str | None
    day: date | None
    clock: time | None
    state: SheetState
    total_cells: int
    vials: int | None
    maths_version: int
    formulary_digest: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One row: a plan in the store, at the version that its summary was made of."""

    id: UUID
    version: int
    updated_at: datetime
    copied_from: str | None
    archived: bool
    summary: Summary


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in the worklist's order; `more` tells whether others follow."""

    rows: tuple[Listed, ...]
    more: bool
