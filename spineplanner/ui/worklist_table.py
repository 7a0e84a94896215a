"""The table of plans: keys and mouse say which one is meant."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget
from typing_extensions import override

from spineplanner.ui.worklist_model import Column, WorklistModel, heading
from spineplanner.wording.translate import _

if TYPE_CHECKING:
    from spineplanner.domain.worklist import Page

SAMPLES = {
    Column.DATE: "00 Mmm 0000, 00:00 · today",
    Column.RECORD: "MRN-00000000",
    Column.NUMBER: "SP-0000-A-00000",
    Column.PHYSICIAN: "Dr Forename Surname",
    Column.STATE: "SUPERSEDED",
}
"""Texts as wide as a column must be; the rest of the width goes to the patient."""


class WorklistTable(QTableView):
    """Plans in rows; it has at most one current row and never edits.

    `searched` is text typed here, which is meant for the search field; `left_above` is Up from
    the first row; `end_reached` says that the last row has come into view while others follow.
    """

    open_wanted = Signal(object)
    duplicate_wanted = Signal(object)
    searched = Signal(str)
    left_above = Signal()
    end_reached = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Plans"))
        self.setAccessibleDescription(_("Enter opens a plan, Ctrl+D duplicates it."))
        self._rows = WorklistModel(self)
        self._more = False
        self.setProperty("look", "rows")
        self.setModel(self._rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self._size_rows_and_columns()
        self.doubleClicked.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self._look_for_end)
        self._duplicate = QAction(_("&Duplicate without the patient"), self)
        self._duplicate.setShortcut(QKeySequence("Ctrl+D"))
        self._duplicate.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._duplicate.triggered.connect(self._duplicate_current)
        self._open_action = QAction(_("&Open"), self)
        self._open_action.triggered.connect(self._open_current)
        self.addAction(self._duplicate)

    def _size_rows_and_columns(self) -> None:
        metrics = self.fontMetrics()
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(metrics.height() * 2)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        for column in Column:
            if column is Column.PATIENT:
                columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
                continue
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            texts = (SAMPLES.get(column, ""), heading(column))
            widest = max(metrics.horizontalAdvance(text) for text in texts)
            self.setColumnWidth(column, widest * 11 // 10 + metrics.averageCharWidth() * 3)

    @property
    def current(self) -> UUID | None:
        """The plan that keys act on."""
        row = self.currentIndex().row()
        return self._rows.rows[row].id if 0 <= row < len(self._rows.rows) else None

    @property
    def only(self) -> UUID | None:
        """The one plan that is shown, where it is one."""
        rows = self._rows.rows
        return rows[0].id if len(rows) == 1 else None

    def show_page(self, page: "Page", today: date, *, anew: bool) -> None:
        """Show other rows, from the top where they are `anew`.

        Otherwise the plan that was current stays so, if it is still among them.
        """
        current, top = self.current, self.verticalScrollBar().value()
        self._more = page.more
        self._rows.show_rows(page.rows, today)
        if anew:
            self.scrollToTop()
        elif current is not None and self.current != current:
            self._find_again(current)
            self.verticalScrollBar().setValue(top)

    def _find_again(self, plan: UUID) -> None:
        for number, row in enumerate(self._rows.rows):
            if row.id == plan:
                self.setCurrentIndex(self._rows.index(number, Column.DATE))
                return

    def go_to_row(self, row: int) -> None:
        """Make a row the current one, and take the keyboard; -1 is the last."""
        count = len(self._rows.rows)
        if count:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.setCurrentIndex(self._rows.index(row % count, Column.DATE))

    def _look_for_end(self) -> None:
        bar = self.verticalScrollBar()
        if self._more and bar.maximum() > 0 and bar.value() >= bar.maximum() - bar.pageStep():
            self._more = False
            self.end_reached.emit()

    def _open(self, index: QModelIndex) -> None:
        self.open_wanted.emit(self._rows.rows[index.row()].id)

    def _open_current(self) -> None:
        if self.current is not None:
            self.open_wanted.emit(self.current)

    def _duplicate_current(self) -> None:
        if self.current is not None:
            self.duplicate_wanted.emit(self.current)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open_current()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_above.emit()
        elif text.isprintable() and text and not held:
            self.searched.emit(text)
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            place = self.viewport().mapToGlobal(self.visualRect(index).center())
        else:
            index = self.indexAt(event.pos())
            place = event.globalPos()
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self._open_action, self._duplicate])
        menu.popup(place)
