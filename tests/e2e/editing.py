"""The real program, with somebody who edits a plan many times a second until it is killed.

It says "number seconds" on standard output before each edit, by the clock that all programs of
the machine share. Run it as `python -m tests.e2e.editing`, with SPINEPLANNER_HOME set.
"""

import sys
import time

from PySide6.QtCore import QTimer

from spineplanner.app import start
from spineplanner.domain import edits
from spineplanner.ui.main_window import MainWindow
from tests.e2e.hands import shown_windows

EDITS = 200
PAUSE_MS = 10


class Editor:
    """Makes a plan of the worked example, and counts in its notes."""

    def __init__(self) -> None:
        self.number = 0
        self.timer = QTimer(interval=PAUSE_MS)
        self.timer.timeout.connect(self.act)
        self.timer.start()

    def act(self) -> None:
        """Make one edit more, as soon as there is a plan to edit."""
        window = next(iter(shown_windows()), None)
        if window is None:
            return
        if window.snapshot is None:
            window.open_example()
        elif self.number < EDITS:
            self.edit(window)
        else:
            self.timer.stop()
            window.close()

    def edit(self, window: MainWindow) -> None:
        """Write the next number."""
        self.number += 1
        sys.stdout.write(f"{self.number} {time.monotonic()}\n")
        sys.stdout.flush()
        window.planning.edit(edits.set_notes, {"notes": str(self.number)})


def main() -> None:
    """Start the program with the editor at it."""
    editors: list[Editor] = []
    QTimer.singleShot(0, lambda: editors.append(Editor()))
    sys.exit(start.main([]))


if __name__ == "__main__":
    main()
