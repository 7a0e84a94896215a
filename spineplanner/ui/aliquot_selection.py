"""Which rows of the table are selected: as the plan's window says, and told when people choose."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, QTimer, Signal

from spineplanner.domain.anatomy import Site
from spineplanner.ui.aliquot_cells import Column, Line
from spineplanner.ui.aliquot_view import AliquotView
from spineplanner.ui.snapshot import Snapshot

ONLY_CURRENT = QItemSelectionModel.SelectionFlag.NoUpdate
_ROWS = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class RowSelection(QObject):
    """Tells what is selected and current, once a gesture, and only what is not known already."""

    selection_wanted = Signal(object, object)

    def __init__(self, view: AliquotView) -> None:
        super().__init__(view)
        self._view = view
        self._applying = False
        self._told: tuple[tuple[Site, ...], Site | None] = ((), None)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.tell)
        view.selectionModel().selectionChanged.connect(self._note_change)
        view.selectionModel().currentChanged.connect(self._note_change)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is selected, from top to bottom."""
        rows = sorted(self._view.selected_rows())
        return tuple(line for row in rows if (line := self._view.lines_model.line_at(row)))

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """While something is shown that nobody chose here, nothing is told."""
        before, self._applying = self._applying, True
        try:
            yield
        finally:
            self._applying = before

    def apply(self, snapshot: Snapshot, *, editing: bool) -> None:
        """Select what the plan's window has selected; the row being edited stays current."""
        model, selection = self._view.lines_model, self._view.selectionModel()
        wanted = {row for site in snapshot.selection if (row := model.row_of(site)) is not None}
        if wanted != self._view.selected_rows():
            chosen = QItemSelection()
            for row in sorted(wanted):
                chosen.select(model.index(row, 0), model.index(row, len(Column) - 1))
            selection.select(chosen, _ROWS)
        current = self._view.currentIndex()
        focus = model.row_of(snapshot.focus)
        if focus is not None and focus != current.row() and not editing:
            index = model.index(focus, max(current.column(), Column.SITE))
            selection.setCurrentIndex(index, ONLY_CURRENT)
            self._view.scrollTo(model.index(focus, Column.SITE))
        self._told = (snapshot.selection, snapshot.focus)

    def _note_change(self) -> None:
        """Tell soon: one gesture changes selection and current row one after the other."""
        if not self._applying:
            self._later.start(0)

    def tell(self) -> None:
        """Tell what is selected, if that is not what was shown or told last."""
        self._later.stop()
        line = self._view.lines_model.line_at(self._view.currentIndex().row())
        now = (tuple(item.site for item in self.lines), line.site if line else None)
        if now != self._told:
            self._told = now
            self.selection_wanted.emit(*now)

    def tell_if_due(self) -> None:
        """Tell at once what would be told soon."""
        if self._later.isActive():
            self.tell()
