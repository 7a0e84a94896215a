"""The two fields of what is assumed of a count and of a syringe."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from spineplanner.ui.chart import Spread
from spineplanner.ui.fields import NumberField
from spineplanner.wording.reading import write_share
from spineplanner.wording.reading_limits import read_share_or_zero
from spineplanner.wording.translate import _


class SpreadFields(QWidget):
    """Coefficients of variation of the count and of a syringe, each with its source beneath.

    `spread_wanted` carries what was entered.
    """

    spread_wanted = Signal(object)

    def __init__(self, spread: Spread, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spread = spread
        self.count = self._field(_("&Count, coefficient of variation"), spread.count_source)
        self.syringe = self._field(_("S&yringe, coefficient of variation"), spread.syringe_source)
        self.count.committed.connect(self._take_count)
        self.syringe.committed.connect(self._take_syringe)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        row.addWidget(self.count, 1)
        row.addWidget(self.syringe, 1)
        self._show()

    def _field(self, label: str, source: str) -> NumberField:
        field = NumberField(
            label, read_share_or_zero, write_share, unit="%", needed=True, parent=self
        )
        field.show_remark(source)
        return field

    def _take_count(self, share_bp: int) -> None:
        self._take(replace(self._spread, count_bp=share_bp))

    def _take_syringe(self, share_bp: int) -> None:
        self._take(replace(self._spread, syringe_bp=share_bp))

    def _take(self, spread: Spread) -> None:
        self._spread = spread
        self._show()
        self.spread_wanted.emit(spread)

    def _show(self) -> None:
        self.count.show_value(self._spread.count_bp)
        self.syringe.show_value(self._spread.syringe_bp)
