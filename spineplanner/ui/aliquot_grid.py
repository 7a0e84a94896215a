"""The rows of the table: how they are selected, moved in, edited and fitted to the room."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from spineplanner.domain.anatomy import VEIN, Site
from spineplanner.ui import aliquot_edits, theme
from spineplanner.ui.aliquot_cells import ALWAYS_SHOWN, Column, Line
from spineplanner.ui.aliquot_editors import Aside, ChoiceEditor, NumberEntry, SiteEntry
from spineplanner.ui.aliquot_edits import Target
from spineplanner.ui.aliquot_fitting import Fitting, Rulers, fitted, rulers
from spineplanner.ui.aliquot_model import AliquotModel, is_input
from spineplanner.ui.cards import set_look
from spineplanner.ui.field_keys import is_enter
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.reading import Misread
from spineplanner.wording.sites import site_name
from spineplanner.wording.translate import _

Editor = NumberEntry | ChoiceEditor | SiteEntry
Index = QModelIndex | QPersistentModelIndex
_CHOICES = (Column.CONTAINER, Column.NEEDLE)
_ONLY_CURRENT = QItemSelectionModel.SelectionFlag.NoUpdate
_ROWS = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_BAR = 3


class CellDelegate(QStyledItemDelegate):
    """Opens the grid's own editors, which say themselves when they are done."""

    def __init__(self, grid: "AliquotGrid") -> None:
        super().__init__(grid)
        self._grid = grid

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        return self._grid.make_editor(parent, index.row(), Column(index.column()))

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
        self._grid.place_editor(editor)

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keep Qt from committing or dropping what is typed by rules of its own."""
        return False


class AliquotGrid(QTableView):
    """A table of aliquots; it follows light and dark by itself (PaletteChange).

    `add_wanted` carries the site of the last row's search.
    """

    edit_wanted = Signal(object, object)
    selection_wanted = Signal(object, object)
    delete_wanted = Signal()
    context_wanted = Signal(object, object)
    add_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines_model = AliquotModel(self)
        self._snapshot: Snapshot | None = None
        self._applying = False
        self._told: tuple[tuple[Site, ...], Site | None] = ((), None)
        self._editor: Editor | None = None
        self._target: Target | None = None
        self._typed: str | None = None
        self._fitting: Fitting | None = None
        self._rulers = self._make_rulers()
        self.aside = Aside(self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._tell)
        self.setModel(self.lines_model)
        self.setItemDelegate(CellDelegate(self))
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

    # What is shown

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the aliquots and the selection of a plan, without telling of it."""
        before = self._snapshot
        self._snapshot = snapshot
        if before is not None and before.envelope.id != snapshot.envelope.id:
            self._close()
        if self._is_outdated(snapshot):
            self._close()
        self._applying = True
        rows = self.lines_model.rowCount()
        if self.lines_model.show_snapshot(snapshot):
            if rows != self.lines_model.rowCount():
                self._span()
            self._fit()
        self._apply_selection(snapshot)
        self._applying = False
        if self._editor is not None and not snapshot.editable:
            self._close()

    def _is_outdated(self, snapshot: Snapshot) -> bool:
        """Whether what is being edited has changed meanwhile, as undo does."""
        aliquots = self._target.aliquots if self._target is not None else ()
        return any(snapshot.plan.aliquot_at(item.site) != item for item in aliquots)

    def _span(self) -> None:
        """Let the row that adds a site be one cell, as wide as the row."""
        self.clearSpans()
        last = self.lines_model.rowCount() - 1
        if self.lines_model.is_adding(last):
            self.setSpan(last, 0, 1, ALWAYS_SHOWN)

    def _apply_selection(self, snapshot: Snapshot) -> None:
        model, selection = self.lines_model, self.selectionModel()
        wanted = {row for site in snapshot.selection if (row := model.row_of(site)) is not None}
        if wanted != self._selected_rows():
            chosen = QItemSelection()
            for row in sorted(wanted):
                chosen.select(model.index(row, 0), model.index(row, len(Column) - 1))
            selection.select(chosen, _ROWS)
        focus = model.row_of(snapshot.focus)
        if focus is not None and focus != self.currentIndex().row() and self._editor is None:
            index = model.index(focus, max(self.currentIndex().column(), Column.SITE))
            selection.setCurrentIndex(index, _ONLY_CURRENT)
            self.scrollTo(model.index(focus, Column.SITE))
        self._told = (snapshot.selection, snapshot.focus)

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
        for row in self._selected_rows():
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            painter.fillRect(0, top + 2, _BAR, height - 4, colour)
        painter.end()

    # What is selected

    def _selected_rows(self) -> set[int]:
        return {index.row() for index in self.selectionModel().selectedRows()}

    def _selected_lines(self) -> tuple[Line, ...]:
        rows = sorted(self._selected_rows())
        return tuple(line for row in rows if (line := self.lines_model.line_at(row)))

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._note_change()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._note_change()

    def _note_change(self) -> None:
        """Tell soon: one gesture changes selection and current row one after the other."""
        if not self._applying:
            self._later.start(0)

    def _tell(self) -> None:
        """Tell what is selected, if that is not what was shown or told last."""
        self._later.stop()
        line = self.lines_model.line_at(self.currentIndex().row())
        sites = tuple(item.site for item in self._selected_lines())
        now = (sites, line.site if line else None)
        if now != self._told:
            self._told = now
            self.selection_wanted.emit(*now)

    def _tell_if_due(self) -> None:
        if self._later.isActive():
            self._tell()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the keyboard in; the row that Qt makes current then is nobody's choice."""
        self._applying = True
        super().focusInEvent(event)
        self._applying = False

    # Pointer and keys

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._editor is not None and self._editor.property("wrong") == "true":
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().mousePressEvent(event)
        self._tell_if_due()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._tell_if_due()
        index = self.indexAt(event.position().toPoint())
        left = event.button() is Qt.MouseButton.LeftButton
        if left and index.isValid() and self.lines_model.is_adding(index.row()):
            self.open_editor(index.row(), Column.NUMBER)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        line = self.lines_model.line_at(index.row()) if index.isValid() else None
        if event.button() is not Qt.MouseButton.LeftButton or line is None:
            super().mouseDoubleClickEvent(event)
        elif is_input(line, index.column()):
            self.open_editor(index.row(), Column(index.column()))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        line = self.lines_model.line_at(index.row()) if index.isValid() else None
        if line is not None and index.row() not in self._selected_rows():
            self.selectRow(index.row())
            self._tell()
        at = event.globalPos()
        if by_key and index.isValid():
            at = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        self.context_wanted.emit(line.site if line else None, at)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._act_on(event):
            super().keyPressEvent(event)
        self._tell_if_due()

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
            self.open_editor(index.row(), Column(max(index.column(), 0)))
        elif event.key() == Qt.Key.Key_Insert:
            self.open_editor(len(self.lines_model.lines), Column.NUMBER)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.delete_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            return self._let_go()
        elif _begins(event.text(), adding=adding):
            self.open_editor(index.row(), Column(max(index.column(), 0)), event.text())
        else:
            return False
        return True

    def _let_go(self) -> bool:
        if not self._selected_rows():
            return False
        self.clearSelection()
        return True

    # Editing

    def open_editor(self, row: int, column: Column, typed: str | None = None) -> None:
        """Edit a cell, or the row's cells where that one is no input.

        Args:
            row: which row.
            column: which column.
            typed: the text that is typed already, in place of what the cell holds.
        """
        line = self.lines_model.line_at(row)
        if line is None and not self.lines_model.is_adding(row):
            return
        if line is None:
            column = Column.NUMBER
        elif not is_input(line, column) or (typed is not None and column in _CHOICES):
            column = Column.CELLS
        index = self.lines_model.index(row, column)
        if not self.lines_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return
        self._close()
        self._typed = typed
        self.selectionModel().setCurrentIndex(index, _ONLY_CURRENT)
        self.scrollTo(index)
        self.edit(index)
        if self._editor is not None:
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
            if typed is not None and isinstance(self._editor, NumberEntry):
                # Qt has selected it, and the next character would replace it.
                self._editor.setCursorPosition(len(self._editor.text()))
            self._say()

    def make_editor(self, parent: QWidget, row: int, column: Column) -> QWidget:
        """Make what opens over a cell."""
        line = self.lines_model.line_at(row)
        if line is None:
            editor: Editor = self._site_entry(parent)
        else:
            self._target = aliquot_edits.target(column, line, self._selected_lines())
            editor = self._cell_editor(parent, column, self._target)
            heading = self.lines_model.headerData(
                column, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole
            )
            editor.setAccessibleName(f"{site_name(line.site)}, {heading}")
            editor.setAccessibleDescription(aliquot_edits.target_words(self._target))
        editor.entered.connect(self._commit)
        editor.left.connect(self._leave)
        editor.abandoned.connect(self._close)
        editor.tabbed.connect(self._go_on)
        self._editor = editor
        return editor

    def _cell_editor(self, parent: QWidget, column: Column, what: Target) -> Editor:
        if column in _CHOICES and self._snapshot is not None:
            choice = ChoiceEditor(parent)
            choice.begin(
                aliquot_edits.options(what, self._snapshot.formulary),
                aliquot_edits.chosen_option(what),
            )
            choice.picked.connect(self._commit)
            return choice
        number = NumberEntry(parent)
        number.begin(aliquot_edits.typed_text(what), self._typed)
        number.typed_in.connect(self._say)
        return number

    def _site_entry(self, parent: QWidget) -> SiteEntry:
        self._target = None
        entry = SiteEntry(self.lines_model.free, self, parent)
        entry.begin("", self._typed)
        entry.site_taken.connect(self._add)
        entry.textChanged.connect(self._offer)
        return entry

    def place_editor(self, editor: QWidget) -> None:
        """Put an editor over its cell, at least as wide as it needs."""
        rect = self.visualRect(self.currentIndex())
        width = max(rect.width(), editor.minimumSizeHint().width())
        if isinstance(editor, SiteEntry):
            width = min(self.viewport().width(), rect.width())
        elif isinstance(editor, NumberEntry):
            width = max(width, self.fontMetrics().averageCharWidth() * 9)
        height = max(rect.height(), editor.minimumSizeHint().height())
        left = min(rect.right() + 1 - width, self.viewport().width() - width)
        top = rect.center().y() - height // 2
        editor.setGeometry(max(left, 0), max(top, 0), width, height)
        self._offer()

    def _say(self, words: str = "", *, wrong: bool = False) -> None:
        """Say beside the editor why its text is wrong, or for how many sites it is."""
        editor = self._editor
        if editor is None:
            return
        if not wrong and self._target is not None:
            words = aliquot_edits.target_words(self._target)
        if isinstance(editor, NumberEntry):
            editor.mark(wrong=wrong)
        if (words and not isinstance(editor, SiteEntry)) or wrong:
            editor.setAccessibleDescription(words)
        cell = editor.geometry().translated(self.viewport().pos())
        self.aside.say(
            words if wrong or self._target else "", wrong=wrong, cell=cell, within=self.rect()
        )

    def _offer(self) -> None:
        """Show the sites that can be added beside what is typed."""
        if isinstance(self._editor, SiteEntry):
            cell = self._editor.geometry().translated(self.viewport().pos())
            self._editor.show_offers(cell, self.rect())
            words = "" if self._editor.finds else self._editor.nothing_found
            self._editor.mark(wrong=False)
            self.aside.say(words, wrong=False, cell=cell, within=self.rect())

    def _commit(self) -> bool:
        """Ask for what is typed or chosen; tell whether the editor is closed."""
        editor, what = self._editor, self._target
        if editor is None:
            return False
        if isinstance(editor, SiteEntry):
            return self._add_marked(editor)
        if what is None or self._snapshot is None:
            return False
        if isinstance(editor, ChoiceEditor):
            usual = self._snapshot.brush.needles.get((VEIN.kind, VEIN.region))
            wanted = aliquot_edits.choose(what, editor.value, usual_needle=usual)
        else:
            read = aliquot_edits.read_number(what, editor.typed())
            if isinstance(read, Misread):
                self._say(read.why, wrong=True)
                return False
            wanted = read
        self._close()
        if wanted is not None:
            self.edit_wanted.emit(*wanted)
        return True

    def _add_marked(self, editor: SiteEntry) -> bool:
        site = editor.marked()
        if site is None:
            self._say(editor.nothing_found, wrong=True)
            return False
        self._add(site)
        return True

    def _add(self, site: Site) -> None:
        self._close()
        self.add_wanted.emit(site)
        row = self.lines_model.row_of(site)
        if row is not None:
            index = self.lines_model.index(row, Column.CELLS)
            self.selectionModel().setCurrentIndex(index, _ONLY_CURRENT)

    def _leave(self) -> None:
        """Commit on leaving; the search for a site is given up."""
        if isinstance(self._editor, SiteEntry):
            self._close()
        else:
            self._commit()

    def _close(self) -> None:
        editor = self._editor
        self._editor = self._target = None
        self.aside.hide()
        if editor is not None:
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _go_on(self, forward: bool) -> None:  # noqa: FBT001 - a signal carries it
        """Commit, then edit the next input of the table or the one before."""
        here = (self.currentIndex().row(), self.currentIndex().column())
        if isinstance(self._editor, SiteEntry):
            self._close()
        elif not self._commit():
            return
        inputs = [
            (row, column)
            for row, line in enumerate(self.lines_model.lines)
            for column in Column
            if is_input(line, column)
        ]
        if forward:
            rest = [place for place in inputs if place > here]
            rest += [(len(self.lines_model.lines), Column.NUMBER)]
        else:
            rest = [place for place in reversed(inputs) if place < here]
        if rest and rest[0] != here:
            self.open_editor(rest[0][0], Column(rest[0][1]))


def _begins(text: str, *, adding: bool) -> bool:
    """Whether a typed character begins an edit: a number, or a name in the row that adds."""
    if adding:
        return bool(text) and text.isprintable() and not text.isspace()
    return bool(text) and text in "0123456789.,"
