"""The page of the day with a workbench behind it and a clock that is turned by hand."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from spineplanner.app.vials import read_vial
from spineplanner.domain import edits
from spineplanner.domain.day import StepKind
from spineplanner.domain.drafts import DraftStep
from spineplanner.domain.edits import Occasion, VialLabel
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Basis, Formulary
from spineplanner.domain.record import Record
from spineplanner.ui.prepare_view import PrepareView
from spineplanner.ui.workbench import Surroundings, Workbench

LONDON = ZoneInfo("Europe/London")
MORNING = datetime(2026, 11, 24, 8, 0, 30, tzinfo=LONDON)
PREPARER, CHECKER = "N. EXAMPLE", "C. EXAMPLE"
LOT = "2291-04"
LEFT_BUTTON = Qt.MouseButton.LeftButton


class Day:
    """A page of the day, worked by hand; `now` is what its clock shows."""

    def __init__(self, qtbot: QtBot, envelope: Envelope, formulary: Formulary) -> None:
        self.now = MORNING
        around = Surroundings(
            formulary=formulary,
            clock=lambda: self.now,
            save=lambda _envelope: None,
            printable=lambda _text: frozenset(),
            operator=PREPARER,
        )
        self.view = PrepareView(
            clock=lambda: self.now,
            read_vial=lambda text, plan: read_vial(text, plan, formulary, today=self.now.date()),
        )
        qtbot.addWidget(self.view)
        self.workbench = Workbench(envelope, around, parent=self.view)
        self.workbench.changed.connect(self.view.show_snapshot)
        self.workbench.refused.connect(self.view.show_refusal)
        self.view.note_wanted.connect(self._note)
        self.view.entry_wanted.connect(self._enter)
        self.view.resize(1366, 640)
        self.view.show_snapshot(self.workbench.snapshot)
        self.view.show()
        qtbot.waitExposed(self.view)
        self.view.activateWindow()
        qtbot.waitUntil(self.view.isActiveWindow)
        self.view.take_focus()

    def _note(self, edit: object, given: dict[str, object]) -> None:
        self.workbench.note(edit, **given)  # type: ignore[arg-type]  # signals carry objects

    def _enter(self, step: DraftStep, edit: object, given: dict[str, object]) -> None:
        self.workbench.enter(step, edit, **given)  # type: ignore[arg-type]  # signals carry objects

    @property
    def record(self) -> Record:
        """What is recorded."""
        return self.workbench.snapshot.envelope.record

    def turn(self, minutes: int) -> None:
        """Let so many minutes pass, or set the clock back, and let the timer go off."""
        self.now += timedelta(minutes=minutes)
        self.workbench.tick()

    def at_once(self) -> Occasion:
        """Somebody at another window enters what is done now."""
        return Occasion(self.workbench.snapshot.plan, PREPARER, self.now, self.now)

    def thaw(self, *, pooled: bool = True) -> None:
        """Take six vials, thaw and pool them."""
        for number in range(6):
            label = VialLabel(LOT, f"{number}")
            self.workbench.note(edits.take_vial, occasion=self.at_once(), label=label, good=True)
        for edit in (edits.start_thaw, edits.end_thaw):
            self.turn(5)
            self.workbench.note(edit, occasion=self.at_once())
        if pooled:
            self.workbench.note(
                edits.measure_pool, occasion=self.at_once(), volume_ul=22_600, lot=LOT
            )

    def count(self, cells_per_ml: int = 5_030_000) -> None:
        """Enter a count of all six vials."""
        self.workbench.note(
            edits.enter_count,
            occasion=self.at_once(),
            vials=6,
            cells_per_ml=cells_per_ml,
            basis=Basis.VIABLE,
            viability_bp=8500,
            pool_ul=22_400,
            lot=LOT,
        )

    # Hands and eyes

    def words(self, within: QWidget | None = None) -> str:
        """All that can be read."""
        shown = (within or self.view).findChildren(QWidget)
        read = [w for w in shown if isinstance(w, QLabel | QAbstractButton) and w.isVisible()]
        return " | ".join(each.text() for each in read if each.text())

    def named(self, name: str) -> QWidget:
        """The one widget in sight that is spoken of so and takes the keyboard."""
        found = [
            each
            for each in self.view.findChildren(QWidget)
            if each.accessibleName() == name
            and each.isVisible()
            and each.focusPolicy() is not Qt.FocusPolicy.NoFocus
        ]
        assert len(found) == 1, f"{len(found)} are called {name!r}"
        return found[0]

    def button(self, text: str) -> QAbstractButton:
        """The button with these words."""
        found = self.view.findChildren(QAbstractButton)
        [button] = [each for each in found if each.isVisible() and each.text() == text]
        return button

    def type_into(self, name: str, text: str) -> None:
        """Type over what stands in a field, and stay there."""
        field = self.named(name)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)

    def press(self, key: Qt.Key) -> None:
        """Press a key where the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)

    def click(self, text: str) -> None:
        """Click the button with these words."""
        QTest.mouseClick(self.button(text), LEFT_BUTTON)

    def open(self, kind: StepKind) -> None:
        """Open the first such step that is to be done."""
        self.view.steps.open(kind)

    def open_kind(self) -> StepKind | None:
        """What the open step is about."""
        key = self.view.steps.open_step
        return key.kind if key else None

    @property
    def focused(self) -> str:
        """What is spoken of the place where the keyboard is."""
        focus = QApplication.focusWidget()
        return focus.accessibleName() if focus else ""
