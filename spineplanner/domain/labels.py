"""The labels of a plan's containers as plain values: which, whose, of what, or why none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from spineplanner.domain.anatomy import Route
from spineplanner.domain.envelope import SheetState
from spineplanner.domain.formulary import Basis, Diluent
from spineplanner.domain.plan import Patient
from spineplanner.domain.refusals import Refusal
from spineplanner.domain.sheet_steps import Thaw
from spineplanner.domain.worksheet import Head, Row, Worksheet

MAX_SPARES = 50


class LabelLine(StrEnum):
    """A part of a label, to name what does not fit."""

    ROUTE = "route"
    SITE = "site"
    CELLS = "cells"
    VOLUMES = "volumes"
    PATIENT = "patient"
    IDENTIFIER = "identifier"
    CONTENT = "content"
    TIMES = "times"
    PLAN = "plan"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class PatientNotIdentified:
    """A label bears a name and a second identifier; one is not stated."""


@dataclass(frozen=True, slots=True)
class NotPrepared:
    """The containers can't be computed, for these reasons."""

    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class OrderSuperseded:
    """A newer revision holds; a container labelled from this one would look current."""

    revision: int


@dataclass(frozen=True, slots=True)
class NoSuchContainers:
    """Some of the numbers asked for are not among the containers."""

    numbers: tuple[int, ...]
    containers: int


@dataclass(frozen=True, slots=True)
class ReasonMissing:
    """These were printed before; they are printed again for a reason, and none is given."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StartBeyondPage:
    """The page has fewer labels than would be skipped."""

    start: int
    per_page: int


@dataclass(frozen=True, slots=True)
class OffThePage:
    """With this offset and scale some labels would not be on the page."""

    stock: str


@dataclass(frozen=True, slots=True)
class DoesNotFit:
    """A text is too long for the label, or the label too low; `number` is absent of a spare."""

    number: int | None
    line: LabelLine
    stock: str


@dataclass(frozen=True, slots=True)
class CannotBePrinted:
    """A text holds characters that the fonts lack; `number` is absent of a spare."""

    number: int | None
    line: LabelLine
    characters: tuple[str, ...]


LabelRefusal = (
    PatientNotIdentified
    | NotPrepared
    | OrderSuperseded
    | NoSuchContainers
    | ReasonMissing
    | StartBeyondPage
    | OffThePage
    | DoesNotFit
    | CannotBePrinted
)


class LabelsRefusedError(Exception):
    """Labels that can't be printed; `reasons` holds why, the first to be mended first."""

    def __init__(self, *reasons: LabelRefusal) -> None:
        """Keep the reasons as values; words are made where they are shown."""
        super().__init__(", ".join(type(reason).__name__ for reason in reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Label:
    """The label of one container, or a spare one whose site and number a hand fills in.

    `row` is absent of a spare. `lots` are the lots that may be in it, one unless lots are mixed;
    `vials` those of its lot that it is filled from, where vials are kept apart. `again` tells that
    one like it is out already.
    """

    code: str
    row: Row | None
    lots: tuple[str, ...]
    diluent: Diluent | None
    again: bool = False
    vials: tuple[int, ...] = ()

    @property
    def number(self) -> int | None:
        """The number of its container; None of a spare."""
        return self.row.container.number if self.row else None

    @property
    def route(self) -> Route | None:
        """The way in, which its border shows; None of a spare."""
        return self.row.container.site.route if self.row else None


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """Labels before anybody has put them into words.

    `containers` is how many the plan has. Unless `measured`, they rest on no count: every label
    says PLANNED and leaves the mark to draw to blank. `use_by` is in the procedure's time zone.
    """

    head: Head
    patient: Patient
    basis: Basis | None
    labels: tuple[Label, ...]
    containers: int
    measured: bool
    use_by: datetime | None
    infusion_minutes: int | None


def compose_labels(
    sheet: Worksheet,
    *,
    only: Sequence[int] = (),
    earlier: Sequence[int] = (),
    reason: str | None = None,
    spares: int = 0,
) -> LabelSheet:
    """Lay out one label a container, in the order of their numbers, and spares after them.

    Args:
        sheet: the preparation worksheet of the same moment.
        only: the numbers of the containers to label; all where empty.
        earlier: the numbers that were printed before for this revision; they say REPRINT.
        reason: why those are printed again; it counts only where there are any.
        spares: how many labels to add whose site and number are left blank.

    Raises:
        LabelsRefusedError: there is no saying what the labels would have to say, or some are
            printed again without a reason.
        ValueError: there can't be so many spares.
    """
    if not 0 <= spares <= MAX_SPARES:
        raise ValueError(f"{spares} spare labels")
    wanted = set(only) or {row.container.number for row in sheet.rows}
    again = wanted & set(earlier)
    if refusals := _refusals(sheet, wanted, () if reason else again):
        raise LabelsRefusedError(*refusals)
    return LabelSheet(
        head=sheet.head,
        patient=sheet.plan.patient,
        basis=sheet.plan.supply.dose_basis,
        labels=(
            *(
                _label(row, sheet, again=row.container.number in again)
                for row in sheet.rows
                if row.container.number in wanted
            ),
            *(_spare(number, sheet) for number in range(1, spares + 1)),
        ),
        containers=len(sheet.rows),
        measured=sheet.measured,
        use_by=_use_by(sheet),
        infusion_minutes=sheet.plan.infusion.minutes,
    )


def _refusals(
    sheet: Worksheet, wanted: Collection[int], without_reason: Collection[int]
) -> list[LabelRefusal]:
    patient, preparation = sheet.plan.patient, sheet.preparation
    known = {row.container.number for row in sheet.rows}
    strangers = tuple(sorted(set(wanted) - known))
    found: list[LabelRefusal] = []
    if patient.name is None or not (patient.record_number or patient.birth_date):
        found.append(PatientNotIdentified())
    if preparation.supply is None:
        found.append(NotPrepared(preparation.refusals))
    if sheet.head.state is SheetState.SUPERSEDED:
        found.append(OrderSuperseded(sheet.head.revision))
    if strangers:
        found.append(NoSuchContainers(strangers, len(known)))
    if without_reason:
        found.append(ReasonMissing(tuple(sorted(without_reason))))
    return found


def _label(row: Row, sheet: Worksheet, *, again: bool) -> Label:
    suspension = sheet.preparation.suspension(row.container.letter)
    named = suspension.lot if suspension else None
    diluent = suspension.diluent if suspension else None
    return Label(
        code=f"{sheet.head.scanned} {row.container.number}",
        row=row,
        lots=(named,) if named else _lots(sheet),
        diluent=next((item for item in sheet.diluents if item.id == diluent), None),
        again=again,
        vials=suspension.vials if suspension else (),
    )


def _spare(number: int, sheet: Worksheet) -> Label:
    lots = _lots(sheet)
    return Label(
        code=f"{sheet.head.scanned} S{number}",
        row=None,
        lots=lots if len(lots) == 1 else (),
        diluent=sheet.diluents[0] if len(sheet.diluents) == 1 else None,
    )


def _lots(sheet: Worksheet) -> tuple[str, ...]:
    return tuple(lot.number for lot in sheet.lots)


def _use_by(sheet: Worksheet) -> datetime | None:
    """The earliest end of the thawed product's time, on the clock of the procedure's place."""
    ends = [step.use_by for step in sheet.steps if isinstance(step, Thaw) and step.use_by]
    zone = sheet.plan.procedure.zone
    if not ends:
        return None
    return min(ends).astimezone(ZoneInfo(zone)) if zone else min(ends)
