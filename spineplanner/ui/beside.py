"""The windows that stand beside a plan and follow it: charts, and vials kept apart."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from spineplanner.domain import edits
from spineplanner.domain.edits import Occasion
from spineplanner.domain.record import Record
from spineplanner.ui.apart_window import ApartWindow
from spineplanner.ui.chart import Chart, KeptApart, Question
from spineplanner.ui.services import Problem, Services
from spineplanner.ui.snapshot import Snapshot
from spineplanner.ui.what_if_window import WhatIfWindow
from spineplanner.wording.translate import _


class Beside(QObject):
    """Opens each of them once, and brings their questions out and the answers back.

    An answer may come when its window is closed already: it is heard here, and goes nowhere.
    `said` tells why nothing is opened, `note_wanted` which vials are used.
    """

    said = Signal(str)
    note_wanted = Signal(object, object)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._around = parent
        self._snapshot: Snapshot | None = None
        self._stop: Callable[[], None] | None = None
        self._covered = False
        self.what_if: WhatIfWindow | None = None
        self.apart: ApartWindow | None = None

    def cover(self, *, covered: bool) -> None:
        """Show no number of the plan while a second person computes them."""
        self._covered = covered
        for window in (self.what_if, self.apart):
            if covered and window is not None:
                window.close()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Let the windows that are open follow the plan."""
        self._snapshot = snapshot
        for window in (self.what_if, self.apart):
            if window is not None:
                window.show_snapshot(snapshot)

    def _is_covered(self) -> bool:
        if self._covered:
            self.said.emit(_("A second check is under way. The charts are covered until it ends."))
        return self._covered

    def show_what_if(self) -> None:
        """Open the charts, or bring them to the front."""
        if self._snapshot is None or self._is_covered():
            return
        if self.what_if is None:
            services = self._services
            made = self.what_if = WhatIfWindow(
                services.usual_spread(), paper=services.preferences().paper, parent=self._around
            )
            made.chart_wanted.connect(self._ask_chart)
            made.file_wanted.connect(self._write)
            made.finished.connect(partial(self._let_go, "what_if"))
            made.show_snapshot(self._snapshot)
        _raise(self.what_if)

    def show_apart(self) -> None:
        """Open the map of vials kept apart, or bring it to the front."""
        if self._snapshot is None or self._is_covered():
            return
        if self.apart is None:
            made = self.apart = ApartWindow(self._around)
            made.search_wanted.connect(self._search)
            made.stop_wanted.connect(self._stop_searching)
            made.note_wanted.connect(self._note)
            made.finished.connect(partial(self._let_go, "apart"))
            made.show_snapshot(self._snapshot)
        _raise(self.apart)

    def _let_go(self, name: str, _result: int) -> None:
        if name == "apart":
            self._stop_searching()
        window: QWidget = getattr(self, name)
        setattr(self, name, None)
        window.deleteLater()

    def _ask_chart(self, question: Question) -> None:
        if self._snapshot is not None:
            self._services.what_if(self._snapshot, question, self._chart_heard)

    def _chart_heard(self, answer: Chart | Problem) -> None:
        if self.what_if is not None:
            self.what_if.show_answer(answer)

    def _write(self, path: Path, data: bytes) -> None:
        problem = self._services.write_file(path, data)
        if self.what_if is not None:
            written = _("Written: {path}").format(path=path)
            self.what_if.say(problem.sentence if problem else written)

    def _note(self, edit: Callable[..., Record], given: dict[str, object]) -> None:
        """Enter the vials chosen, by whoever uses the program now."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        if edit is edits.choose_vials:
            if not snapshot.operator:
                self.said.emit(_("Say first who is using the program: Clinic, Operator."))
                return
            now = self._services.clock()
            given = given | {"occasion": Occasion(snapshot.plan, snapshot.operator, now, now)}
        self.note_wanted.emit(edit, given)

    def _search(self) -> None:
        if self._snapshot is not None:
            self._stop = self._services.keep_apart(self._snapshot, self._map_heard)

    def _stop_searching(self) -> None:
        if self._stop is not None:
            self._stop()

    def _map_heard(self, answer: KeptApart | Problem) -> None:
        if self.apart is not None:
            self.apart.show_answer(answer)


def _raise(window: QWidget) -> None:
    window.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
    window.show()
    window.raise_()
    window.activateWindow()
