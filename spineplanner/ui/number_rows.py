"""A small table to read: the numbers behind a picture, by row and column for every reader."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)


class NumberRows(QTableWidget):
    """Rows of words and numbers under heads; arrows move in it, Tab leaves it, nothing edits.

    Words of many lines make their row higher.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        """Show other rows; `widest` is the column that takes the width that is left."""
        self.setAccessibleName(name)
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for column, words in enumerate(row):
                self.setItem(place, column, QTableWidgetItem(words))
        head = self.horizontalHeader()
        last = len(heads) - 1 if widest is None else widest
        for column in range(len(heads)):
            stretch = column == last
            mode = QHeaderView.ResizeMode
            head.setSectionResizeMode(column, mode.Stretch if stretch else mode.ResizeToContents)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if rows:
            self.setCurrentCell(0, 0)

    def row_words(self, row: int) -> tuple[str, ...]:
        """What a row says."""
        items = (self.item(row, column) for column in range(self.columnCount()))
        return tuple(item.text() if item else "" for item in items)
