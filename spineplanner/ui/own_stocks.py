"""Opens the dialog of the clinic's own label stocks, and keeps or takes away what it says."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from spineplanner.domain.label_stock import LabelStock
from spineplanner.ui.label_stock_dialog import LabelStockDialog
from spineplanner.ui.services import Problem, Services


class OwnStocks(QObject):
    """One dialog at a time, over the window of labels.

    `changed` carries all stocks as they are now and the id of the one that was kept, or "";
    `refused` a sentence on why they can't be read.
    """

    changed = Signal(object, str)
    refused = Signal(str)

    def __init__(self, services: Services, over: QWidget) -> None:
        super().__init__(over)
        self._services = services
        self._over = over
        self.dialog: LabelStockDialog | None = None

    def is_own(self, stock: LabelStock) -> bool:
        """Whether a stock is the clinic's own, so that it can be changed."""
        own = self._services.own_label_stocks()
        return not isinstance(own, Problem) and stock in own

    def copy(self, stock: LabelStock, stocks: Sequence[LabelStock]) -> None:
        """Let a stock be copied into one of the clinic's own."""
        self._open(LabelStockDialog(stock, stocks, parent=self._over))

    def change(self, stock: LabelStock, stocks: Sequence[LabelStock]) -> None:
        """Let a stock of the clinic's own be changed or taken away."""
        others = [other for other in stocks if other.id != stock.id]
        self._open(LabelStockDialog(stock, others, own=True, parent=self._over))

    def _open(self, dialog: LabelStockDialog) -> None:
        self.dialog = dialog
        dialog.kept.connect(self._keep)
        dialog.removed.connect(self._remove)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.fields["name"].take_focus()

    def _keep(self, stock: LabelStock, instead_of: LabelStock | None) -> None:
        self._answer(self._services.keep_label_stock(stock, instead_of), stock.id)

    def _remove(self, stock: LabelStock) -> None:
        self._answer(self._services.remove_label_stock(stock), "")

    def _answer(self, problem: Problem | None, chosen: str) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        if problem is not None:
            dialog.refuse(problem.sentence)
            return
        self.dialog = None
        dialog.accept()
        stocks = self._services.label_stocks()
        if isinstance(stocks, Problem):
            self.refused.emit(stocks.sentence)
        else:
            self.changed.emit(stocks, chosen)
