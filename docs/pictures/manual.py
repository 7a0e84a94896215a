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

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from spineplanner.app.start import Program
from spineplanner.places import HOME_VARIABLE
from spineplanner.resources import asset
from spineplanner.ui import theme
from spineplanner.ui.formulary_window import FormularyWindow
from spineplanner.ui.main_window import MainWindow

FOLDER = asset("manual")
SIZE = (1440, 900)
PATIENCE_S = 60.0
TAKEN_AT = datetime.fromisoformat("2026-11-24T08:12:00+00:00")


def pictures() -> None:
    """Draw the plan, the worksheet and the formulary, in light colours."""
    with running() as (application, window):
        window.open_example()
        shot(application, window, "plan.png")
        window.actions_["worksheet"].trigger()
        wait(application, lambda: window.sheet_view.pages is not None)
        shot(application, window, "worksheet.png")
        window.actions_["formulary"].trigger()
        (formulary,) = window.findChildren(FormularyWindow)
        formulary.resize(1280, 560)
        shot(application, formulary, "formulary.png")
        formulary.close()


@contextmanager
def running() -> Iterator[tuple[QApplication, MainWindow]]:
    """Run the program with a folder of its own, which is gone afterwards."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME_VARIABLE] = home
        program = Program(application)
        program.clinic.clock = lambda: TAKEN_AT
        theme.choose(application, "light")
        theme.dress(application)
        window = program.open_window()
        window.resize(*SIZE)
        program.clinic.open_now()
        yield application, window
        program.end()


def wait(application: QApplication, ready: Callable[[], bool]) -> None:
    """Let the program work until something is there.

    Raises:
        TimeoutError: it does not come.
    """
    until = monotonic() + PATIENCE_S
    while not ready():
        application.processEvents()
        if monotonic() > until:
            raise TimeoutError("the program did not get ready for its picture")


def shot(application: QApplication, window: QWidget, name: str) -> None:
    """Write a picture of a window as it is painted."""
    for _round in range(3):
        application.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        application.processEvents()
    window.grab().save(str(FOLDER / name))


if __name__ == "__main__":
    pictures()
