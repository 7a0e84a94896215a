"""The aliquots as a Qt model: what did not change is not touched, so selection and scroll stay."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from typing_extensions import override

from spineplanner.domain.anatomy import Site, sites
from spineplanner.domain.formulary import Basis
from spineplanner.ui import theme
from spineplanner.ui.aliquot_cells import Column, Line, heading, lines_of, spoken_heading
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.translate import _

Index = QModelIndex | QPersistentModelIndex
Roles = dict[int, object]

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
ALIGNMENT = {
    Column.CELLS: _RIGHT,
    Column.GIVE: _RIGHT,
    Column.MARK: _RIGHT,
    Column.EXTENSION: _RIGHT,
    Column.SUSPENSION: _CENTRE,
}
_ROOT = QModelIndex()
_ENABLED = Qt.ItemFlag.ItemIsEnabled
_CHOSEN = _ENABLED | Qt.ItemFlag.ItemIsSelectable


def is_input(line: Line, column: int) -> bool:
    """Whether a cell is part of the order, and so can be edited."""
    match column:
        case Column.CELLS | Column.GIVE:
            return True
        case Column.CONTAINER:
            return line.site.level is None and line.site.region is None
        case Column.NEEDLE | Column.EXTENSION:
            return not line.aliquot.is_bag
        case _:
            return False


@dataclass(frozen=True, slots=True)
class _Row:
    """A line as Qt asks for it, column by column; the site of a selected one is bold."""

    line: Line
    bold: bool
    roles: list[Roles]


class AliquotModel(QAbstractTableModel):
    """One row an aliquot, then a row that adds a site while one is free.

    `short` columns show the short form of their texts, because the long one does not fit.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self.basis: Basis | None = None
        self.free: tuple[Site, ...] = ()
        self.editable = True
        self._adds = False
        self._shown: tuple[object, ...] = ()
        self._short: frozenset[int] = frozenset()
        self._stacked = False
        self._bold: frozenset[Site] = frozenset()
        self._rows: list[_Row] = []
        self._strong = theme.font(weight=QFont.Weight.Bold)
        self._quiet = QColor()
        self._stop = QColor()

    # What is shown

    def show_snapshot(self, snapshot: Snapshot) -> bool:
        """Show the aliquots of a plan; tell whether anything differs from before."""
        plan, bold = snapshot.plan, frozenset(snapshot.selection)
        now = (snapshot.preparation, snapshot.formulary, plan)
        # Compared by identity: equal ones that are not the same are rare, and only cost time.
        same = all(new is old for new, old in zip(now, self._shown, strict=False))
        same = same and bool(self._shown)
        if same and (bold, snapshot.editable) == (self._bold, self.editable):
            return False
        self._bold, self.editable = bold, snapshot.editable
        if not same:
            known = self.lines if self._shown and self._shown[1] is snapshot.formulary else ()
            self._shown = now
            lines = lines_of(snapshot.preparation, snapshot.formulary, known)
            filled = {line.site for line in lines}
            self.free = tuple(s for s in sites(plan.lumbar_count) if s not in filled)
            self._exchange(lines)
        self._show_basis(plan.supply.dose_basis)
        self._renew(all_rows=False)
        self._show_adding(adds=bool(self.free))
        return True

    def _exchange(self, lines: tuple[Line, ...]) -> None:
        """Remove and insert rows so that each that stays is the same row as before."""
        wanted = {line.site for line in lines}
        for row in range(len(self.lines) - 1, -1, -1):
            if self.lines[row].site not in wanted:
                self.beginRemoveRows(_ROOT, row, row)
                self.lines = self.lines[:row] + self.lines[row + 1 :]
                del self._rows[row]
                self.endRemoveRows()
        for row, line in enumerate(lines):
            if row >= len(self.lines) or self.lines[row].site != line.site:
                self.beginInsertRows(_ROOT, row, row)
                self.lines = (*self.lines[:row], line, *self.lines[row:])
                self._rows.insert(row, self._row_of(line))
                self.endInsertRows()
        self.lines = lines

    def _renew(self, *, all_rows: bool = True) -> None:
        """Look at every cell anew, or at those of other lines, and tell of the rows that differ."""
        for row, line in enumerate(self.lines):
            before = self._rows[row]
            if not all_rows and before.line is line and before.bold == (line.site in self._bold):
                continue
            now = self._rows[row] = self._row_of(line)
            if now.roles != before.roles:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def _show_adding(self, *, adds: bool) -> None:
        row = len(self.lines)
        if adds and not self._adds:
            self.beginInsertRows(_ROOT, row, row)
            self._adds = True
            self.endInsertRows()
        elif self._adds and not adds:
            self.beginRemoveRows(_ROOT, row, row)
            self._adds = False
            self.endRemoveRows()

    def _show_basis(self, basis: Basis | None) -> None:
        if basis is not self.basis:
            self.basis = basis
            self._tell_headings()

    def _tell_headings(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def fit(self, *, short: frozenset[int], stacked: bool) -> None:
        """Use short texts in some columns, and two rows for the headings, where room is short."""
        if short != self._short:
            self._short = short
            self._renew()
        if stacked != self._stacked:
            self._stacked = stacked
            self._tell_headings()

    def restyle(self, colours: theme.Colours) -> None:
        """Take the colours of what the system asks for now."""
        self._quiet, self._stop = QColor(colours.quiet), QColor(colours.stop)
        self._renew()
        if self._adds:
            row = len(self.lines)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def _row_of(self, line: Line) -> _Row:
        roles = [self._roles_at(line, column) for column in Column]
        return _Row(line, line.site in self._bold, roles)

    def _roles_at(self, line: Line, column: Column) -> Roles:
        cell = line.cells[column]
        text = cell.short if column in self._short else cell.text
        roles: Roles = {
            Qt.ItemDataRole.DisplayRole: text,
            Qt.ItemDataRole.AccessibleTextRole: cell.spoken,
            Qt.ItemDataRole.TextAlignmentRole: ALIGNMENT.get(column, _LEFT),
        }
        if cell.open:
            roles[Qt.ItemDataRole.ForegroundRole] = self._stop
        if column is Column.CELLS or (line.site in self._bold and column <= Column.SITE):
            roles[Qt.ItemDataRole.FontRole] = self._strong
        return roles

    # Where things are

    def row_of(self, site: Site | None) -> int | None:
        """The row of a site; None where it has no aliquot."""
        return next((row for row, line in enumerate(self.lines) if line.site == site), None)

    def line_at(self, row: int) -> Line | None:
        """The aliquot of a row; None of the row that adds one."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def is_adding(self, row: int) -> bool:
        """Whether it is the row that adds a site."""
        return self._adds and row == len(self.lines)

    # Qt's questions

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines) + self._adds

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = index.row()
        if row < len(self.lines):
            return self._rows[row].roles[index.column()].get(role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _("+ Add a site…") if index.column() == 0 else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return _("Add a site")
            case Qt.ItemDataRole.ForegroundRole:
                return self._quiet
            case _:
                return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return heading(Column(section), self.basis, stacked=self._stacked)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken_heading(Column(section), self.basis)
            case Qt.ItemDataRole.TextAlignmentRole:
                return ALIGNMENT.get(Column(section), _LEFT)
            case _:
                return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.line_at(index.row())
        if line is None:
            return _ENABLED | Qt.ItemFlag.ItemIsEditable if self.editable else _ENABLED
        if self.editable and is_input(line, index.column()):
            return _CHOSEN | Qt.ItemFlag.ItemIsEditable
        return _CHOSEN
