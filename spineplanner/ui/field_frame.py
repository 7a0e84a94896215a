"""What every field has around what is typed: its label, a unit, the reason and a remark."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from spineplanner.ui.cards import plain_label, set_look


class Field(QFrame):
    """A labelled place for one value; subclasses say what is typed or chosen in it.

    `committed` carries the new value; None is "not stated". A field never changes the plan: it
    shows a new value when it is given one by `show_value`. `entries_changed` tells that the tab
    order has to be made anew.
    """

    committed = Signal(object)
    entries_changed = Signal()

    def __init__(self, label: str, *, bare: bool = False, parent: QWidget | None = None) -> None:
        """Make the frame.

        Args:
            label: with an ampersand before the letter that leads here.
            bare: whether the label is only spoken, because a heading above shows it.
            parent: the widget it belongs to.
        """
        super().__init__(parent)
        self.name = label.replace("&", "")
        self._unit = ""
        self.label = plain_label(label, look="quiet", points=9, parent=self)
        self.label.setVisible(not bare)
        self.row = QHBoxLayout()
        self.row.setSpacing(6)
        self.reason = _remark("stop", self)
        self.remark = _remark("quiet", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 2, 3, 2)
        column.setSpacing(2)
        column.addWidget(self.label)
        column.addLayout(self.row)
        column.addWidget(self.reason)
        column.addWidget(self.remark)

    def entries(self) -> list[QWidget]:
        """The widgets that take the focus, in tab order."""
        raise NotImplementedError

    def show_value(self, value: object) -> None:
        """Show what the plan holds; text that is being typed stays unless the value changed."""
        raise NotImplementedError

    def commit(self) -> None:
        """Commit what is typed, as leaving the field does."""

    def revert(self) -> None:
        """Show again what the plan holds."""

    @property
    def is_stated(self) -> bool:
        """Whether the plan holds a value here."""
        raise NotImplementedError

    def refuse(self, why: str) -> None:
        """Keep what is typed, and say beside it why it is wrong."""
        self._say(self.reason, why)
        self._mark(wrong=True)

    def clear_reason(self) -> None:
        """Take the reason away."""
        if self.reason.text():
            self._say(self.reason, "")
            self._mark(wrong=False)

    @property
    def is_refused(self) -> bool:
        """Whether something wrong stands in it."""
        return bool(self.reason.text())

    def show_remark(self, words: str) -> None:
        """Say something quietly beneath."""
        if words != self.remark.text():
            self._say(self.remark, words)

    def show_unit(self, unit: str) -> None:
        """Show a unit beside what is typed."""
        self._unit = unit
        self.row.addWidget(plain_label(unit, look="quiet", parent=self))
        self.describe()

    def highlight(self, *, shown: bool) -> None:
        """Point at the field, until it is left."""
        set_look(self, "led" if shown else "")

    def take_focus(self) -> None:
        """Let the keyboard type here."""
        self.entries()[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def describe(self) -> None:
        """Tell assistive technology the name, the unit, the reason and the remark."""
        said = [self.reason.text(), self._unit, self.remark.text()]
        for entry in self.entries():
            if not entry.accessibleName():
                entry.setAccessibleName(self.name)
            entry.setAccessibleDescription(" ".join(words for words in said if words))

    def _say(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))
        self.describe()

    def _mark(self, *, wrong: bool) -> None:
        for entry in self.entries():
            entry.setProperty("wrong", "true" if wrong else "false")
            entry.style().unpolish(entry)
            entry.style().polish(entry)


def _remark(look: str, parent: QWidget) -> QLabel:
    label = plain_label(look=look, points=9, parent=parent)
    label.setWordWrap(True)
    label.setVisible(False)
    return label
