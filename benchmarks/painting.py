"""Opens a window in a process of its own and tells when it is painted, and what it weighs then.

`python -m benchmarks.painting bare|planner` prints one line of JSON. The bare window is the least
that a planner with a picture can be: a QMainWindow with a QGraphicsView of the same size.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from typing_extensions import override

HEAVY = ("pydantic", "sqlalchemy", "numpy", "pyqtgraph", "typst", "zint", "highspy", "psycopg")
SETTLED_MS = 1_500


def resident_mb() -> float:
    """The memory of this process that is in use now, in MB, as Linux counts it."""
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1_024


def state() -> dict[str, object]:
    """What there is now: the moment on the clock all processes share, and the memory."""
    return {
        "at": time.monotonic(),
        "rss": resident_mb(),
        "heavy": [name for name in HEAVY if name in sys.modules],
    }


def bare(application: QApplication, told: Callable[[str], None]) -> None:
    """Show the baseline."""
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QMainWindow

    class Window(QMainWindow):
        @override
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, lambda: (told("painted"), application.quit()))

    window = Window()
    window.setCentralWidget(QGraphicsView(QGraphicsScene(window), window))
    window.resize(1440, 900)
    window.show()
    application.exec()
    window.deleteLater()


def planner(application: QApplication, told: Callable[[str], None]) -> None:
    """Start the planner as its own `main` does."""
    from spineplanner.app import start
    from spineplanner.places import log_folder

    start.begin_log(log_folder())
    program = start.Program(application)
    # The window's thread is told before the thread that loads everything else begins.
    begin = program._loading.start  # noqa: SLF001 - so that its first import is not measured
    program._loading.start = lambda: (told("painted"), begin())  # noqa: SLF001 - as above
    window = program.open_window()
    show = window.worklist.show_page

    def shown(page: object) -> None:
        show(page)
        QTimer.singleShot(0, lambda: told("listed"))
        QTimer.singleShot(SETTLED_MS, lambda: (told("settled"), application.quit()))

    window.worklist.show_page = shown
    application.exec()
    program.end()


def main(which: str) -> None:
    told: dict[str, dict[str, object]] = {}

    def tell(name: str) -> None:
        told.setdefault(name, state())

    application = QApplication([])
    (bare if which == "bare" else planner)(application, tell)
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1])
