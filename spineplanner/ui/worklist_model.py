"""The rows of the worklist as Qt asks for them: worded cell by cell, only where they are seen."""

from __future__ import annotations

from datetime import date, datetime
from enum import IntEnum
from html import escape
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from typing_extensions import override

from spineplanner.ui import theme
from spineplanner.wording.translate import _

if TYPE_CHECKING:
    from spineplanner.domain.worklist import Listed

Index = QModelIndex | QPersistentModelIndex

NOT_COMPUTABLE = "–"


class Column(IntEnum):
    """What a column shows, from left to right."""

    DATE = 0
    PATIENT = 1
    RECORD = 2
    NUMBER = 3
    PHYSICIAN = 4
    STATE = 5
    CELLS = 6
    VIALS = 7


RIGHT = frozenset({Column.CELLS, Column.VIALS})
"""Columns of numbers, which stand under one another."""


def heading(column: Column) -> str:
    """What stands above a column."""
    match column:
        case Column.DATE:
            return _("Procedure")
        case Column.PATIENT:
            return _("Patient")
        case Column.RECORD:
            return _("Record number")
        case Column.NUMBER:
            return _("Plan")
        case Column.PHYSICIAN:
            return _("Physician")
        case Column.STATE:
            return _("State")
        case Column.CELLS:
            return _("Million cells")
        case Column.VIALS:
            return _("Vials")
        case _:
            assert_never(column)


def date_words(row: Listed, today: date) -> str:
    """Word when the procedure is; one of today says so."""
    from spineplanner.wording import numbers

    summary = row.summary
    if summary.day is None:
        return _("date not stated")
    if summary.clock is None:
        words = numbers.day(summary.day)
    else:
        words = numbers.moment(datetime.combine(summary.day, summary.clock))
    return _("{date} · today").format(date=words) if summary.day == today else words


def patient_words(row: Listed) -> str:
    """Word whose plan it is; a copy that has no patient yet says what it was copied from."""
    if row.summary.name:
        return row.summary.name
    if row.copied_from:
        return _("not stated, copied from {number}").format(number=row.copied_from)
    return _("not stated")


def cell_words(row: Listed, column: Column, today: date) -> str:
    """Word one cell of the list."""
    # With no row there are no words: the first painted window does without them.
    from spineplanner.wording import numbers
    from spineplanner.wording.sheet.head import state_word

    summary = row.summary
    match column:
        case Column.DATE:
            return date_words(row, today)
        case Column.PATIENT:
            return patient_words(row)
        case Column.RECORD:
            return summary.record_number or _("not stated")
        case Column.NUMBER:
            return summary.number
        case Column.PHYSICIAN:
            return summary.physician or _("not stated")
        case Column.STATE:
            return state_word(summary.state)
        case Column.CELLS:
            return numbers.millions(summary.total_cells)
        case Column.VIALS:
            return NOT_COMPUTABLE if summary.vials is None else str(summary.vials)
        case _:
            assert_never(column)


def spoken_row(row: Listed, today: date) -> str:
    """Say a whole row, for who cannot see it."""
    from spineplanner.wording import numbers
    from spineplanner.wording.sheet.head import state_word

    vials = row.summary.vials
    return _(
        "{date}. Patient {patient}, record number {record}. Plan {number}, {state}. "
        "Physician {physician}. {cells}, vials: {vials}."
    ).format(
        date=date_words(row, today),
        patient=patient_words(row),
        record=row.summary.record_number or _("not stated"),
        number=row.summary.number,
        state=state_word(row.summary.state),
        physician=row.summary.physician or _("not stated"),
        cells=numbers.cells(row.summary.total_cells),
        vials=_("not computable") if vials is None else vials,
    )


class WorklistModel(QAbstractTableModel):
    """Plans in the order they were found in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Listed, ...] = ()
        self._today = date.min

    @property
    def rows(self) -> tuple[Listed, ...]:
        """All rows that are shown."""
        return self._rows

    def show_rows(self, rows: tuple[Listed, ...], today: date) -> None:
        """Show other rows; where they only go on after those shown, nothing shown is touched."""
        known = len(self._rows)
        if today == self._today and 0 < known <= len(rows) and rows[:known] == self._rows:
            if len(rows) > known:
                self.beginInsertRows(QModelIndex(), known, len(rows) - 1)
                self._rows = rows
                self.endInsertRows()
            return
        self.beginResetModel()
        self._rows, self._today = rows, today
        self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return heading(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self._rows[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell_words(row, column, self._today)
            case Qt.ItemDataRole.ToolTipRole:
                # A tool tip takes its text for markup wherever it looks like it.
                return f"<p>{escape(cell_words(row, column, self._today))}</p>"
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.FontRole:
                return self._font(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row, column)
            case _:
                return None

    def _font(self, row: Listed, column: Column) -> QFont | None:
        if column is Column.PATIENT and row.summary.name:
            return theme.font(weight=QFont.Weight.DemiBold)
        if column is Column.DATE and row.summary.day == self._today:
            return theme.font(weight=QFont.Weight.DemiBold)
        return None

    def _spoken(self, row: Listed, column: Column) -> str:
        """The first cell of a row says all of it; each other says what it is besides its text."""
        if column is Column.DATE:
            return spoken_row(row, self._today)
        return f"{heading(column)}: {cell_words(row, column, self._today)}"


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
