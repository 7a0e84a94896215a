"""A field for several lines, such as allergies, where having none is a statement of its own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from spineplanner.ui.cards import plain_label
from spineplanner.ui.field_asking import AskingField
from spineplanner.ui.field_entries import LineEntry
from spineplanner.ui.field_paint import Tick
from spineplanner.wording.reading import Misread
from spineplanner.wording.reading_text import read_line
from spineplanner.wording.translate import _


class ListField(AskingField):
    """Lines that are added one by one, and taken away one by one.

    Absent (None) is "nobody asked"; with `none_label` the empty list is stated by a tick. Taking
    the last line away states nothing: it leaves the list absent.
    """

    def __init__(
        self, label: str, *, none_label: str, add_words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, parent=parent)
        self._value: tuple[str, ...] | None = None
        self._removers: list[QPushButton] = []
        self._lines: list[QWidget] = []
        self.entry = LineEntry(self)
        self.entry.setPlaceholderText(add_words)
        self.none_known = Tick(none_label, self)
        self.none_known.setAccessibleName(f"{self.name}: {none_label.replace('&', '')}")
        self.label.setBuddy(self.entry)
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        below = QHBoxLayout()
        below.addWidget(self.entry, 1)
        below.addWidget(self.none_known)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(self._column)
        column.addLayout(below)
        self.row.addLayout(column, 1)
        self.listen_to(self.entry)
        self.entry.typed_in.connect(self.clear_reason)
        self.none_known.clicked.connect(self._state_none)
        self.describe()

    @override
    def entries(self) -> list[QWidget]:
        return [*self._removers, self.entry, self.none_known]

    @override
    def take_focus(self) -> None:
        self.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    @override
    def is_stated(self) -> bool:
        return self._value is not None

    @override
    def show_value(self, value: object) -> None:
        if value == self._value:
            return
        self._value = value if isinstance(value, tuple) else None
        self._fill()
        self.revert()

    @override
    def revert(self) -> None:
        self._asked = None
        self.entry.show_text("")
        self.none_known.setChecked(self._value == ())
        self.none_known.setEnabled(not self._value)
        self.clear_reason()

    def _fill(self) -> None:
        focused = QApplication.focusWidget()
        for line in self._lines:
            if focused is not None and line.isAncestorOf(focused):
                self.take_focus()
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines, self._removers = [], []
        for text in self._value or ():
            self._add_line(text)
        self.entries_changed.emit()

    def _add_line(self, text: str) -> None:
        line = QWidget(self)
        inside = QHBoxLayout(line)
        inside.setContentsMargins(0, 0, 0, 0)
        words = plain_label(text, parent=line)
        words.setWordWrap(True)
        remove = QPushButton(_("Remove"), line)
        remove.setProperty("look", "link")
        remove.setAccessibleName(_("Remove {what}").format(what=text))
        remove.clicked.connect(self._remove)
        inside.addWidget(words, 1)
        inside.addWidget(remove)
        self._column.addWidget(line)
        line.show()
        self._lines.append(line)
        self._removers.append(remove)

    def _remove(self) -> None:
        gone = next(place for place, button in enumerate(self._removers) if button is self.sender())
        lines = self._value or ()
        self.committed.emit((*lines[:gone], *lines[gone + 1 :]) or None)

    def _state_none(self) -> None:
        self.committed.emit(() if self.none_known.isChecked() else None)

    @override
    def commit(self) -> None:
        text = self.entry.typed()
        if not text.strip() or text == self._asked:
            return
        line = read_line(text)
        lines = self._value or ()
        if isinstance(line, Misread):
            self.refuse(line.why)
        elif line.casefold() in {known.casefold() for known in lines}:
            self.refuse(_("It is listed already."))
        else:
            self.clear_reason()
            self._asked = text
            self.committed.emit((*lines, line))
