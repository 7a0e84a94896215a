"""Looks for words that are cut, on a screen of another scale; says each on a line of its own.

Run it as `python -m tests.e2e.scaled`, with SPINEPLANNER_HOME and QT_SCALE_FACTOR set.
"""

import sys

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from spineplanner.app import start
from spineplanner.ui.main_window import MainWindow

SIZES = ((1280, 720), (1366, 768), (1440, 900), (2560, 1440))
"""As a screen has them after scaling: the first is Full HD at 150 %."""

WIDE_ENOUGH_FOR_FORM = 1366

MEANT_TO_SHRINK = {"Header"}
"""Views whose labels give way to what is beside them; their words are in tips too."""


def cut(window: MainWindow) -> list[str]:
    """The labels and buttons whose words need more room than they have."""
    found = []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisible():
            continue
        if type(widget.parentWidget()).__name__ in MEANT_TO_SHRINK or not widget.text():
            continue
        needed = _needed(widget)
        if needed[0] > widget.width() + 1 or needed[1] > widget.height() + 1:
            found.append(f"{widget.text()!r} needs {needed}, has {widget.size().toTuple()}")
    return found


def _needed(widget: QLabel | QAbstractButton) -> tuple[int, int]:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return 0, widget.heightForWidth(widget.width())
    hint = widget.minimumSizeHint() if isinstance(widget, QLabel) else widget.sizeHint()
    return hint.width(), hint.height()


def overlapping(window: MainWindow) -> list[str]:
    """The parts of the page that lie over one another or reach out of the window."""
    page = window.plan_page
    parts = [page.brush_bar, page.spine, page.vein, page.table, page.supply, page.findings]
    parts = [*parts, page.totals, window.header]
    parts += [page.form] if page.form.isVisible() else []
    places = {type(part).__name__: _place(part, window) for part in parts}
    outside = [name for name, place in places.items() if not window.rect().contains(place)]
    over = [
        f"{one} over {other}"
        for one, here in places.items()
        for other, there in places.items()
        if one < other and here.intersects(there)
    ]
    return [*(f"{name} reaches out" for name in outside), *over]


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def main() -> None:
    """Look at plan, form, worklist and worksheet in every size."""
    application = QApplication([])
    program = start.Program(application)
    window = program.open_window()
    program.clinic.open_now()
    window.open_example()
    for size in SIZES:
        window.resize(*size)
        for form in (False, True) if size[0] >= WIDE_ENOUGH_FOR_FORM else (False,):
            if window.plan_page.form.isVisible() is not form:
                window.planning.toggle_details()
            for _turn in range(3):
                QApplication.processEvents()
            for fault in (*cut(window), *overlapping(window)):
                sys.stdout.write(f"{size}, {'form' if form else 'plan'}: {fault}\n")
    window.show_worklist()
    QApplication.processEvents()
    for fault in cut(window):
        sys.stdout.write(f"worklist: {fault}\n")
    program.end()


if __name__ == "__main__":
    main()
