"""The day of the complete plan: three vials, a count as planned, all of it given in time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from spineplanner.domain import edits
from spineplanner.domain.edits import Occasion, VialLabel
from spineplanner.domain.entries import Fate
from spineplanner.domain.formulary import Basis
from spineplanner.domain.plan import Expiry, Plan
from spineplanner.domain.preparation import Container, Preparation
from spineplanner.domain.prepare import prepare
from spineplanner.domain.record import Record
from tests.domain.cases import NOW, clinic, complete_plan, planned_cells_per_ml

PREPARER, CHECKER, PHYSICIAN = "N. Example", "C. Example", "Dr A. Example"
START = NOW - timedelta(hours=1)
"""08:30; the procedure is at 09:30."""


def at(minutes: int) -> datetime:
    """So many minutes after the first thing that is done."""
    return START + timedelta(minutes=minutes)


def on(minutes: int, by: str = PREPARER, plan: Plan | None = None) -> Occasion:
    """Somebody enters at once what is done then."""
    return Occasion(plan or complete_plan(), by, at(minutes), at(minutes))


def vial(number: str, lot: str = "EX-1") -> VialLabel:
    """What is read off a vial of the plan's lot."""
    return VialLabel(lot, number, Expiry(year=2027, month=6))


def made_from(record: Record, plan: Plan | None = None) -> Preparation:
    """The preparation under the complete plan with the record's counts."""
    return prepare(plan or complete_plan(), clinic(), record.counts)


def container(number: int, record: Record) -> Container:
    """A container of the complete plan."""
    return made_from(record).containers[number - 1]


def count(record: Record, minutes: int = 20, **changes: object) -> Record:
    """Count as much as is planned, in three vials."""
    figures: dict[str, object] = {
        "cells_per_ml": planned_cells_per_ml(),
        "basis": Basis.VIABLE,
        "viability_bp": 8500,
        "vials": 3,
        "pool_ul": 10_700,
        "lot": None,
        **changes,
    }
    return edits.enter_count(record, occasion=on(minutes), **figures)


def make(record: Record, letter: str, minutes: int) -> Record:
    """Make a suspension exactly as it is computed."""
    preparation = made_from(record)
    suspension = preparation.suspension(letter)
    assert suspension is not None
    return edits.make_suspension(
        record,
        occasion=on(minutes),
        preparation=preparation,
        suspension=suspension,
        stock_ul=suspension.stock_ul,
        diluent_ul=suspension.diluent_ul,
    )


def draw(record: Record, number: int, minutes: int, volume_ul: int = 550) -> Record:
    """Draw a syringe."""
    return edits.draw(
        record,
        occasion=on(minutes),
        preparation=made_from(record),
        container=container(number, record),
        volume_ul=volume_ul,
    )


def label(record: Record, number: int, minutes: int) -> Record:
    """Stick a label on a container."""
    return edits.stick_label(record, occasion=on(minutes), container=container(number, record))


def checked(record: Record, number: int, minutes: int, by: str = CHECKER) -> Record:
    """Let the second person check a container."""
    box = container(number, record)
    return edits.check_container(record, occasion=on(minutes, by), container=box)


def given(record: Record, number: int, minutes: int, volume_ul: int = 500) -> Record:
    """Give a syringe."""
    box = container(number, record)
    return edits.give(record, occasion=on(minutes, PHYSICIAN), container=box, volume_ul=volume_ul)


