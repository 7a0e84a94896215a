"""What a window asks of the clinic besides its plans: formulary, charts, sheets and labels."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject

from spineplanner.app.charts import chart_of, kept_apart
from spineplanner.app.clinic import Clinic
from spineplanner.app.thinking import Thinker
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.label_stock import LabelStock
from spineplanner.domain.plan import Plan
from spineplanner.domain.scanning import ScannedVial, ScanRefused
from spineplanner.resources import asset
from spineplanner.store.files import FileProblemError, write_bytes_atomically
from spineplanner.store.formulary import (
    export_formulary,
    import_formulary,
    read_formulary,
    write_formulary,
)
from spineplanner.ui.chart import Chart, KeptApart, Question, Spread
from spineplanner.ui.preferences import Preferences
from spineplanner.ui.services import LabelPages, LabelRequest, Pages, Problem, SheetRequest
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.problems import problem_summary

LABEL_STOCKS = "labels"
"""The folder of the clinic's own label stocks."""


class Office(QObject):
    """The services of one window that need no store of plans."""

    def __init__(self, clinic: Clinic, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clinic = clinic
        self._thinker = Thinker(self)

    def clock(self) -> datetime:
        """The moment, in the clinic's zone."""
        return self._clinic.clock()

    def preferences(self) -> Preferences:
        """What the person has chosen."""
        return self._clinic.preferences

    def prefer(self, preferences: Preferences) -> None:
        """Remember what the person has chosen."""
        self._clinic.prefer(preferences)

    def formulary(self) -> Formulary:
        """What the clinic uses."""
        return self._clinic.formulary

    def keep_formulary(self, formulary: Formulary) -> Problem | None:
        """Write the clinic's own formulary, and let every window compute with it."""
        try:
            write_formulary(formulary, self._clinic.formulary_folder)
        except FileProblemError as error:
            return Problem(problem_summary(error.problem))
        self._clinic.use_formulary(formulary)
        return None

    def shipped_formulary(self) -> Formulary:
        """The formulary that came with the program."""
        return read_formulary(asset("formulary"))

    def export_formulary(self, formulary: Formulary, path: Path) -> Problem | None:
        """Write a whole formulary into one file, for another workstation."""
        try:
            export_formulary(formulary, path)
        except FileProblemError as error:
            return Problem(problem_summary(error.problem))
        return None

    def import_formulary(self, path: Path) -> Formulary | Problem:
        """Read a whole formulary from a file; nothing is kept by that."""
        try:
            return import_formulary(path)
        except FileProblemError as error:
            return Problem(problem_summary(error.problem))

    def usual_spread(self) -> Spread:
        """What is assumed of counts and syringes, with the sources."""
        from spineplanner.app.chart_spread import usual_spread

        return usual_spread()

    def what_if(
        self, snapshot: Snapshot, question: Question, heard: Callable[[Chart | Problem], None]
    ) -> None:
        """Compute a chart, off the window's thread; a newer question takes an older one's place."""
        self._thinker.ask("what if", lambda _stopped: chart_of(snapshot, question), heard)

    def keep_apart(
        self, snapshot: Snapshot, heard: Callable[[KeptApart | Problem], None]
    ) -> Callable[[], None]:
        """Choose each syringe's vial, off the window's thread."""
        return self._thinker.ask("apart", lambda stopped: kept_apart(snapshot, stopped), heard)

    def read_vial(self, text: str, plan: Plan) -> ScannedVial | ScanRefused:
        """Read the code on a vial; with the plan's lot that it is of, where it names one."""
        from spineplanner.app.vials import read_vial

        return read_vial(text, plan, self.formulary(), today=self.clock().date())

    def write_file(self, path: Path, data: bytes) -> Problem | None:
        """Write a file in one step."""
        try:
            write_bytes_atomically(path, data)
        except FileProblemError as error:
            return Problem(problem_summary(error.problem))
        return None

    def set_pages(
        self,
        snapshot: Snapshot,
        request: SheetRequest,
        heard: Callable[[Pages | Problem], None],
    ) -> None:
        """Set a sheet, off the window's thread; a newer request replaces one that still waits."""
        self._clinic.pages.ask(snapshot, request, heard)

    def print_pages(
        self,
        snapshot: Snapshot,
        request: SheetRequest,
        ppi: int,
        heard_page: Callable[[int, int, bytes], None],
        done: Callable[[Problem | None], None],
    ) -> None:
        """Set a sheet for a printer, off the window's thread: a grey PNG picture a page."""
        self._clinic.pages.ask_for_printing(snapshot, request, ppi, heard_page, done)

    def label_stocks(self) -> tuple[LabelStock, ...] | Problem:
        """The label stocks of the program and of the clinic."""
        from spineplanner.store.label_stocks import read_label_stocks

        try:
            return read_label_stocks(asset("labels"), clinic=self._clinic.folder / LABEL_STOCKS)
        except FileProblemError as error:
            return Problem(problem_summary(error.problem))

    def own_label_stocks(self) -> tuple[LabelStock, ...] | Problem:
        """The clinic's own label stocks alone."""
        from spineplanner.store.label_stocks import own_label_stocks

        try:
            return own_label_stocks(self._clinic.folder / LABEL_STOCKS)
        except FileProblemError as error:
            return Problem(problem_summary(error.problem))

    def keep_label_stock(self, stock: LabelStock, instead_of: LabelStock | None) -> Problem | None:
        """Write a stock of the clinic's own: a new one, or for the one that was read."""
        from spineplanner.store.label_stocks import write_label_stock

        folder = self._clinic.folder / LABEL_STOCKS
        return _stock_problem(
            lambda: write_label_stock(stock, folder, instead_of=instead_of), stock.name
        )

    def remove_label_stock(self, stock: LabelStock) -> Problem | None:
        """Take a stock of the clinic's own away, if it is still as it was read."""
        from spineplanner.store.label_stocks import remove_label_stock

        folder = self._clinic.folder / LABEL_STOCKS
        return _stock_problem(lambda: remove_label_stock(stock, folder), stock.name)

    def set_labels(
        self,
        snapshot: Snapshot,
        request: LabelRequest,
        heard: Callable[[LabelPages | Problem], None],
    ) -> None:
        """Set labels, off the window's thread; a newer request replaces one that still waits."""
        self._clinic.pages.ask_for_labels(snapshot, request, heard)

    def print_labels(
        self,
        snapshot: Snapshot,
        request: LabelRequest,
        ppi: int,
        heard_page: Callable[[int, int, bytes], None],
        done: Callable[[Problem | None], None],
    ) -> None:
        """Set labels for a printer, off the window's thread: a grey PNG picture a page."""
        self._clinic.pages.print_labels(snapshot, request, ppi, heard_page, done)


def _stock_problem(change: Callable[[], None], name: str) -> Problem | None:
    """Change the clinic's label stocks, or say why they are as they were."""
    from spineplanner.store.label_stocks import StockChangedError
    from spineplanner.wording.labels import stock_changed_sentence

    try:
        change()
    except FileProblemError as error:
        return Problem(problem_summary(error.problem))
    except StockChangedError:
        return Problem(stock_changed_sentence(name))
    return None
