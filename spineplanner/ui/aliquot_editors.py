"""What opens over a cell of the table: a number, a choice, or the search for a site to add."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QVBoxLayout, QWidget
from typing_extensions import override

from spineplanner.domain.anatomy import Site
from spineplanner.ui.aliquot_edits import Option
from spineplanner.ui.cards import plain_label, set_look
from spineplanner.ui.field_choice import ChoiceEntry
from spineplanner.ui.field_entries import Entry, LineEntry
from spineplanner.ui.field_keys import is_escape
from spineplanner.ui.site_search import matching
from spineplanner.wording.sites import site_name
from spineplanner.wording.translate import _

MOST_SITES_SHOWN = 6


def place_by(floating: QWidget, cell: QRect, within: QRect) -> None:
    """Put a widget below a cell or, where the room ends, above it; never outside."""
    size = floating.size()
    below = cell.bottom() + 2
    above = cell.top() - 2 - size.height()
    top = below if below + size.height() <= within.bottom() or above < within.top() else above
    left = min(cell.left(), within.right() - size.width())
    floating.move(QPoint(max(left, within.left()), max(top, within.top())))
    floating.raise_()


class Aside(QFrame):
    """A small sentence beside an editor: what it is for, or why its text can't be read."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = plain_label(points=9, parent=self)
        self._label.setWordWrap(True)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(6, 3, 6, 3)
        inside.addWidget(self._label)
        self.hide()

    def say(self, words: str, *, wrong: bool, cell: QRect, within: QRect) -> None:
        """Show a sentence by a cell, or nothing where there is none."""
        self._label.setText(words)
        set_look(self, "stop" if wrong else "note")
        set_look(self._label, "stop" if wrong else "")
        if not words:
            self.hide()
            return
        one_line = self._label.fontMetrics().horizontalAdvance(words) + 20
        width = min(one_line, within.width())
        self.resize(width, self.heightForWidth(width))
        place_by(self, cell, within)
        self.show()

    @property
    def words(self) -> str:
        """What it says."""
        return self._label.text()


class InCell(Entry):
    """An entry over a cell; Tab asks for the next input, Escape always gives up."""

    tabbed = Signal(bool)

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        self.tabbed.emit(next)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.abandoned.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class NumberEntry(InCell, LineEntry):
    """A number being typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def begin(self, committed: str, typed: str | None) -> None:
        """Show what is committed, all selected, or what was typed to open it."""
        self.show_text(committed)
        if typed is None:
            self.selectAll()
        else:
            self.setText(typed)

    def mark(self, *, wrong: bool) -> None:
        """Show that the text can't be read, or no longer that."""
        self.setProperty("wrong", "true" if wrong else "false")
        self.style().unpolish(self)
        self.style().polish(self)


class ChoiceEditor(InCell, ChoiceEntry):
    """A choice being made."""

    def begin(self, offered: Sequence[Option], present: str | None) -> None:
        """Offer what can be chosen."""
        self._values = [value for value, _words in offered]
        self.addItems([words for _value, words in offered])
        self.show_index(self._values.index(present) if present in self._values else -1)

    @property
    def value(self) -> str | None:
        """What is chosen."""
        return self._values[self.currentIndex()]


class SiteEntry(NumberEntry):
    """Where a site is typed; the list beside it narrows, and Enter takes the marked one."""

    site_taken = Signal(object)

    def __init__(self, sites: Sequence[Site], list_parent: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setPlaceholderText(_("Type a site, such as l45 l"))
        self.setAccessibleName(_("Add a site"))
        self._sites = tuple(sites)
        self._found: tuple[Site, ...] = ()
        self._panel = QFrame(list_parent)
        self._panel.setProperty("look", "card")
        self.offers = QListWidget(self._panel)
        self.offers.setMinimumHeight(1)
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(3, 3, 3, 3)
        inside.addWidget(self.offers)
        self.offers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offers.setAccessibleName(_("Sites to add"))
        self.offers.itemPressed.connect(self._take)
        self.offers.currentRowChanged.connect(self._speak)
        self.textChanged.connect(self._narrow)
        self.destroyed.connect(self._panel.deleteLater)
        self._narrow()

    def _narrow(self) -> None:
        """List what goes with the text; where nothing is typed, nothing is marked."""
        self._found = matching(self.text(), self._sites)
        self.offers.clear()
        self.offers.addItems([site_name(site) for site in self._found])
        self._panel.setVisible(bool(self._found))
        self.offers.setCurrentRow(0 if self.text().strip() and self._found else -1)
        self._speak()

    def _speak(self) -> None:
        marked = self.offers.currentRow()
        if marked >= 0:
            said = _("{site}, Enter adds it").format(site=site_name(self._found[marked]))
        elif self._found:
            said = _("{count} sites are free").format(count=len(self._found))
        else:
            said = self.nothing_found
        self.setAccessibleDescription(said)

    @property
    def finds(self) -> bool:
        """Whether some free site goes with the text."""
        return bool(self._found)

    @property
    def nothing_found(self) -> str:
        """Why Enter adds nothing."""
        if self._found:
            return _("Type a level and a side, such as “l45 l”, or choose with the arrow keys.")
        return _("No free site is called so.")

    def show_offers(self, cell: QRect, within: QRect) -> None:
        """Place the list by the cell."""
        row = max(self.offers.sizeHintForRow(0), self.fontMetrics().height() + 4)
        wanted = row * min(len(self._found), MOST_SITES_SHOWN) + 10
        room = max(within.bottom() - cell.bottom(), cell.top() - within.top()) - 4
        self._panel.resize(cell.width(), min(wanted, room))
        place_by(self._panel, cell, within)

    def marked(self) -> Site | None:
        """The site that Enter takes."""
        row = self.offers.currentRow()
        return self._found[row] if row >= 0 else None

    def _take(self) -> None:
        site = self.marked()
        if site is not None:
            self.site_taken.emit(site)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif self._found:
            row = min(max(self.offers.currentRow() + step, 0), len(self._found) - 1)
            self.offers.setCurrentRow(row)
