"""The labels of a plan: chosen on the left, seen on the right, and printed or saved."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QWidget
from shiboken6 import isValid
from typing_extensions import override

from spineplanner.domain.label_stock import Adjustment
from spineplanner.ui import files
from spineplanner.ui.cards import plain_label, set_look
from spineplanner.ui.label_choice import LabelChoice
from spineplanner.ui.own_stocks import OwnStocks
from spineplanner.ui.paper_window import PaperWindow
from spineplanner.ui.preferences import StockAdjustment
from spineplanner.ui.said import Said
from spineplanner.ui.services import LabelPages, LabelRequest, Problem, Services
from spineplanner.ui.sheet_pages import Fit, PageScroll
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.translate import _

if TYPE_CHECKING:
    from spineplanner.ui.label_outlet import LabelPrinters, LabelRun


class LabelKeeper(Protocol):
    """Who knows whether labels may go out, and keeps that they did."""

    def labels_refusal(self, snapshot: Snapshot, given: dict[str, object]) -> str:
        """Why such labels may not go out; nothing where they may."""
        ...

    def fix_revision(self) -> str:
        """Keep the order as it stands on the labels; say why where it can't be."""
        ...

    def keep_labels(self, given: dict[str, object]) -> str:
        """Enter in the record which labels went out; say why where it is refused."""
        ...


