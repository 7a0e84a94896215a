"""Draws the manual's pictures anew from the running program: `python docs/pictures/manual.py`."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import day
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from spineplanner.app.start import Program
from spineplanner.domain import edits
from spineplanner.domain.day import StepKind
from spineplanner.places import HOME_VARIABLE
from spineplanner.resources import asset
from spineplanner.ui import theme
from spineplanner.ui.apart_window import ApartWindow
from spineplanner.ui.chart import Topic
from spineplanner.ui.formulary_window import FormularyWindow
from spineplanner.ui.labels_window import LabelsWindow
from spineplanner.ui.main_window import MainWindow
from spineplanner.ui.second_check_window import SecondCheckWindow
from spineplanner.ui.sheet_pages import PageScroll
from spineplanner.ui.what_if_window import WhatIfWindow

FOLDER = asset("manual")
SIZE = (1440, 900)
BENCH = (1180, 860)
"""The window at the bench: not much wider than it must be, so that its words can be read."""

PATIENCE_S = 60.0
MORNING = datetime.fromisoformat("2026-11-24T07:42:00+00:00")


def pictures() -> None:
    """Draw all pictures, in light colours."""
    with running() as (program, window):
        window.open_example()
        planning(window)
        the_day(program, window)
        apart(program, window)


def planning(window: MainWindow) -> None:
    """Draw the plan, the worksheet and the formulary."""
    shot(window, "plan.png")
    window.actions_["worksheet"].trigger()
    wait(lambda: window.sheet_view.pages is not None)
    shot(window, "worksheet.png")
    window.actions_["formulary"].trigger()
    (formulary,) = window.findChildren(FormularyWindow)
    formulary.resize(1280, 560)
    shot(formulary, "formulary.png")
    formulary.close()


def the_day(program: Program, window: MainWindow) -> None:
    """Draw the bench before and after the count, the second check, a chart and the labels."""
    clock = day.Clock(MORNING)
    program.clinic.clock = clock
    day.workbench(window).name_operator(day.NURSE)
    window.actions_["prepare"].trigger()
    window.resize(*BENCH)
    day.until_count(window, clock)
    steps = window.planning.prepare_view.steps
    steps.open(StepKind.COUNT)
    shot(window, "count.png")
    day.count_low(window, clock)
    steps.open(StepKind.COUNT)
    shot(window, "short.png")
    day.count_again(window, clock)
    second_check(window, clock)
    chart(window)
    labels(window)


def second_check(window: MainWindow, clock: day.Clock) -> None:
    """Draw a second check in which one line differs."""
    window.actions_["second-check"].trigger()
    (check,) = window.findChildren(SecondCheckWindow)
    day.second_check(window, clock)
    check.resize(820, 470)
    shot(check, "second-check.png")
    check.close()


def chart(window: MainWindow) -> None:
    """Draw how the cells fade after the thaw."""
    window.actions_["what-if"].trigger()
    (what_if,) = window.findChildren(WhatIfWindow)
    what_if.buttons[Topic.FADING].click()
    wait(lambda: what_if.page.chart is not None and what_if.page.chart.topic is Topic.FADING)
    what_if.resize(1180, 560)
    shot(what_if, "after-the-thaw.png")
    what_if.close()


def labels(window: MainWindow) -> None:
    """Draw the labels as they will be printed."""
    window.actions_["labels"].trigger()
    (opened,) = window.findChildren(LabelsWindow)
    (pages,) = opened.findChildren(PageScroll)
    wait(lambda: pages.count > 0)
    opened.resize(1180, 700)
    shot(opened, "labels.png")
    opened.close()


def apart(program: Program, window: MainWindow) -> None:
    """Draw which vial fills which syringe, under a protocol that forbids pooling."""
    program.clinic.use_formulary(day.keeping_apart(program.clinic.formulary))
    window.open_example()
    protocol = program.clinic.formulary.protocol(day.APART)
    day.workbench(window).apply(edits.apply_protocol, protocol=protocol)
    window.actions_["vials-apart"].trigger()
    (opened,) = window.findChildren(ApartWindow)
    wait(opened.again.isVisible)
    opened.resize(900, 560)
    shot(opened, "vials-apart.png")
    opened.close()


@contextmanager
def running() -> Iterator[tuple[Program, MainWindow]]:
    """Run the program with a folder of its own, which is gone afterwards."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME_VARIABLE] = home
        program = Program(application)
        program.clinic.clock = lambda: MORNING
        theme.choose(application, "light")
        theme.dress(application)
        window = program.open_window()
        window.resize(*SIZE)
        program.clinic.open_now()
        yield program, window
        program.end()


def wait(ready: Callable[[], bool]) -> None:
    """Let the program work until something is there.

    Raises:
        TimeoutError: it does not come.
    """
    until = monotonic() + PATIENCE_S
    while not ready():
        QApplication.processEvents()
        if monotonic() > until:
            raise TimeoutError("the program did not get ready for its picture")


def shot(window: QWidget, name: str) -> None:
    """Write a picture of a window as it is painted."""
    for _round in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.processEvents()
    window.grab().save(str(FOLDER / name))


if __name__ == "__main__":
    pictures()
