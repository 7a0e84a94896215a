"""The form where patient, procedure and product are entered: one column of sections to scroll."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from spineplanner.ui.fields import Field
from spineplanner.ui.form_giving import DiluentsSection, InfusionSection, RemarksSection
from spineplanner.ui.form_levels import LevelsSection
from spineplanner.ui.form_people import PatientSection, ProcedureSection
from spineplanner.ui.form_protocol import ProtocolSection
from spineplanner.ui.form_reasons import ReasonsSection
from spineplanner.ui.form_section import Section
from spineplanner.ui.form_supply import SupplySection
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.translate import _

WIDE_ENOUGH = 520
"""The width in pixels from which sections have two columns."""


class PlanForm(QWidget):
    """Everything that is stated of a plan besides its sites.

    A field wants one edit when it is left. `show_snapshot` never touches what is being typed,
    unless that very value has changed, as undo does. The style sheet colours it: a change of
    light and dark needs nothing here.
    """

    edit_wanted = Signal(object, object)
    brush_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Patient, procedure and product"))
        self._shown: Snapshot | None = None
        self._asked: Section | None = None
        self._led: Field | None = None
        body = QWidget(self)
        body.setProperty("look", "plain")
        self.sections: tuple[Section, ...] = _sections(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        for section in self.sections:
            column.addWidget(section)
        column.addStretch(1)
        self._body = body
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        self._connect()
        self._set_columns()
        self._chain()

    def _connect(self) -> None:
        for section in self.sections:
            section.edit_wanted.connect(self._ask)
            section.brush_wanted.connect(self.brush_wanted)
            for field in section.fields.values():
                field.entries_changed.connect(self._chain)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by the path of what they hold, in tab order."""
        return {path: field for part in self.sections for path, field in part.fields.items()}

    def entries(self) -> list[QWidget]:
        """Everything that takes the focus, in tab order."""
        return [entry for section in self.sections for entry in section.entries()]

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what the plan holds."""
        before, self._shown = self._shown, snapshot
        if before is not None and before.envelope.id != snapshot.envelope.id:
            # Nothing that was typed for one patient may stand in another patient's plan.
            self.revert()
        elif before is not None and _same(before, snapshot):
            return
        self._body.setEnabled(snapshot.editable)
        for section in self.sections:
            section.show_snapshot(snapshot)

    def commit(self) -> None:
        """Commit what is being typed, as leaving the field would."""
        for field in self.fields.values():
            field.commit()

    def revert(self) -> None:
        """Show again what the plan holds, in every field."""
        for field in self.fields.values():
            field.revert()

    def show_refusal(self, sentence: str) -> bool:
        """Say beside the field that wanted the last edit why it was refused; tell if there is one.

        What was typed stays until it is mended, or reverted with Escape.
        """
        if self._asked is None or self._asked.asked_last is None:
            return False
        self._asked.asked_last.refuse(sentence)
        return True

    def go_to(self, field: str) -> bool:
        """Lead to the field that a finding is about; tell whether there is one.

        Args:
            field: a path such as "supply.lots"; a section's alone leads to its first open field.
        """
        found = self._find(field)
        if found is None:
            return False
        self._lead(None)
        found.take_focus()
        self.area.ensureWidgetVisible(found)
        self._lead(found)
        return True

    def _find(self, path: str) -> Field | None:
        fields = self.fields
        while path:
            if path in fields:
                return fields[path]
            for section in self.sections:
                if section.key == path:
                    return section.leading_field()
            path = path.rpartition(".")[0]
        return None

    def _lead(self, field: Field | None) -> None:
        if self._led is not None:
            self._led.highlight(shown=False)
        self._led = field
        if field is not None:
            field.highlight(shown=True)

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Stop pointing at a field once the keyboard has gone elsewhere in the window."""
        if new is not None and self._led is not None and not self._led.isAncestorOf(new):
            self._lead(None)

    def _ask(self, edit: object, given: object) -> None:
        sender = self.sender()
        self._asked = sender if isinstance(sender, Section) else None
        self.edit_wanted.emit(edit, given)
        self._asked = None

    def _chain(self) -> None:
        for one, next_one in pairwise(self.entries()):
            QWidget.setTabOrder(one, next_one)

    def _set_columns(self) -> None:
        columns = 2 if self.width() >= WIDE_ENOUGH else 1
        for section in self.sections:
            section.set_columns(columns)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_columns()


def _sections(parent: QWidget) -> tuple[Section, ...]:
    return (
        PatientSection(parent),
        ProcedureSection(parent),
        LevelsSection(parent),
        ProtocolSection(parent),
        SupplySection(parent),
        DiluentsSection(parent),
        InfusionSection(parent),
        RemarksSection(parent),
        ReasonsSection(parent),
    )


def _same(before: Snapshot, after: Snapshot) -> bool:
    """Whether two snapshots show alike here."""
    return (
        before.plan == after.plan
        and before.formulary is after.formulary
        and before.brush == after.brush
        and before.editable == after.editable
        and before.findings == after.findings
        and before.now.date() == after.now.date()
    )
