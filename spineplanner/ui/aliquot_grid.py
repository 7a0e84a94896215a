"""The table of aliquots under pointer and keys: what they select, open, remove and add."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from spineplanner.ui.aliquot_cells import Column
from spineplanner.ui.aliquot_editing import CellEditing
from spineplanner.ui.aliquot_model import is_input
from spineplanner.ui.aliquot_selection import RowSelection
from spineplanner.ui.aliquot_view import AliquotView
from spineplanner.ui.field_keys import is_enter
from spineplanner.ui.snapshot import Snapshot


class AliquotGrid(AliquotView):
    """A table of aliquots; `add_wanted` carries the site of the last row's search."""

    edit_wanted = Signal(object, object)
    selection_wanted = Signal(object, object)
    delete_wanted = Signal()
    context_wanted = Signal(object, object)
    add_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = RowSelection(self)
        self._editing = CellEditing(self, self._rows)
        self.aside = self._editing.aside
        self._rows.selection_wanted.connect(self.selection_wanted)
        self._editing.edit_wanted.connect(self.edit_wanted)
        self._editing.add_wanted.connect(self.add_wanted)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the aliquots and the selection of a plan, without telling of it."""
        self._editing.follow(snapshot)
        with self._rows.quiet():
            self.show_lines(snapshot)
            self._rows.apply(snapshot, editing=self._editing.is_open)
        if not snapshot.editable:
            self._editing.close()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the keyboard in; the row that Qt makes current then is nobody's choice."""
        with self._rows.quiet():
            super().focusInEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._editing.keeps_focus():
            return
        super().mousePressEvent(event)
        self._rows.tell_if_due()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._rows.tell_if_due()
        index = self.indexAt(event.position().toPoint())
        left = event.button() is Qt.MouseButton.LeftButton
        if left and index.isValid() and self.lines_model.is_adding(index.row()):
            self._editing.open(index.row(), Column.NUMBER)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        line = self.lines_model.line_at(index.row()) if index.isValid() else None
        if event.button() is not Qt.MouseButton.LeftButton or line is None:
            super().mouseDoubleClickEvent(event)
        elif is_input(line, index.column()):
            self._editing.open(index.row(), Column(index.column()))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        line = self.lines_model.line_at(index.row()) if index.isValid() else None
        if line is not None and index.row() not in self.selected_rows():
            self.selectRow(index.row())
            self._rows.tell()
        at = event.globalPos()
        if by_key and index.isValid():
            at = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        self.context_wanted.emit(line.site if line else None, at)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._act_on(event):
            super().keyPressEvent(event)
        self._rows.tell_if_due()

    def _act_on(self, event: QKeyEvent) -> bool:
        """Do what a key means here; tell whether it meant something."""
        index = self.currentIndex()
        plain = event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if plain:
            return False
        adding = self.lines_model.is_adding(index.row())
        if is_enter(event) or (
            event.key() in {Qt.Key.Key_F2, Qt.Key.Key_Space}
            and (adding or event.key() == Qt.Key.Key_F2)
        ):
            self._editing.open(index.row(), Column(max(index.column(), 0)))
        elif event.key() == Qt.Key.Key_Insert:
            self._editing.open(len(self.lines_model.lines), Column.NUMBER)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.delete_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            return self._let_go()
        elif _begins(event.text(), adding=adding):
            self._editing.open(index.row(), Column(max(index.column(), 0)), event.text())
        else:
            return False
        return True

    def _let_go(self) -> bool:
        if not self.selected_rows():
            return False
        self.clearSelection()
        return True


def _begins(text: str, *, adding: bool) -> bool:
    """Whether a typed character begins an edit: a number, or a name in the row that adds."""
    if adding:
        return bool(text) and text.isprintable() and not text.isspace()
    return bool(text) and text in "0123456789.,"
