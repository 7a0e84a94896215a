"""Measures a count on the Prepare tab until its numbers are painted, against a mere repaint."""

import random
from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QApplication

from benchmarks.clicking import kept, opened, p50, p95, repaint, settle, taken
from benchmarks.plans import FULL
from benchmarks.result import Result
from spineplanner.app.desk import Desk
from spineplanner.domain import edits
from spineplanner.domain.day import StepKind
from spineplanner.domain.edits import Occasion, VialLabel
from spineplanner.domain.formulary import Basis
from spineplanner.ui.main_window import MainWindow
from spineplanner.ui.workbench import Workbench

ROUNDS = 60
COUNT_RATIO = 2.5
WHO = "N. EXAMPLE"

LEAST, MOST = 4_030_000, 6_040_000
"""Viable cells per mL, a fifth below and above the 5.03 million that are planned."""


def measure() -> list[Result]:
    """Count with 38 aliquots, of equal doses at equal sites and of doses that all differ."""
    with opened() as (application, window, desk):
        alike = _counts(application, window, desk, alike=True)
        different = _counts(application, window, desk, alike=False)
    return alike + different


def _counts(
    application: QApplication, window: MainWindow, desk: Desk, *, alike: bool
) -> list[Result]:
    """Take turns: a repaint, the first count, a repaint, another count; then undo both."""
    window.open_plan(kept(desk, FULL, alike=alike).id)
    window.actions_["prepare"].trigger()
    workbench = window.planning.workbench
    if workbench is None:
        raise RuntimeError("the plan is not open")
    vials = _thaw(workbench)
    window.planning.prepare_view.steps.open(StepKind.COUNT)
    for _ in range(3):
        repaint(application, window)
    chance = random.Random(FULL)  # noqa: S311 - the same counts every time
    bare: list[float] = []
    entered: list[float] = []
    changed: list[float] = []
    for _ in range(ROUNDS):
        for times in (entered, changed):
            bare.append(taken(lambda: repaint(application, window)))
            cells = chance.randrange(LEAST, MOST, 1_000)
            times.append(taken(_counted(application, workbench, vials, cells)))
        for _step in (entered, changed):
            workbench.undo()
            settle(application)
    first = COUNT_RATIO if alike else None
    doses = "equal doses" if alike else "all doses different"
    return [
        Result(f"a changed count, {FULL} aliquots, {doses}, p95", p95(changed), "ms"),
        Result("  half of them are within", p50(changed), "ms"),
        Result("  repainting the same window, p95", p95(bare), "ms"),
        Result("  times the repaint", p95(changed) / p95(bare), "x", COUNT_RATIO),
        Result("  the first count, p95", p95(entered), "ms"),
        Result("  times the repaint", p95(entered) / p95(bare), "x", first),
    ]


def _thaw(workbench: Workbench) -> int:
    """Take vials that suffice for the lowest count, and thaw them; return how many they are."""
    supply = workbench.snapshot.preparation.supply
    if supply is None:
        raise RuntimeError("the plan can't be prepared")
    lot = workbench.snapshot.plan.supply.lots[0].number
    vials = supply.vials * 5 // 4 + 1
    for number in range(vials):
        label = VialLabel(lot, f"{number}")
        _done(workbench, edits.take_vial, label=label, good=True)
    _done(workbench, edits.start_thaw)
    _done(workbench, edits.end_thaw)
    return vials


def _counted(
    application: QApplication, workbench: Workbench, vials: int, cells_per_ml: int
) -> Callable[[], None]:
    """Enter a count, and paint all that follows from it."""
    enter = partial(
        _done,
        workbench,
        edits.enter_count,
        vials=vials,
        cells_per_ml=cells_per_ml,
        basis=Basis.VIABLE,
        viability_bp=8500,
        pool_ul=vials * 3_600,
    )

    def work() -> None:
        enter()
        settle(application)
        if workbench.snapshot.preparation.refusals:
            raise RuntimeError("the count does not suffice, so that few numbers change")

    return work


def _done(workbench: Workbench, edit: Callable[..., object], **given: object) -> None:
    """Enter something as done at this moment."""
    now = datetime.now().astimezone()
    occasion = Occasion(workbench.snapshot.plan, WHO, now, now)
    if not workbench.note(edit, occasion=occasion, **given):  # type: ignore[arg-type]  # any edit
        raise RuntimeError(f"{edit} was refused")
