"""The worksheet tab: the real pages of the plan as it is, and the ways to print them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from spineplanner.domain.moments import between
from spineplanner.ui.cards import plain_label
from spineplanner.ui.said import Said
from spineplanner.ui.services import Pages, SheetRequest
from spineplanner.ui.sheet_choice import SheetChoice, sheet_words
from spineplanner.ui.sheet_pages import STEP, Fit, PageScroll
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.numbers import per_cent_bp
from spineplanner.wording.translate import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from spineplanner.ui.printing import Printers, PrintRun

A_MINUTE = timedelta(minutes=1)


class SheetView(QWidget):
    """Pages on the right, what is chosen on the left.

    `pages_wanted` asks for the pages of what was last given to `show_snapshot`; the answer must
    carry the very request that asked, or it is taken for an older one. `printer_pages_wanted`
    carries what `Services.print_pages` takes. The border of pages follows a change between light
    and dark when it is painted; all other colours are the style sheet's.
    """

    pages_wanted = Signal(object)
    print_wanted = Signal()
    pdf_wanted = Signal()
    printer_pages_wanted = Signal(object, object, int, object, object)

    def __init__(
        self, parent: QWidget | None = None, *, printers: "Printers | None" = None
    ) -> None:
        super().__init__(parent)
        self._printers = printers
        self._snapshot: Snapshot | None = None
        self._request: SheetRequest | None = None
        self._asked_at: datetime | None = None
        self._fresh: Pages | None = None
        self._run: PrintRun | None = None
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Worksheet"))
        self._choice = SheetChoice(self)
        self._scroll = PageScroll(self)
        self._problem = Said(self)
        self._places = QStackedWidget(self)
        self._lay_out()
        self._choice.chosen.connect(self._ask)
        self._choice.print_wanted.connect(self.print_wanted)
        self._choice.pdf_wanted.connect(self.pdf_wanted)
        self._choice.cancel_wanted.connect(self._cancel)
        self._scroll.moved.connect(self._show_place)
        self._scroll.zoomed.connect(self._show_zoom)
        self._allow()

    def _lay_out(self) -> None:
        self._page = plain_label(parent=self)
        self._updating = plain_label(_("updating …"), look="confirm", parent=self)
        self._updating.hide()
        self._percent = plain_label(look="quiet", parent=self)
        self._wide = self._fit_button(_("Width"), _("Fit the width"), Fit.WIDTH)
        self._whole = self._fit_button(_("Whole page"), _("Fit the whole page"), Fit.PAGE)
        bar = QHBoxLayout()
        bar.addWidget(self._page)
        bar.addWidget(self._updating)
        bar.addStretch(1)
        bar.addWidget(self._zoom_button("−", _("Smaller"), self.zoom_out))
        bar.addWidget(self._percent)
        bar.addWidget(self._zoom_button("+", _("Larger"), self.zoom_in))
        bar.addWidget(self._wide)
        bar.addWidget(self._whole)
        for place in (self._scroll, self._problem):
            self._places.addWidget(place)
        right = QVBoxLayout()
        right.addLayout(bar)
        right.addWidget(self._places, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addWidget(self._choice)
        row.addLayout(right, 1)

    def _zoom_button(self, text: str, name: str, zoom: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("look", "link")
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(zoom)
        return button

    def _fit_button(self, text: str, name: str, fit: Fit) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("look", "chip")
        button.setCheckable(True)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self._scroll.fit_to(fit))
        return button

    @property
    def pages(self) -> Pages | None:
        """The pages that are shown; None while they are not those of the plan as it is."""
        return self._fresh

    def choose_paper(self, paper: str) -> None:
        """Show the sheet for "a4" or "letter"."""
        self._choice.choose_paper(paper)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Ask for the pages of a plan, where anything that is printed has changed."""
        before, self._snapshot = self._snapshot, snapshot
        if before is not None and before.envelope.id != snapshot.envelope.id:
            # Not even greyed is one patient's sheet seen in another patient's plan.
            self._scroll.show_pages(self._choice.paper, (), "")
        if before is None or _printed(before) != _printed(snapshot):
            self._ask()

    def look_again(self) -> None:
        """Ask for the pages anew where a minute has passed: they say when they are printed."""
        asked, shown = self._asked_at, self._snapshot
        if asked is not None and shown is not None and between(asked, shown.now) >= A_MINUTE:
            self._ask()

    def _ask(self) -> None:
        if self._snapshot is None:
            return
        self._fresh = None
        self._request = SheetRequest(self._choice.kind, self._choice.paper)
        self._asked_at = self._snapshot.now
        self._scroll.grey(stale=True)
        self._updating.show()
        self._choice.say("")
        self._allow()
        self.pages_wanted.emit(self._request)

    def show_pages(self, pages: Pages) -> None:
        """Show the pages that were asked for; those of an older request are passed over."""
        if pages.request is not self._request:
            return
        self._fresh = pages
        title, _purpose = sheet_words(pages.request.kind)
        self._scroll.show_pages(pages.request.paper, pages.pictures, title)
        self._updating.hide()
        self._places.setCurrentWidget(self._scroll)
        self._allow()

    def show_problem(self, sentence: str) -> None:
        """Say where the pages would be why there are none."""
        self._fresh = None
        self._updating.hide()
        self._problem.say(sentence)
        self._places.setCurrentWidget(self._problem)
        self._show_place()
        self._allow()

    def _allow(self) -> None:
        there = self._fresh is not None
        self._choice.allow(print_=there and self._run is None, pdf=there)

    def _show_place(self) -> None:
        shown = self._places.currentWidget() is self._scroll and self._scroll.count
        self._page.setText(
            _("Page {page} of {pages}").format(page=self._scroll.page, pages=self._scroll.count)
            if shown
            else ""
        )

    def _show_zoom(self) -> None:
        self._percent.setText(per_cent_bp(round(self._scroll.scale * 100) * 100))
        self._wide.setChecked(self._scroll.fit is Fit.WIDTH)
        self._whole.setChecked(self._scroll.fit is Fit.PAGE)

    def zoom_in(self) -> None:
        """Make the pages larger."""
        self._scroll.zoom(STEP)

    def zoom_out(self) -> None:
        """Make the pages smaller."""
        self._scroll.zoom(1 / STEP)

    def fit(self) -> None:
        """Show a whole page."""
        self._scroll.fit_to(Fit.PAGE)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Wherever in this view the keyboard is, these keys move through the pages.
        if not self._scroll.move_by_key(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def print_pages(self, fix_revision: Callable[[], bool]) -> None:
        """Ask for a printer, fix the revision, and print the sheet that is shown.

        Args:
            fix_revision: keeps the order as it stands; nothing is printed unless it returns True.
        """
        snapshot, shown = self._snapshot, self._fresh
        if snapshot is None or shown is None or self._run is not None:
            self._choice.say(_("The sheet is not ready to print. Wait for its pages."))
            return
        printers = self._system()
        if not printers.any():
            self._choice.say(
                _(
                    "No printer is set up on this computer. Save the sheet as PDF, "
                    "or set one up in the system's settings."
                )
            )
            self._choice.focus_pdf()
            return
        self._choice.say("")
        paper, count = shown.request.paper, len(shown.pictures)
        printer = printers.choose(self, paper=paper, pages=count)
        if printer is None:
            return
        # While the person chose, somebody else may have changed the plan.
        if self._fresh is not shown:
            self._choice.say(
                _("The plan changed meanwhile. Nothing was printed; look at it and print again.")
            )
            return
        if not fix_revision():
            self._choice.say(_("Nothing was printed."))
            return
        printer.setDocName(f"{snapshot.envelope.number} revision {snapshot.envelope.revision}")
        self._begin(printer, snapshot, shown.request)

    def _system(self) -> "Printers":
        if self._printers is None:
            # Printing is slow to load, and most of the time nobody prints.
            from spineplanner.ui.printing import SystemPrinters

            self._printers = SystemPrinters()
        return self._printers

    def _begin(self, printer: "QPrinter", snapshot: Snapshot, request: SheetRequest) -> None:
        from spineplanner.ui.printing import PrintRun, ppi_for

        ppi = ppi_for(printer)
        self._run = PrintRun(printer, ppi, self)
        self._run.progressed.connect(self._choice.show_progress)
        self._run.ended.connect(self._ended)
        self._choice.show_progress(0, 0)
        self._choice.say(_("Printing …"), "quiet")
        self._allow()
        self.printer_pages_wanted.emit(
            snapshot, request, ppi, self._run.page_heard, self._run.all_heard
        )

    def _cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()

    def _ended(self, sentence: str) -> None:
        if self._run is not None:
            self._run.deleteLater()
            self._run = None
        self._choice.end_progress()
        if sentence:
            self._choice.say(sentence)
        else:
            self._choice.say(_("Handed to the printer."), "good")
        self._allow()


def _printed(snapshot: Snapshot) -> tuple[object, ...]:
    """All that a sheet is made of, but the time."""
    return (
        snapshot.envelope,
        snapshot.preparation,
        snapshot.findings,
        snapshot.operator,
        snapshot.formulary,
    )
