"""The kinds of the formulary, the entries of one, and what can be done with them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from spineplanner.domain.formulary import Entry
from spineplanner.domain.formulary_edits import Kind, Standing
from spineplanner.wording.formulary import entry_name, entry_remark, kind_name, standing_words
from spineplanner.wording.translate import _

KINDS_WIDTH = 16
ENTRIES_WIDTH = 40
"""The widths of the two lists, in characters."""

_ID = Qt.ItemDataRole.UserRole


class EntryLists(QWidget):
    """Two lists side by side; `chosen` carries a kind and the id of an entry."""

    chosen = Signal(object, str)
    add_wanted = Signal()
    duplicate_wanted = Signal()
    remove_wanted = Signal()
    reset_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = _list(_("Kinds of entry"), KINDS_WIDTH, self)
        self.kinds.addItems([kind_name(kind) for kind in Kind])
        self.entries = _list(_("Entries"), ENTRIES_WIDTH, self)
        self.kinds.currentRowChanged.connect(self._choose_kind)
        self.entries.currentRowChanged.connect(self._choose_entry)
        self.add = _button(_("&Add…"), self.add_wanted, self)
        self.duplicate = _button(_("&Duplicate"), self.duplicate_wanted, self)
        self.remove = _button(_("&Remove"), self.remove_wanted, self)
        self.reset = _button(_("&Back to the shipped figures"), self.reset_wanted, self)
        buttons = QGridLayout()
        for column, button in enumerate((self.add, self.duplicate, self.remove)):
            buttons.addWidget(button, 0, column)
        buttons.addWidget(self.reset, 1, 0, 1, 3)
        right = QVBoxLayout()
        right.addWidget(self.entries, 1)
        right.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.kinds)
        row.addLayout(right)

    def show_entries(
        self, kind: Kind, standings: Sequence[tuple[Entry, Standing]], chosen: str
    ) -> None:
        """List the entries of a kind, and mark one of them."""
        for widget in (self.kinds, self.entries):
            widget.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.kinds.setCurrentRow(list(Kind).index(kind))
        self._fit(len(standings))
        for row, (entry, standing) in enumerate(standings):
            item = self.entries.item(row)
            item.setText(_item_words(entry, standing))
            item.setData(_ID, entry.id)
            if entry.id == chosen:
                self.entries.setCurrentRow(row)
        for widget in (self.kinds, self.entries):
            widget.blockSignals(False)  # noqa: FBT003 - Qt's own
        self._allow(kind, {entry.id: standing for entry, standing in standings}.get(chosen))

    def _fit(self, count: int) -> None:
        while self.entries.count() < count:
            self.entries.addItem(QListWidgetItem())
        while self.entries.count() > count:
            self.entries.takeItem(self.entries.count() - 1)

    def _allow(self, kind: Kind, standing: Standing | None) -> None:
        """Allow what can be done; say why not."""
        closed = _("The program asks for each of these: none can be added or taken away.")
        for button in (self.add, self.duplicate, self.remove):
            button.setEnabled(not kind.is_closed)
            button.setToolTip(closed if kind.is_closed else "")
        if standing is Standing.REMOVED:
            self.remove.setEnabled(False)
            self.duplicate.setEnabled(False)
        self.reset.setEnabled(standing in {Standing.MODIFIED, Standing.REMOVED})

    def _choose_kind(self, row: int) -> None:
        self.chosen.emit(list(Kind)[row], "")

    def _choose_entry(self, row: int) -> None:
        item = self.entries.item(row)
        if item is not None:
            self.chosen.emit(list(Kind)[self.kinds.currentRow()], item.data(_ID))


def _item_words(entry: Entry, standing: Standing) -> str:
    remarks = [entry_remark(entry), standing_words(standing)]
    below = " · ".join(words for words in remarks if words)
    return f"{entry_name(entry)}\n{below}" if below else entry_name(entry)


def _list(name: str, width: int, parent: QWidget) -> QListWidget:
    made = QListWidget(parent)
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.setFixedWidth(width * made.fontMetrics().averageCharWidth())
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setSpacing(2)
    return made


def _button(text: str, wanted: SignalInstance, parent: QWidget) -> QPushButton:
    button = QPushButton(text, parent)
    button.clicked.connect(wanted)
    return button
