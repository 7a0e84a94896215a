"""The day of the worked example, entered in the running program for its pictures."""

from collections.abc import Callable
from datetime import datetime, timedelta

from spineplanner.domain import edits
from spineplanner.domain.blind_check import Asked, answered
from spineplanner.domain.edits import Occasion, VialLabel
from spineplanner.domain.formulary import Basis, Formulary
from spineplanner.domain.plan import Expiry
from spineplanner.domain.record import Record
from spineplanner.ui.main_window import MainWindow
from spineplanner.ui.workbench import Workbench

LOT, EXPIRY = "2291-04", Expiry(year=2027, month=6, day=30)
NURSE, CHECKER = "N. EXAMPLE", "C. EXAMPLE"
APART = "example-apart"


class Clock:
    """A clock that is turned by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """What it shows."""
        return self.now

    def turn(self, minutes: int) -> None:
        """Let so many minutes pass."""
        self.now += timedelta(minutes=minutes)


def until_count(window: MainWindow, clock: Clock) -> None:
    """Take six vials, thaw and pool them."""
    for number in range(6):
        note(window, clock, edits.take_vial, label=_label(number), good=True)
        clock.turn(1)
    for edit in (edits.start_thaw, edits.end_thaw):
        note(window, clock, edit)
        clock.turn(6)
    note(window, clock, edits.measure_pool, volume_ul=22_600, lot=LOT)
    clock.turn(7)


def count_low(window: MainWindow, clock: Clock) -> None:
    """Enter a count a fifth below what was planned."""
    note(
        window,
        clock,
        edits.enter_count,
        vials=6,
        cells_per_ml=4_026_000,
        basis=Basis.VIABLE,
        viability_bp=8500,
        pool_ul=22_400,
        lot=LOT,
    )


def count_again(window: MainWindow, clock: Clock) -> None:
    """Take another vial, and count all seven."""
    note(window, clock, edits.take_vial, label=_label(6), good=True)
    clock.turn(9)
    note(
        window,
        clock,
        edits.enter_count,
        vials=7,
        cells_per_ml=4_026_000,
        basis=Basis.VIABLE,
        viability_bp=8500,
        pool_ul=26_200,
        lot=LOT,
    )
    clock.turn(3)


def _label(number: int) -> VialLabel:
    return VialLabel(LOT, f"{number + 14:04d}", EXPIRY)


def second_check(window: MainWindow, clock: Clock) -> None:
    """Enter the numbers of a checker who slips in one line, the mark of the last syringe."""
    snapshot = workbench(window).snapshot
    lines = answered(snapshot.plan, snapshot.preparation, {})
    found = {Asked(line.what, line.of): line.computed for line in lines}
    last = Asked(lines[-1].what, lines[-1].of)
    note(
        window,
        clock,
        edits.enter_second_check,
        by=CHECKER,
        first=NURSE,
        revision=snapshot.envelope.revision,
        preparation=snapshot.preparation,
        entered={**found, last: (found[last] or 0) - 200},
    )


def keeping_apart(formulary: Formulary) -> Formulary:
    """The formulary with one more protocol, which forbids pooling."""
    blank = formulary.protocol("blank")
    if blank is None:
        raise ValueError("the formulary has no blank protocol")
    own = blank.replace(id=APART, name="EXAMPLE, vials kept apart", pooling=False)
    return formulary.replace(protocols=(*formulary.protocols, own))


def note(
    window: MainWindow,
    clock: Clock,
    edit: Callable[..., Record],
    *,
    by: str = NURSE,
    **given: object,
) -> None:
    """Enter something in the record.

    Raises:
        ValueError: it is refused.
    """
    bench = workbench(window)
    occasion = Occasion(bench.snapshot.plan, by, clock.now, clock.now)
    if not bench.note(edit, occasion=occasion, **given):
        raise ValueError(f"refused: {edit.__name__}")


def workbench(window: MainWindow) -> Workbench:
    """The workbench of the plan that is open.

    Raises:
        ValueError: none is.
    """
    if window.workbench is None:
        raise ValueError("no plan is open")
    return window.workbench
