"""A small table to read: the numbers behind a picture, by row and column for every reader."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from typing_extensions import override


class NumberRows(QTableWidget):
    """Rows of words and numbers under heads; arrows move in it, Tab leaves it, nothing edits.

    Words of many lines make their row higher.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widest, self._wraps = -1, False
        self.setProperty("look", "rows")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_rows(
        self,
        name: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        widest: int | None = None,
    ) -> None:
        """Show other rows; the last column takes the width that is left, or `widest`, wrapped."""
        self.setAccessibleName(name)
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for column, words in enumerate(row):
                self.setItem(place, column, QTableWidgetItem(words))
        self._wraps = widest is not None
        self._widest = len(heads) - 1 if widest is None else widest
        self._share_out()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if rows:
            self.setCurrentCell(0, 0)

    def _share_out(self) -> None:
        """Give one column the width that is left; where none is, each has what its words need."""
        head = self.horizontalHeader()
        needed = sum(
            max(self.sizeHintForColumn(column), head.sectionSizeHint(column))
            for column in range(self.columnCount())
        )
        mode = QHeaderView.ResizeMode
        roomy = needed <= self.viewport().width()
        for column in range(self.columnCount()):
            stretch = column == self._widest and (roomy or self._wraps)
            head.setSectionResizeMode(column, mode.Stretch if stretch else mode.ResizeToContents)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def row_words(self, row: int) -> tuple[str, ...]:
        """What a row says."""
        items = (self.item(row, column) for column in range(self.columnCount()))
        return tuple(item.text() if item else "" for item in items)
