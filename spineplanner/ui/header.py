"""The head of the window: who the patient is, the plan's state, and where one is."""

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spineplanner.domain.plan import Patient
from spineplanner.ui.cards import plain_label
from spineplanner.ui.snapshot import Saving, Snapshot
from spineplanner.wording import numbers
from spineplanner.wording.translate import _


class Place(StrEnum):
    """What a window shows of its plan."""

    PLAN = "plan"
    PREPARE = "prepare"
    WORKSHEET = "worksheet"


def patient_lines(patient: Patient, *, age: str = "") -> tuple[str, str]:
    """Word the patient: the name, and everything else that tells patients apart."""
    name = patient.name or _("Patient not stated")
    parts = []
    if patient.record_number:
        parts.append(_("MRN {number}").format(number=patient.record_number))
    if patient.birth_date:
        born = _("born {day}").format(day=numbers.day(patient.birth_date))
        parts.append(f"{born} ({age})" if age else born)
    if patient.weight_g:
        parts.append(numbers.kilograms(patient.weight_g))
    if patient.allergies is None:
        parts.append(_("allergies: not stated"))
    elif patient.allergies:
        parts.append(_("allergies: {which}").format(which=", ".join(patient.allergies)))
    else:
        parts.append(_("allergies: none known"))
    return name, " · ".join(parts)


def age_words(snapshot: Snapshot) -> str:
    """The patient's age in years on the day of the procedure, or today."""
    born = snapshot.plan.patient.birth_date
    if born is None:
        return ""
    day = (snapshot.plan.procedure.local or snapshot.now).date()
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return _("{years} y").format(years=years) if years >= 0 else ""


_SAVING = {
    Saving.SAVED: "",
    Saving.PENDING: "",
    Saving.FAILED: " ■",
    Saving.CONFLICT: " ■",
}


class Header(QFrame):
    """Patient and state on the left, places in the middle, undo, redo and print on the right."""

    place_wanted = Signal(object)
    patient_wanted = Signal()
    worklist_wanted = Signal()

    def __init__(
        self, *, undo: QAction, redo: QAction, print_: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "header")
        self._worklist = QPushButton(_("← Plans"), self)
        self._worklist.setAccessibleName(_("Back to the list of plans"))
        self._worklist.clicked.connect(self.worklist_wanted)
        self._name = plain_label(points=12, weight=QFont.Weight.Bold, parent=self)
        self._rest = plain_label(look="quiet", points=9, parent=self)
        for label in (self._name, self._rest):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._edit = QPushButton(_("Details"), self)
        self._edit.setCheckable(True)
        self._edit.setProperty("look", "chip")
        self._edit.setAccessibleName(_("Patient, procedure, levels and product"))
        self._edit.clicked.connect(self.patient_wanted)
        self._state = plain_label(look="pill", points=9, parent=self)
        self._state.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._places = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 14, 0)
        row.setSpacing(12)
        row.addWidget(self._worklist)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.setContentsMargins(0, 4, 0, 6)
        words.addWidget(self._name)
        words.addWidget(self._rest)
        row.addLayout(words, 4)
        row.addWidget(self._edit)
        row.addWidget(self._state)
        row.addStretch(1)
        self._tabs = {
            Place.PLAN: self._tab(Place.PLAN, _("Plan")),
            Place.PREPARE: self._tab(Place.PREPARE, _("Prepare")),
            Place.WORKSHEET: self._tab(Place.WORKSHEET, _("Worksheet")),
        }
        for tab in self._tabs.values():
            row.addWidget(tab)
        row.addStretch(1)
        self._undo, self._redo = self._tool(undo), self._tool(redo)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        self._print = QPushButton(_("Print…"), self)
        self._print.setProperty("look", "primary")
        self._print.clicked.connect(print_.trigger)
        row.addWidget(self._print)

    def _tab(self, place: Place, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("look", "tab")
        button.setCheckable(True)
        self._places.addButton(button)
        button.clicked.connect(lambda _checked=False: self.place_wanted.emit(place))
        return button

    def _tool(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("look", "link")
        button.setDefaultAction(action)
        return button

    def show_place(self, place: Place, *, details: bool) -> None:
        """Mark where one is."""
        self._tabs[place].setChecked(True)
        self._edit.setChecked(details)
        self._edit.setEnabled(place is Place.PLAN)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show patient and state."""
        name, rest = patient_lines(snapshot.plan.patient, age=age_words(snapshot))
        self._name.setText(name)
        self._rest.setText(rest)
        self._rest.setToolTip("")
        envelope = snapshot.envelope
        state = _("{state} · revision {revision}").format(
            state=envelope.state.value, revision=envelope.revision
        )
        self._state.setText(state + _SAVING[snapshot.saving])
        self._state.setAccessibleName(f"{state}. {saving_words(snapshot)}")
        self._state.setToolTip(saving_words(snapshot))


def saving_words(snapshot: Snapshot) -> str:
    """Say where the newest state of the plan is."""
    match snapshot.saving:
        case Saving.SAVED:
            return _("Everything is saved.")
        case Saving.PENDING:
            return _("Being saved …")
        case Saving.FAILED:
            return snapshot.saving_problem
        case Saving.CONFLICT:
            return _("Somebody else has changed this plan.")
