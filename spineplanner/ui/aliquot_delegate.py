"""Lets the table open the editors of its own, which say themselves when they are done."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from spineplanner.ui.aliquot_cells import Column

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Asks `make` for the editor of a cell, and `place` to put it over its cell."""

    def __init__(
        self,
        make: Callable[[QWidget, int, Column], QWidget],
        place: Callable[[QWidget], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._make, self._place = make, place

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        return self._make(parent, index.row(), Column(index.column()))

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Leave what is typed alone."""

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Change nothing: only an edit changes the plan."""

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        self._place(editor)

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keep Qt from committing or dropping what is typed by rules of its own."""
        return False
