"""Asks for the figures that a new entry of the formulary can't be without."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from spineplanner.domain.formulary import Entry, Formulary
from spineplanner.domain.formulary_edits import Kind
from spineplanner.ui.cards import plain_label, set_look
from spineplanner.ui.fields import Field, LineField
from spineplanner.ui.formulary_draft import NAME
from spineplanner.ui.formulary_figures import ENTRY_TYPES, figures_of_type
from spineplanner.wording.formulary import new_name
from spineplanner.wording.translate import _


class NewEntryDialog(QDialog):
    """A name and the needed figures; `made` carries them by name.

    Whoever hears it answers by `refuse`, or by accepting the dialog.
    """

    made = Signal(object)

    def __init__(
        self,
        kind: Kind,
        formulary: Formulary,
        *,
        like: Entry | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(new_name(kind))
        figures = figures_of_type(ENTRY_TYPES[kind], formulary)
        self.fields: dict[str, Field] = {NAME: LineField(_("Name"), needed=True, parent=self)}
        self.fields |= {item.name: item.make(self) for item in figures if item.needed}
        self._values: dict[str, object] = dict.fromkeys(self.fields)
        self._values[NAME] = new_name(kind)
        if like is not None:
            self._values = {name: getattr(like, name) for name in self.fields}
        column = QVBoxLayout(self)
        for name, field in self.fields.items():
            field.show_value(self._values[name])
            field.committed.connect(partial(self._take, name))
            column.addWidget(field)
        self.reason = plain_label(look="stop", points=9, parent=self)
        self.reason.setWordWrap(True)
        column.addWidget(self.reason)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.accept_button = buttons.addButton(_("Add"), QDialogButtonBox.ButtonRole.ApplyRole)
        set_look(self.accept_button, "primary")
        self.accept_button.clicked.connect(self._finish)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.setMinimumWidth(50 * self.fontMetrics().averageCharWidth())

    def refuse(self, why: str) -> None:
        """Say why the entry can't be added as it is."""
        self.reason.setText(why)

    def _take(self, name: str, value: object) -> None:
        self._values[name] = value
        self.fields[name].show_value(value)
        self.reason.clear()

    def _finish(self) -> None:
        for field in self.fields.values():
            field.commit()
        for name, field in self.fields.items():
            if self._values[name] is None and not field.is_refused:
                field.refuse(_("This is needed."))
        wrong = [field for field in self.fields.values() if field.is_refused]
        if wrong:
            wrong[0].take_focus()
        else:
            self.made.emit(dict(self._values))
