"""The start page: all plans by procedure date, found as one types, and the ways to begin one."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from spineplanner.ui.cards import plain_label
from spineplanner.ui.said import Said
from spineplanner.ui.worklist_states import Welcome
from spineplanner.ui.worklist_table import WorklistTable
from spineplanner.wording.translate import _, ngettext

if TYPE_CHECKING:
    from spineplanner.domain.worklist import Page

DEBOUNCE_MS = 80
"""How long typing must rest before it is searched for."""

FIRST_ROWS = 200
MORE_BY = 5
"""How many times as many rows are asked for when the end of those shown is reached."""


def local_clock() -> datetime:
    """The moment, in this workstation's zone."""
    return datetime.now().astimezone()


class Worklist(QWidget):
    """Search, the table of plans, and what is said where there is no plan to show.

    `query_changed` carries what is typed, once typing rests, and again when more rows are asked
    for; whoever hears it answers with `show_page` or `show_problem`. Colours come from the style
    sheet alone, so that light and dark need nothing done here.
    """

    query_changed = Signal(str)
    open_wanted = Signal(object)
    duplicate_wanted = Signal(object)
    new_wanted = Signal()
    import_wanted = Signal()
    example_wanted = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, clock: Callable[[], datetime] = local_clock
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._most = FIRST_ROWS
        self._asked = ""
        self._shown = ""
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("All plans"))
        self._rest = QTimer(self, interval=DEBOUNCE_MS, singleShot=True)
        self._rest.timeout.connect(self._ask)
        self._make_search()
        self._make_places()
        self._lay_out()
        self.show_loading()

    def _make_search(self) -> None:
        self._search = QLineEdit(self)
        self._search.setPlaceholderText(_("Name, record number, plan number or physician"))
        self._search.setAccessibleName(_("Search plans"))
        self._search.setAccessibleDescription(self._search.placeholderText())
        self._search.setClearButtonEnabled(True)
        self._search.setFont(_search_font(self._search.font()))
        self._search.textChanged.connect(self._typed)
        self._search.installEventFilter(self)
        self._count = plain_label(look="quiet", points=9, parent=self)
        self._buttons = (
            self._button(_("Worked example"), self.example_wanted),
            self._button(_("Import…"), self.import_wanted),
            self._button(_("New plan"), self.new_wanted, look="primary"),
        )

    def _button(self, text: str, wanted: object, *, look: str = "") -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(wanted)
        if look:
            button.setProperty("look", look)
        return button

    def _make_places(self) -> None:
        self._table = WorklistTable(self)
        self._table.open_wanted.connect(self.open_wanted)
        self._table.duplicate_wanted.connect(self.duplicate_wanted)
        self._table.searched.connect(self._search_on)
        self._table.left_above.connect(self.focus_search)
        self._table.end_reached.connect(self._want_more)
        self._welcome = Welcome(
            new=self.new_wanted.emit,
            import_=self.import_wanted.emit,
            example=self.example_wanted.emit,
            parent=self,
        )
        self._no_match = Said(self, way=_("Clear the search"))
        self._no_match.way.clicked.connect(self._clear)
        self._problem = Said(self)
        self._loading = Said(self)
        self._loading.say(_("Opening the plans …"))

    def _lay_out(self) -> None:
        title = plain_label(_("Plans"), points=16, weight=QFont.Weight.Bold, parent=self)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(title)
        head.addSpacing(8)
        head.addWidget(self._search, 1)
        head.addWidget(self._count)
        for button in self._buttons:
            head.addWidget(button)
        card = QWidget(self)
        self._places = QStackedLayout(card)
        for place in (self._table, self._welcome, self._no_match, self._problem, self._loading):
            self._places.addWidget(place)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(card, 1)
        self.setFocusProxy(self._search)

    @property
    def query(self) -> str:
        """What is searched for, as it was typed."""
        return self._search.text()

    @property
    def most(self) -> int:
        """How many rows are wanted at most."""
        return self._most

    def focus_search(self) -> None:
        """Let the person type what to search for."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def show_page(self, page: "Page") -> None:
        """Show the plans that were found."""
        self._table.show_page(page, self._clock().date(), anew=self.query != self._shown)
        self._shown = self.query
        self._count.setText(_count_words(page))
        if page.rows:
            self._places.setCurrentWidget(self._table)
        elif self.query.strip():
            self._no_match.say(
                _("No plan has “{query}” in its name, numbers or physician.").format(
                    query=self.query.strip()
                )
            )
            self._places.setCurrentWidget(self._no_match)
        else:
            self._places.setCurrentWidget(self._welcome)

    def show_problem(self, sentence: str) -> None:
        """Say why the plans can't be shown."""
        self._count.setText("")
        self._problem.say(sentence)
        self._places.setCurrentWidget(self._problem)

    def show_loading(self) -> None:
        """Say that the plans are on their way."""
        self._count.setText("")
        self._places.setCurrentWidget(self._loading)

    def _typed(self) -> None:
        self._rest.start()

    def _ask(self) -> None:
        self._rest.stop()
        if self.query != self._asked:
            self._most = FIRST_ROWS
        self._asked = self.query
        self.query_changed.emit(self.query)

    def _want_more(self) -> None:
        self._most *= MORE_BY
        self._ask()

    def _clear(self) -> None:
        self._search.clear()
        self._ask()
        self.focus_search()

    def _search_on(self, text: str) -> None:
        """Go on typing in the search field, from wherever in the list one is."""
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._search.end(False)  # noqa: FBT003 - Qt takes whether to mark by position alone
        self._search.insert(text)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._search and isinstance(event, QKeyEvent):
            pressed = event.type() is QEvent.Type.KeyPress
            if pressed and self._leave_search(Qt.Key(event.key())):
                return True
        return super().eventFilter(watched, event)

    def _leave_search(self, key: Qt.Key) -> bool:
        """Act on a key of the search field that is not for its text."""
        match key:
            case Qt.Key.Key_Down:
                self._search_now()
                self._table.go_to_row(0)
            case Qt.Key.Key_Up:
                self._search_now()
                self._table.go_to_row(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._search_now()
                self._enter()
            case Qt.Key.Key_Escape if self.query:
                self._clear()
            case _:
                return False
        return True

    def _search_now(self) -> None:
        """Wait no longer for more typing: what is gone to must be what was typed."""
        if self._rest.isActive():
            self._ask()

    def _enter(self) -> None:
        """Open the only plan that is left; of several, a person must choose."""
        if self._places.currentWidget() is not self._table:
            return
        if self._table.only is not None:
            self.open_wanted.emit(self._table.only)
        else:
            self._table.go_to_row(0)


def _search_font(font: QFont) -> QFont:
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * 1.1)
    return larger


def _count_words(page: "Page") -> str:
    shown = len(page.rows)
    if page.more:
        return _("the first {count} plans").format(count=f"{shown:,}")
    if not shown:
        return ""
    return ngettext("{count} plan", "{count} plans", shown).format(count=f"{shown:,}")
