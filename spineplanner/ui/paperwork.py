"""Opens what accompanies a plan: labels, checks of sheets, the second check, the written order."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from spineplanner.domain import edits
from spineplanner.domain.edits import EditError
from spineplanner.domain.edits.occasion import Occasion
from spineplanner.domain.record import Record
from spineplanner.ui.paper_window import PaperWindow
from spineplanner.ui.services import Services
from spineplanner.ui.snapshot import Snapshot
from spineplanner.ui.workbench import Workbench
from spineplanner.wording.edits import refusal_words
from spineplanner.wording.translate import _

Edit = Callable[..., Record]


class Paperwork(QObject):
    """The windows of one plan, each made when it is first wanted; another plan has its own.

    `covered` tells whether the plan's numbers must not be seen now. A window's module is loaded
    with it: most of the time nobody opens one.
    """

    covered = Signal(bool)

    def __init__(
        self, services: Services, workbench: Callable[[], Workbench | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._workbench = workbench
        self._over = parent
        self._plan: UUID | None = None
        self._windows: dict[str, PaperWindow] = {}

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each command does, by its name."""
        ways: dict[str, Callable[[], PaperWindow]] = {
            "labels": self._labels,
            "check-sheet": self._sheet_check,
            "second-check": self._second_check,
            "written-order": self._order,
        }
        return {name: partial(self._open, name, make) for name, make in ways.items()}

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Let open windows show a plan as it is now; those of another plan are closed."""
        if snapshot.envelope.id != self._plan:
            self._close_all()
            self._plan = snapshot.envelope.id
        for window in self._windows.values():
            if window.isVisible():
                window.show_snapshot(snapshot)

    def _close_all(self) -> None:
        for window in self._windows.values():
            window.close()
            window.deleteLater()
        self._windows = {}

    def _open(self, name: str, make: Callable[[], PaperWindow]) -> None:
        workbench = self._workbench()
        if workbench is None:
            return
        window = self._windows.get(name)
        if window is None:
            window = self._windows[name] = make()
            window.note_wanted.connect(partial(self._note_in, name))
        window.show_snapshot(workbench.snapshot)
        window.begin()
        window.show()
        window.raise_()
        window.activateWindow()

    def _labels(self) -> PaperWindow:
        from spineplanner.ui.labels_window import LabelsWindow

        return LabelsWindow(self._services, self, self._over)

    def _sheet_check(self) -> PaperWindow:
        from spineplanner.ui.sheet_check_window import SheetCheckWindow

        return SheetCheckWindow(self._services.fixed_revisions, self._over)

    def _second_check(self) -> PaperWindow:
        from spineplanner.ui.second_check_window import SecondCheckWindow

        window = SecondCheckWindow(self._over)
        window.opened.connect(self._cover)
        window.finished.connect(self._uncover)
        return window

    def _cover(self) -> None:
        self.covered.emit(True)  # noqa: FBT003 - signals take no keywords

    def _uncover(self) -> None:
        self.covered.emit(False)  # noqa: FBT003 - signals take no keywords

    def put_away(self) -> None:
        """Close all but the second check: labels say what is drawn and given."""
        for name, window in self._windows.items():
            if name != "second-check":
                window.close()

    def _order(self) -> PaperWindow:
        from spineplanner.ui.order_window import OrderWindow

        window = OrderWindow(self._over)
        window.withdraw_wanted.connect(self._withdraw)
        return window

    def _withdraw(self) -> None:
        workbench = self._workbench()
        if workbench is not None:
            workbench.note(edits.withdraw_order)

    # What is entered in the record

    def _note_in(self, name: str, edit: Edit, by: str, given: dict[str, object]) -> None:
        refused = self._note(edit, by, given)
        if refused:
            self._windows[name].show_refusal(refused)

    def _note(self, edit: Edit, by: str, given: dict[str, object]) -> str:
        """Enter something now; where it is refused, say why."""
        workbench = self._workbench()
        if workbench is None:
            return _("No plan is open.")
        whole = given | {"occasion": self._occasion(workbench.snapshot, by)}
        refused = _refusal(workbench.snapshot, edit, whole)
        if not refused:
            workbench.note(edit, **whole)
        return refused

    def _occasion(self, snapshot: Snapshot, by: str) -> Occasion:
        now = self._services.clock()
        return Occasion(plan=snapshot.plan, by=by, at=now, now=now)

    # Labels that go out

    def labels_refusal(self, snapshot: Snapshot, given: dict[str, object]) -> str:
        """Why such labels may not go out; nothing where they may."""
        occasion = self._occasion(snapshot, _printer_of(snapshot))
        return _refusal(snapshot, edits.note_labels, given | {"occasion": occasion})

    def fix_revision(self) -> str:
        """Keep the order as it stands on labels that go out now; say why where it can't be."""
        workbench = self._workbench()
        if workbench is None:
            return _("No plan is open.")
        problem = self._services.fix_revision(workbench.snapshot.envelope)
        # Another window may have printed this revision: the next edit begins another here too.
        workbench.fix_revision()
        return problem.sentence if problem is not None else ""

    def keep_labels(self, given: dict[str, object]) -> str:
        """Enter in the record which labels went out; say why where it is refused."""
        workbench = self._workbench()
        if workbench is None:
            return _("No plan is open.")
        return self._note(edits.note_labels, _printer_of(workbench.snapshot), given)


def _printer_of(snapshot: Snapshot) -> str:
    """Who prints, as labels and sheets say it."""
    return snapshot.operator or _("(name not stated)")


def _refusal(snapshot: Snapshot, edit: Edit, given: dict[str, object]) -> str:
    """Why an entry is refused, without entering it."""
    if not snapshot.editable:
        return _("Somebody else has changed this plan. Close this window and choose.")
    try:
        edit(snapshot.envelope.record, **given)
    except EditError as error:
        return refusal_words(error.reason)
    return ""
