"""The ways in which labels go out: a printer of the system, or a PDF file."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from spineplanner.domain.label_stock import LabelStock
from spineplanner.ui.printing import PrintRun, ask_for_printer, ppi_for
from spineplanner.ui.services import LabelPages, Services
from spineplanner.ui.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable


class LabelPrinters(Protocol):
    """The printers of this computer."""

    def any(self) -> bool:
        """Whether there is one."""
        ...

    def choose(self, parent: QWidget, stock: LabelStock) -> QPrinter | None:
        """Let the person choose one; None where they think better of it."""
        ...


class SystemLabelPrinters:
    """The printers that the system knows."""

    def any(self) -> bool:
        """Whether the system knows one."""
        return bool(QPrinterInfo.availablePrinterNames())

    def choose(self, parent: QWidget, stock: LabelStock) -> QPrinter | None:
        """Ask in the system's dialog; all pages are printed, for all labels are noted."""
        return ask_for_printer(parent, stock_size(stock), pages=1)


def stock_size(stock: LabelStock) -> QPageSize:
    """The paper of a label stock, upright as it is described."""
    size = QSizeF(stock.page_width_um / 1000, stock.page_height_um / 1000)
    policy = QPageSize.SizeMatchPolicy.FuzzyMatch
    return QPageSize(size, QPageSize.Unit.Millimeter, stock.name, policy)


class LabelRun(QObject):
    """Labels on their way to a printer.

    `begun` tells once that a page may be on paper, `progressed` and `ended` as `PrintRun` does.
    """

    begun = Signal()
    progressed = Signal(int, int)
    ended = Signal(str)

    def __init__(self, services: Services, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._ppi = ppi_for(printer)
        self._run = PrintRun(printer, self._ppi, self)
        self._told = False
        self._run.progressed.connect(self._progress)
        self._run.ended.connect(self.ended)
        self.cancel: Callable[[], None] = self._run.cancel

    def start(self, snapshot: Snapshot, pages: LabelPages) -> None:
        """Make the pictures, then paint them."""
        run = self._run
        self._services.print_labels(
            snapshot, pages.request, self._ppi, run.page_heard, run.all_heard
        )

    def _progress(self, done: int, of: int) -> None:
        if done and not self._told:
            self._told = True
            self.begun.emit()
        self.progressed.emit(done, of)