STEPS: dict[str, Callable[[Record], Record]] = {
    "vial 1": lambda r: edits.take_vial(r, occasion=on(0), label=vial("EX-15"), good=True),
    "vial 2": lambda r: edits.take_vial(r, occasion=on(1), label=vial("EX-16"), good=True),
    "vial 3": lambda r: edits.take_vial(r, occasion=on(2), label=vial("EX-17"), good=True),
    "thaw start": lambda r: edits.start_thaw(r, occasion=on(5)),
    "thaw end": lambda r: edits.end_thaw(r, occasion=on(10)),
    "pool": lambda r: edits.measure_pool(r, occasion=on(15), volume_ul=10_800),
    "count": count,
    "make A": lambda r: make(r, "A", 30),
    "make B": lambda r: make(r, "B", 31),
    "make C": lambda r: make(r, "C", 32),
    "draw 1": lambda r: draw(r, 1, 40),
    "label 1": lambda r: label(r, 1, 41),
    "check 1": lambda r: checked(r, 1, 42),
    "draw 2": lambda r: draw(r, 2, 43),
    "label 2": lambda r: label(r, 2, 44),
    "check 2": lambda r: checked(r, 2, 45),
    "draw 3": lambda r: draw(r, 3, 46, 2500),
    "label 3": lambda r: label(r, 3, 47),
    "check 3": lambda r: checked(r, 3, 48),
    "label 4": lambda r: label(r, 4, 49),
    "check 4": lambda r: checked(r, 4, 50),
    "infusion start": lambda r: edits.start_infusion(
        r, occasion=on(60, PHYSICIAN), container=container(4, r)
    ),
    "give 1": lambda r: given(r, 1, 62),
    "give 2": lambda r: given(r, 2, 63),
    "give 3": lambda r: given(r, 3, 64, 2450),
    "infusion end": lambda r: edits.end_infusion(
        r, occasion=on(90, PHYSICIAN), container=container(4, r), volume_ul=50_000
    ),
    "left over": lambda r: edits.settle_left_over(
        r, occasion=on(100), volume_ul=2_440, fate=Fate.DISCARDED
    ),
}
"""Every step of the day in the order of work."""


@cache
def day_until(last: str) -> Record:
    """The record once that step is done."""
    record = Record()
    for name, step in STEPS.items():
        record = step(record)
        if name == last:
            return record
    raise KeyError(last)


ON_THE_DAY: list[tuple[Callable[..., object], dict[str, object], str]] = [
    (edits.take_vial, {"label": vial("EX-17")}, "Take vial EX-17"),
    (edits.put_vial_back, {"vial": "EX-17"}, "Put vial EX-17 back"),
    (edits.start_thaw, {}, "Start the thaw"),
    (edits.end_thaw, {}, "End the thaw"),
    (edits.measure_pool, {}, "Enter the volume of the pool"),
    (edits.enter_count, {}, "Enter the count"),
    (edits.choose_vials, {}, "Choose the vial of each syringe"),
    (edits.leave_vials_open, {}, "Fill each syringe where it fits first"),
    (
        edits.make_suspension,
        {"suspension": made_from(Record()).suspensions[0]},
        "Make suspension A",
    ),
    (edits.fill_bag, {"suspension": made_from(Record()).suspensions[2]}, "Make suspension C"),
    (edits.unmake_suspension, {"letter": "A"}, "Withdraw suspension A"),
    (edits.draw, {"container": container(2, Record())}, "Draw syringe 2"),
    (edits.stick_label, {"container": container(4, Record())}, "Label bag 4"),
    (edits.check_container, {"container": container(2, Record())}, "Check syringe 2"),
    (edits.give, {"container": container(2, Record())}, "Give syringe 2"),
    (edits.start_infusion, {}, "Start the infusion"),
    (edits.end_infusion, {}, "End the infusion"),
    (edits.empty_container, {"container": container(2, Record())}, "Withdraw all of syringe 2"),
    (edits.withdraw_thaw_start, {}, "Withdraw the start of the thaw"),
    (edits.withdraw_thaw_end, {}, "Withdraw the end of the thaw"),
    (edits.withdraw_pool, {"lot": None}, "Withdraw the volume of the pool"),
    (
        edits.withdraw_label,
        {"container": container(4, Record())},
        "Withdraw the label of bag 4",
    ),
    (
        edits.withdraw_check,
        {"container": container(2, Record())},
        "Withdraw the check of syringe 2",
    ),
    (
        edits.withdraw_given,
        {"container": container(2, Record())},
        "Withdraw what was given from syringe 2",
    ),
    (edits.withdraw_infusion_start, {}, "Withdraw the start of the infusion"),
    (edits.withdraw_left_over, {}, "Withdraw what was left"),
    (edits.settle_left_over, {}, "Enter what was left"),
    (edits.enter_second_check, {}, "Enter the second check"),
    (edits.type_order, {}, "Type the written order"),
    (edits.withdraw_order, {}, "Withdraw the written order"),
    (edits.note_labels, {}, "Print labels"),
    (edits.keep_typed, {}, "Keep what is typed"),
]
"""Every edit of the day, what it is given, and what people call it."""
