"""Printing at actual size: one millimetre of the sheet is one millimetre on paper."""

from typing import Protocol

from PySide6.QtCore import QMarginsF, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from spineplanner.ui.services import Problem
from spineplanner.wording.translate import _

MOST_PPI = 600
"""Finer pictures cost four times as much and look the same on paper."""

PAPERS = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}


class Printers(Protocol):
    """The printers of this computer."""

    def any(self) -> bool:
        """Whether there is one."""
        ...

    def choose(self, parent: QWidget, *, paper: str, pages: int) -> QPrinter | None:
        """Let the person choose printer, copies and pages; None where they think better of it."""
        ...


class SystemPrinters:
    """The printers that the system knows, in the system's own dialog."""

    def any(self) -> bool:
        """Whether the system knows one."""
        return bool(QPrinterInfo.availablePrinterNames())

    def choose(self, parent: QWidget, *, paper: str, pages: int) -> QPrinter | None:
        """Ask in the system's dialog. The paper is the sheet's, whatever is chosen there."""
        return ask_for_printer(parent, QPageSize(PAPERS[paper]), pages=pages)


def ask_for_printer(parent: QWidget, size: QPageSize, *, pages: int) -> QPrinter | None:
    """Ask for a printer in the system's dialog, and for some of several pages."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    take_paper(printer, size)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, on=pages > 1)
    dialog.setMinMax(1, pages)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if not accepted:
        return None
    take_paper(printer, size)
    return printer


def take_paper(printer: QPrinter, size: QPageSize) -> None:
    """Take paper of any size, upright and to its edges; what is printed has its own margins."""
    printer.setFullPage(True)
    printer.setPageSize(size)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setColorMode(QPrinter.ColorMode.GrayScale)


def ppi_for(printer: QPrinter) -> int:
    """The pixels per inch that pictures for a printer need."""
    return min(printer.resolution(), MOST_PPI)


def pages_in_order(printer: QPrinter, count: int) -> list[int]:
    """The pages to paint, counted from 0, as often and in the order the person chose.

    Copies are the printer's own work where it can make them.
    """
    pages = list(range(count))
    if printer.printRange() is QPrinter.PrintRange.PageRange:
        pages = [page for page in pages if printer.pageRanges().contains(page + 1)]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    if printer.collateCopies():
        return pages * copies
    return [page for page in pages for _copy in range(copies)]


class PrintRun(QObject):
    """One sheet on its way to a printer: first all its pictures are made, then they are painted.

    Nothing goes out before the last picture is there. `progressed` counts what is done and what
    there is to do, 0 while that is not known; `ended` has the sentence of what went wrong, or
    nothing.
    """

    progressed = Signal(int, int)
    ended = Signal(str)

    def __init__(self, printer: QPrinter, ppi: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer = printer
        self._ppi = ppi
        self._pictures: dict[int, bytes] = {}
        self._order: list[int] = []
        self._painted = 0
        self._painter = QPainter()
        self._over = False
        self._turn = QTimer(self, interval=0, singleShot=True)
        self._turn.timeout.connect(self._paint_next)

    def page_heard(self, number: int, of: int, picture: bytes) -> None:
        """Take the picture of a page, counted from 1."""
        if not self._over:
            self._pictures[number - 1] = picture
            self.progressed.emit(0, of)

    def all_heard(self, problem: Problem | None) -> None:
        """Begin to paint; or end, where the pictures could not be made."""
        if self._over:
            return
        if problem is not None:
            self._end(problem.sentence)
            return
        self._order = pages_in_order(self._printer, len(self._pictures))
        if not self._order:
            self._end(_("None of the pages that were chosen is in this sheet."))
        elif not self._painter.begin(self._printer):
            self._end(_("The printer does not take the sheet. Nothing was printed."))
        else:
            self._turn.start()

    def cancel(self) -> None:
        """Print nothing any more; what the printer has taken already may still come out."""
        if self._over:
            return
        if self._painter.isActive():
            self._printer.abort()
        self._end(_("Printing was cancelled."))

    def _paint_next(self) -> None:
        """Paint one page a turn, so that the window stays alive and can cancel."""
        if self._over:
            return
        if self._painted and not self._printer.newPage():
            self._printer.abort()
            self._end(_("The printer stopped before the last page."))
            return
        paint_page(self._painter, self._pictures[self._order[self._painted]], self._ppi)
        self._painted += 1
        self.progressed.emit(self._painted, len(self._order))
        if self._painted < len(self._order):
            self._turn.start()
        else:
            self._end("")

    def _end(self, sentence: str) -> None:
        self._over = True
        if self._painter.isActive() and not self._painter.end():
            sentence = sentence or _("The printer did not take the whole sheet.")
        self._pictures.clear()
        self.ended.emit(sentence)


def paint_page(painter: QPainter, picture: bytes, ppi: int) -> None:
    """Paint a page's picture from the paper's corner, each of its inches one inch."""
    image = QImage.fromData(picture)
    scale = painter.device().logicalDpiX() / ppi, painter.device().logicalDpiY() / ppi
    painter.drawImage(QRectF(0, 0, image.width() * scale[0], image.height() * scale[1]), image)