class LabelsWindow(PaperWindow):
    """One window for labels and for the test sheet of their stock."""

    def __init__(
        self,
        services: Services,
        keeper: LabelKeeper,
        parent: QWidget | None = None,
        *,
        printers: "LabelPrinters | None" = None,
    ) -> None:
        super().__init__(_("Labels"), parent)
        self._services, self._keeper, self._printers = services, keeper, printers
        self._snapshot: Snapshot | None = None
        self._asked: LabelRequest | None = None
        self._fresh: LabelPages | None = None
        self._refused = False
        self._then: Callable[[], None] | None = None
        self._run: LabelRun | None = None
        stocks = services.label_stocks()
        self.choice: LabelChoice | None = None
        if isinstance(stocks, Problem) or not stocks:
            problem = Said(self)
            sentence = stocks.sentence if isinstance(stocks, Problem) else _("No label stock.")
            problem.say(sentence)
            self.column.addWidget(problem, 1)
            self.add_buttons()
            return
        self.choice = LabelChoice(stocks, self)
        self._scroll = PageScroll(self)
        self._problem = Said(self)
        self._places = QStackedWidget(self)
        self._lay_out(self.choice)
        self._begin_with(self.choice)
        self.choice.changed.connect(self._ask)
        self.choice.adjusted.connect(self._remember)
        self.own = OwnStocks(services, self)
        self._connect_own(self.own, self.choice)
        self.size_in_letters(170, 46)
        self._order(self.choice)

    def _order(self, choice: LabelChoice) -> None:
        """Let Tab go from top to bottom, and then to the pages and the ways out."""
        chips = (self.trial, self.plain)
        ways_out = (self.cancel_button, self.pdf_button, self.print_button, self.close_button)
        for one, next_one in pairwise((*chips, *choice.in_tab_order(), self._scroll, *ways_out)):
            self.setTabOrder(one, next_one)

    def _connect_own(self, own: OwnStocks, choice: LabelChoice) -> None:
        choice.copy_button.clicked.connect(self._copy_stock)
        choice.change_button.clicked.connect(self._change_stock)
        own.changed.connect(choice.show_stocks)
        own.refused.connect(self._say)
        choice.allow_change(own=own.is_own(choice.request.stock))

    def _copy_stock(self) -> None:
        if self.choice is not None:
            self.own.copy(self.choice.request.stock, self.choice.stocks)

    def _change_stock(self) -> None:
        if self.choice is not None:
            self.own.change(self.choice.request.stock, self.choice.stocks)

    def _lay_out(self, choice: LabelChoice) -> None:
        for place in (self._scroll, self._problem):
            self._places.addWidget(place)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(choice)
        row.addWidget(self._places, 1)
        self.column.addLayout(row, 1)
        self.plain = self._chip(_("La&bels"), _("The labels of this plan"))
        self.trial = self._chip(_("&Test sheet"), _("Frames and rulers to measure the printer"))
        chips = QHBoxLayout()
        for button in (self.plain, self.trial):
            chips.addWidget(button)
        chips.addStretch(1)
        choice.body.insertLayout(0, chips)
        group = QButtonGroup(self)
        for button in (self.plain, self.trial):
            group.addButton(button)
        self.plain.setChecked(True)
        group.buttonClicked.connect(self._ask)
        self.said = plain_label(parent=self)
        self.said.setWordWrap(True)
        self.said.hide()
        self.column.addWidget(self.said)
        self.print_button = self._way(_("&Print…"), self.print_labels)
        self.print_button.setProperty("look", "primary")
        self.pdf_button = self._way(_("Save as PD&F…"), self.save_pdf)
        self.cancel_button = self._way(_("Cancel printing"), self._cancel)
        self.cancel_button.hide()
        self.add_buttons(self.cancel_button, self.pdf_button, self.print_button)

    def _chip(self, text: str, explained: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("look", "chip")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleDescription(explained)
        button.setToolTip(explained)
        return button

    def _way(self, text: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(do)
        return button

    def _begin_with(self, choice: LabelChoice) -> None:
        chosen = self._services.preferences()
        kept = {item.stock: item.adjustment for item in chosen.label_adjustments}
        usual = chosen.label_stock or ("letter-3x10" if chosen.paper == "letter" else "a4-3x7")
        choice.use(usual, kept)

    def _remember(self, stock: str, adjustment: Adjustment) -> None:
        """Remember the stock and what makes up for the printer on it."""
        now = self._services.preferences()
        others = tuple(item for item in now.label_adjustments if item.stock != stock)
        own = StockAdjustment(stock=stock, adjustment=adjustment)
        kept = others if adjustment == Adjustment() else (*others, own)
        self._services.prefer(now.replace(label_stock=stock, label_adjustments=kept))
        if self.choice is not None:
            self.choice.allow_change(own=self.own.is_own(self.choice.request.stock))

    @override
    def begin(self) -> None:
        """Choose from the top."""
        if self.choice is not None:
            self._say("")
            self.choice.stock.take_focus()

    @override
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the labels of a plan as it is now."""
        before, self._snapshot = self._snapshot, snapshot
        if self.choice is None:
            return
        self._show_containers(self.choice, snapshot)
        if before is None or _printed(before) != _printed(snapshot):
            self._ask()

    def _show_containers(self, choice: LabelChoice, snapshot: Snapshot) -> None:
        envelope = snapshot.envelope
        numbers = tuple(each.number for each in snapshot.preparation.containers)
        choice.show_containers(numbers, envelope.record.labels_out(envelope.revision))

    @override
    def show_refusal(self, sentence: str) -> None:
        """Say why something can't be done."""
        self._say(sentence)

    # Pages

    def _ask(self) -> None:
        if self._snapshot is None or self.choice is None:
            return
        self._show_containers(self.choice, self._snapshot)
        self._fresh, self._refused, self._then = None, False, None
        self._asked = replace(self.choice.request, trial=self.trial.isChecked())
        self._scroll.grey(stale=True)
        self._say("")
        self._allow()
        heard = partial(self._heard, self._asked)
        self._services.set_labels(self._snapshot, self._asked, heard)

    def _heard(self, request: LabelRequest, answer: LabelPages | Problem) -> None:
        """Show the pages that were asked for; those of an older request are passed over."""
        if not isValid(self) or request is not self._asked:
            return
        self._refused = isinstance(answer, Problem)
        if isinstance(answer, Problem):
            self._problem.say(answer.sentence)
            self._places.setCurrentWidget(self._problem)
            self._then = None
        else:
            self._show_pages(answer)
        self._allow()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _show_pages(self, pages: LabelPages) -> None:
        self._fresh = pages
        stock = pages.request.stock
        paper = (stock.page_width_um / 1000, stock.page_height_um / 1000)
        title = _("Test sheet") if pages.request.trial else _("Labels")
        self._scroll.show_pages(paper, pages.pictures, title)
        self._scroll.fit_to(Fit.WIDTH)
        self._places.setCurrentWidget(self._scroll)

    def _allow(self) -> None:
        """Let the labels go out, even those that are being set: then when they are there."""
        ready = not self._refused and self._run is None
        self.print_button.setEnabled(ready)
        self.pdf_button.setEnabled(ready)
        self.cancel_button.setVisible(self._run is not None)

    def _say(self, sentence: str, look: str = "confirm") -> None:
        set_look(self.said, look)
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    # The ways out

    def _ready(self, then: Callable[[], None]) -> LabelPages | None:
        """The pages that may go out; where something stands against it, it is said.

        Pages that are still being set go out when they are there, by `then`.
        """
        if self.choice is None or self._snapshot is None:
            return None
        wrong = self.choice.commit()
        if wrong is not None:
            wrong.take_focus()
            return None
        pages = self._fresh
        if pages is None:
            self._then = then
            return None
        if pages.request.trial:
            return pages
        refused = self._keeper.labels_refusal(self._snapshot, self._given(pages))
        if refused and self.choice.reason.isVisibleTo(self) and not pages.request.reason:
            self._say("")
            self.choice.ask_reason()
            return None
        self._say(refused)
        return None if refused else pages

    def _given(self, pages: LabelPages) -> dict[str, object]:
        snapshot = self._snapshot
        revision = snapshot.envelope.revision if snapshot is not None else 1
        return {"labels": pages.numbers, "revision": revision, "reason": pages.request.reason}

    def _may_go(self, pages: LabelPages) -> bool:
        """Fix the revision of what goes out now, unless it changed while somebody chose."""
        if self._fresh is not pages:
            self._say(_("The plan changed meanwhile. Nothing went out; look at it again."))
            return False
        if pages.request.trial:
            return True
        problem = self._keeper.fix_revision()
        self._say(problem)
        return not problem

    def save_pdf(self) -> None:
        """Write the labels to a file that the person chooses."""
        pages, snapshot = self._ready(self.save_pdf), self._snapshot
        if pages is None or snapshot is None:
            return
        path = files.labels_to_write(self, snapshot.envelope, trial=pages.request.trial)
        if path is None or not self._may_go(pages):
            return
        given = self._given(pages)
        problem = self._services.write_file(path, pages.pdf)
        if problem is not None:
            self._say(problem.sentence)
            return
        self._keep(pages, given)
        self._say(_("Written: {path}").format(path=path), "good")

    def print_labels(self) -> None:
        """Ask for a printer, fix the revision, and print."""
        pages, snapshot = self._ready(self.print_labels), self._snapshot
        if pages is None or snapshot is None:
            return
        printers = self._system()
        if not printers.any():
            self._say(
                _("No printer is set up on this computer. Save the labels as PDF, or set one up.")
            )
            self.pdf_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        printer = printers.choose(self, pages.request.stock)
        if printer is None or not self._may_go(pages):
            return
        from spineplanner.ui.label_outlet import LabelRun

        printer.setDocName(f"{snapshot.envelope.number} labels")
        given = self._given(pages)
        self._run = LabelRun(self._services, printer, self)
        self._run.begun.connect(partial(self._keep, pages, given))
        self._run.ended.connect(self._ended)
        self._say(_("Printing …"), "quiet")
        self._allow()
        self._run.start(snapshot, pages)

    def _system(self) -> "LabelPrinters":
        if self._printers is None:
            # Printing is slow to load, and most of the time nobody prints.
            from spineplanner.ui.label_outlet import SystemLabelPrinters

            self._printers = SystemLabelPrinters()
        return self._printers

    def _keep(self, pages: LabelPages, given: dict[str, object]) -> None:
        """Enter what went out in the record; the next time it is printed again."""
        if pages.request.trial or self.choice is None:
            return
        problem = self._keeper.keep_labels(given)
        if problem:
            self._say(problem)
        elif pages.request.reason is not None:
            self.choice.forget_reason()

    def _cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()

    def _ended(self, sentence: str) -> None:
        if self._run is not None:
            self._run.deleteLater()
            self._run = None
        if sentence:
            self._say(sentence)
        else:
            self._say(_("Handed to the printer."), "good")
        self._allow()


def _printed(snapshot: Snapshot) -> tuple[object, ...]:
    """All that labels are made of, but the time."""
    record = snapshot.envelope.record
    others = record.replace(label_prints=(), second_checks=(), written_order=None, drafts=())
    envelope = snapshot.envelope.replace(record=others)
    return envelope, snapshot.preparation, snapshot.operator, snapshot.formulary
