"""The editor that is open over a cell of the table: from its first character to the edit."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemDelegate, QWidget

from spineplanner.domain.anatomy import VEIN, Site
from spineplanner.ui import aliquot_edits
from spineplanner.ui.aliquot_cells import Column, Line
from spineplanner.ui.aliquot_delegate import CellDelegate
from spineplanner.ui.aliquot_editors import Aside, ChoiceEditor, NumberEntry, SiteEntry
from spineplanner.ui.aliquot_edits import Target
from spineplanner.ui.aliquot_model import is_input
from spineplanner.ui.aliquot_selection import ONLY_CURRENT, RowSelection
from spineplanner.ui.aliquot_view import AliquotView
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.reading import Misread
from spineplanner.wording.sites import site_name

Editor = NumberEntry | ChoiceEditor | SiteEntry
_CHOICES = (Column.CONTAINER, Column.NEEDLE)


class CellEditing(QObject):
    """One editor at a time; `add_wanted` carries the site of the last row's search."""

    edit_wanted = Signal(object, object)
    add_wanted = Signal(object)

    def __init__(self, view: AliquotView, rows: RowSelection) -> None:
        super().__init__(view)
        self._view, self._rows, self._model = view, rows, view.lines_model
        self._snapshot: Snapshot | None = None
        self._editor: Editor | None = None
        self._target: Target | None = None
        self._typed: str | None = None
        self.aside = Aside(view)
        view.setItemDelegate(CellDelegate(self._make, self._place, view))

    @property
    def is_open(self) -> bool:
        """Whether something is being edited."""
        return self._editor is not None

    def keeps_focus(self) -> bool:
        """Take the focus back if what is typed can't be read; tell whether that is so."""
        if self._editor is None or self._editor.property("wrong") != "true":
            return False
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def follow(self, snapshot: Snapshot) -> None:
        """Give up what is typed for another plan, or for what has changed meanwhile."""
        before, self._snapshot = self._snapshot, snapshot
        if before is not None and before.envelope.id != snapshot.envelope.id:
            self.close()
        if self._is_outdated(snapshot):
            self.close()

    def _is_outdated(self, snapshot: Snapshot) -> bool:
        """Whether what is being edited has changed meanwhile, as undo does."""
        aliquots = self._target.aliquots if self._target is not None else ()
        return any(snapshot.plan.aliquot_at(item.site) != item for item in aliquots)

    def open(self, row: int, column: Column, typed: str | None = None) -> None:
        """Edit a cell, or the row's cells where that one is no input.

        Args:
            row: which row.
            column: which column.
            typed: the text that is typed already, in place of what the cell holds.
        """
        line = self._model.line_at(row)
        if line is None and not self._model.is_adding(row):
            return
        if line is None:
            column = Column.NUMBER
        elif not is_input(line, column) or (typed is not None and column in _CHOICES):
            column = Column.CELLS
        index = self._model.index(row, column)
        if not self._model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return
        self.close()
        self._typed = typed
        self._view.selectionModel().setCurrentIndex(index, ONLY_CURRENT)
        self._view.scrollTo(index)
        self._view.edit(index)
        if self._editor is not None:
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
            if typed is not None and isinstance(self._editor, NumberEntry):
                # Qt has selected it, and the next character would replace it.
                self._editor.setCursorPosition(len(self._editor.text()))
            self._say()

    def _make(self, parent: QWidget, row: int, column: Column) -> QWidget:
        """Make what opens over a cell."""
        line = self._model.line_at(row)
        if line is None:
            editor: Editor = self._site_entry(parent)
        else:
            self._target = aliquot_edits.target(column, line, self._rows.lines)
            editor = self._cell_editor(parent, column, self._target)
            heading = self._model.headerData(
                column, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole
            )
            editor.setAccessibleName(f"{site_name(line.site)}, {heading}")
            editor.setAccessibleDescription(aliquot_edits.target_words(self._target))
        editor.entered.connect(self._commit)
        editor.left.connect(self._leave)
        editor.abandoned.connect(self.close)
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
        entry = SiteEntry(self._model.free, self._view, parent)
        entry.begin("", self._typed)
        entry.site_taken.connect(self._add)
        entry.textChanged.connect(self._offer)
        return entry

    def _place(self, editor: QWidget) -> None:
        """Put an editor over its cell, at least as wide as it needs."""
        rect = self._view.visualRect(self._view.currentIndex())
        width = max(rect.width(), editor.minimumSizeHint().width())
        if isinstance(editor, SiteEntry):
            width = min(self._view.viewport().width(), rect.width())
        elif isinstance(editor, NumberEntry):
            width = max(width, self._view.fontMetrics().averageCharWidth() * 9)
        height = max(rect.height(), editor.minimumSizeHint().height())
        left = min(rect.right() + 1 - width, self._view.viewport().width() - width)
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
        cell = editor.geometry().translated(self._view.viewport().pos())
        self.aside.say(
            words if wrong or self._target else "", wrong=wrong, cell=cell, within=self._view.rect()
        )

    def _offer(self) -> None:
        """Show the sites that can be added beside what is typed."""
        if isinstance(self._editor, SiteEntry):
            cell = self._editor.geometry().translated(self._view.viewport().pos())
            self._editor.show_offers(cell, self._view.rect())
            words = "" if self._editor.finds else self._editor.nothing_found
            self._editor.mark(wrong=False)
            self.aside.say(words, wrong=False, cell=cell, within=self._view.rect())

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
        self.close()
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
        self.close()
        self.add_wanted.emit(site)
        row = self._model.row_of(site)
        if row is not None:
            index = self._model.index(row, Column.CELLS)
            self._view.selectionModel().setCurrentIndex(index, ONLY_CURRENT)

    def _leave(self) -> None:
        """Commit on leaving; the search for a site is given up."""
        if isinstance(self._editor, SiteEntry):
            self.close()
        else:
            self._commit()

    def close(self) -> None:
        """Give up what is typed."""
        editor = self._editor
        self._editor = self._target = None
        self.aside.hide()
        if editor is not None:
            self._view.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _go_on(self, forward: bool) -> None:  # noqa: FBT001 - a signal carries it
        """Commit, then edit the next input of the table or the one before."""
        here = (self._view.currentIndex().row(), self._view.currentIndex().column())
        if isinstance(self._editor, SiteEntry):
            self.close()
        elif not self._commit():
            return
        there = _next_input(self._model.lines, here, forward=forward)
        if there is not None and there != here:
            self.open(*there)


def _next_input(
    lines: Sequence[Line], here: tuple[int, int], *, forward: bool
) -> tuple[int, Column] | None:
    """Find the input after a cell, and after all of them the row that adds; or the one before."""
    inputs = [
        (row, column)
        for row, line in enumerate(lines)
        for column in Column
        if is_input(line, column)
    ]
    if forward:
        adding = (len(lines), Column.NUMBER)
        return next((place for place in inputs if place > here), adding)
    return next((place for place in reversed(inputs) if place < here), None)
