"""Pictures of the window that tests compare with; run this module to take them anew.

After a change that is meant to be seen, run `python -m tests.e2e.references` from the top of the
project, look at every picture it takes, and commit those that should have changed.
"""

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from spineplanner.app import start
from spineplanner.places import HOME_VARIABLE
from spineplanner.ui.main_window import MainWindow

FOLDER = Path(__file__).parent / "reference"
NOW = datetime(2026, 11, 24, 7, 42, tzinfo=ZoneInfo("Europe/London"))
SIZES = {"1366x768": (1366, 768), "1440x900": (1440, 900)}
NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig/>'
THEMES = ("light", "dark")
PLACES = ("plan", "form")
PICTURES = (
    *(f"{place}-{theme}-{size}" for place in PLACES for theme in THEMES for size in SIZES),
    *(f"worklist-{theme}-1366x768" for theme in THEMES),
)


def take_all(folder: Path) -> None:
    """Take every picture, of a program that was started for it on an empty folder."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as home, patch.object(start, "local_clock", lambda: NOW):
        os.environ[HOME_VARIABLE] = home
        program = start.Program(application)
        window = program.open_window()
        program.clinic.open_now()
        window.open_example()
        for name in PICTURES:
            _take(program, window, name).save(str(folder / f"{name}.png"))
        program.end()


def _take(program: start.Program, window: MainWindow, name: str) -> QPixmap:
    place, theme, size = name.split("-")
    clinic = program.clinic
    clinic.prefer(clinic.preferences.replace(theme=theme))
    if place == "worklist":
        window.show_worklist()
    else:
        page = window.plan_page
        if page.form.isVisibleTo(page) is not (place == "form"):
            window.planning.toggle_details()
        window.plan_page.spine.setFocus()
    window.resize(*SIZES[size])
    for _turn in range(3):
        QApplication.processEvents()
    return window.grab()


def hide_fonts_of_system(folder: Path) -> None:
    """Let this program find no font on the computer: what it shows is set in its own."""
    config = folder / "fonts.conf"
    config.write_text(NO_FONTS, "utf-8")
    os.environ["FONTCONFIG_FILE"] = str(config)


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        hide_fonts_of_system(Path(place))
        take_all(target)
