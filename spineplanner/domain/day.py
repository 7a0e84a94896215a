"""A step of the day as a value: planned and actual numbers, who and when, and what fills it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from spineplanner.domain import edits
from spineplanner.domain.bag_filling import Exchange
from spineplanner.domain.entries import Done
from spineplanner.domain.preparation import Container, Suspension
from spineplanner.domain.record import Record
from spineplanner.domain.step_kind import StepKind as StepKind  # noqa: PLC0414 - of the day's words


class StepState(StrEnum):
    """Whether a step is done, can be done, or must wait."""

    DONE = "done"
    OPEN = "open"
    NOT_YET = "not yet"


class FigureName(StrEnum):
    """What a number of a step counts; the suffix is its unit."""

    VIALS = "vials"
    COUNTED_VIALS = "counted-vials"
    POOL = "pool-ul"
    HELD = "held-ul"
    STRENGTH = "strength-cells-per-ul"
    VIABILITY = "viability-bp"
    STOCK = "stock-ul"
    DILUENT = "diluent-ul"
    WITHDRAWN = "withdrawn-ul"
    ADDED = "added-ul"
    MARK = "mark-ul"
    GIVE = "give-ul"
    LEFT = "left-ul"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as planned and as it really was; absent where it is not known."""

    name: FigureName
    planned: Fraction | int | None
    actual: Fraction | int | None


@dataclass(frozen=True, slots=True)
class DayStep:
    """One step; `lot`, `suspension` or `container` say of what.

    `do_by` is when it must be done at the latest, `late` whether it is open after that.
    `stale` says that something is entered that was done for another order: it does not count.
    `exchange` is what is done with the fluid of a bag that comes prefilled.
    """

    kind: StepKind
    state: StepState
    figures: tuple[Figure, ...] = ()
    done: Done | None = None
    lot: str | None = None
    suspension: Suspension | None = None
    container: Container | None = None
    do_by: datetime | None = None
    late: bool = False
    stale: bool = False
    exchange: Exchange | None = None

    @property
    def edit(self) -> Callable[..., Record] | None:
        """The edit of the record that fills it; nothing fills a hold but the count."""
        return edits.fill_bag if self.exchange is not None else _EDITS.get(self.kind)


_EDITS: dict[StepKind, Callable[..., Record]] = {
    StepKind.TAKE_VIALS: edits.take_vial,
    StepKind.START_THAW: edits.start_thaw,
    StepKind.END_THAW: edits.end_thaw,
    StepKind.POOL: edits.measure_pool,
    StepKind.COUNT: edits.enter_count,
    StepKind.MAKE: edits.make_suspension,
    StepKind.DRAW: edits.draw,
    StepKind.LABEL: edits.stick_label,
    StepKind.CHECK: edits.check_container,
    StepKind.GIVE: edits.give,
    StepKind.START_INFUSION: edits.start_infusion,
    StepKind.END_INFUSION: edits.end_infusion,
    StepKind.LEFT_OVER: edits.settle_left_over,
}
