"""How the table of aliquots looks: fitted to the room, with a bar beside what is selected."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget
from typing_extensions import override

from spineplanner.ui import theme
from spineplanner.ui.aliquot_cells import ALWAYS_SHOWN
from spineplanner.ui.aliquot_fitting import Fitting, Rulers, fitted, rulers
from spineplanner.ui.aliquot_model import AliquotModel
from spineplanner.ui.cards import set_look
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.translate import _

_BAR = 3


class AliquotView(QTableView):
    """Rows to look at; it follows light and dark by itself (PaletteChange)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines_model = AliquotModel(self)
        self._fitting: Fitting | None = None
        self._rulers = self._make_rulers()
        self.setModel(self.lines_model)
        self._set_up()
        self._restyle()

    def _set_up(self) -> None:
        self.setAccessibleName(_("Aliquots"))
        self.setAccessibleDescription(
            _("Enter or a digit edits, Delete removes, Insert adds a site")
        )
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionsClickable(False)
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(8)
        rows.setMinimumSectionSize(8)
        set_look(columns, "tight")
        columns.setFont(theme.font(points=9))
        columns.setAccessibleName(_("Columns"))

    def show_lines(self, snapshot: Snapshot) -> None:
        """Show the aliquots of a plan; what did not change is left alone."""
        rows = self.lines_model.rowCount()
        if self.lines_model.show_snapshot(snapshot):
            if rows != self.lines_model.rowCount():
                self._span()
            self._fit()

    def selected_rows(self) -> set[int]:
        """Which rows are selected."""
        return {index.row() for index in self.selectionModel().selectedRows()}

    def _span(self) -> None:
        """Let the row that adds a site be one cell, as wide as the row."""
        self.clearSpans()
        last = self.lines_model.rowCount() - 1
        if self.lines_model.is_adding(last):
            self.setSpan(last, 0, 1, ALWAYS_SHOWN)

    def _make_rulers(self) -> Rulers:
        return rulers(self.fontMetrics(), theme.font(points=9))

    def _fit(self) -> None:
        """Share out the room; where it is short, texts and headings become shorter."""
        fitting = fitted(self.lines_model, self.viewport().width(), self._rulers)
        if fitting != self._fitting:
            self._fitting = fitting
            self.lines_model.fit(short=fitting.short, stacked=fitting.stacked)
            for column, width in enumerate(fitting.widths):
                self.setColumnWidth(column, width)
        line = self.fontMetrics().lineSpacing()
        tall, least = round(line * 1.5), line + 4
        rows = self.lines_model.rowCount()
        height = tall if rows * tall <= self.viewport().height() else least
        if height != self.verticalHeader().defaultSectionSize():
            self.verticalHeader().setDefaultSectionSize(height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._rulers = self._make_rulers()
            self._restyle()

    def _restyle(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication) and hasattr(self, "lines_model"):
            self._colours = theme.colours_for(application)
            self.lines_model.restyle(self._colours)
            self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and a bar at the left of each that is selected."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        colour = QColor(self._colours.focus)
        for row in self.selected_rows():
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            painter.fillRect(0, top + 2, _BAR, height - 4, colour)
        painter.end()
