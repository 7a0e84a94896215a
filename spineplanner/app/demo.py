"""Without a screen: the worked example's sheets, and a picture of the window that shows it."""

import os
import tempfile
from pathlib import Path

from spineplanner.cli import DEMO_FOLDER
from spineplanner.cli import main as run_command
from spineplanner.console import write_problem, write_text
from spineplanner.places import HOME_VARIABLE
from spineplanner.wording.translate import _

WINDOW_SIZE = (1440, 900)


def main(*, self_test: bool = False) -> int:
    """Write the worked example's sheets and a picture of the window into a folder.

    Args:
        self_test: do it in a folder that is gone afterwards, only to find out whether all works.

    Returns:
        0 when it was done.
    """
    if not self_test:
        return _show(Path.cwd())
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            return _show(Path(folder))
        finally:
            os.chdir(Path(folder).parent)


def _show(folder: Path) -> int:
    code = run_command(["demo"])
    if code != 0:
        return code
    path = folder / DEMO_FOLDER / "window.png"
    try:
        picture_of_example(path)
    except ImportError as error:
        write_problem(_("The window can't be drawn here: {reason}").format(reason=error))
        return 2
    write_text(_("The window is pictured in {path}").format(path=path) + "\n")
    return 0


def picture_of_example(path: Path) -> None:
    """Draw the window with the worked example, without a screen and without touching any plan.

    Raises:
        ImportError: a library that Qt needs is missing.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME_VARIABLE] = home
        from PySide6.QtWidgets import QApplication

        from spineplanner.app.start import Program

        application = QApplication([])
        program = Program(application)
        window = program.open_window()
        window.resize(*WINDOW_SIZE)
        program.clinic.open_now()
        window.open_example()
        application.processEvents()
        window.grab().save(str(path))
        program.end()
