"""Which labels, on which stock, from which place on, and what makes up for the printer."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from spineplanner.domain.label_stock import Adjustment, LabelStock
from spineplanner.domain.labels import MAX_SPARES
from spineplanner.ui.cards import Card
from spineplanner.ui.fields import ChoiceField, Field, LineField, NumberField
from spineplanner.ui.label_map import LabelMap
from spineplanner.ui.services import LabelRequest
from spineplanner.wording import numbers
from spineplanner.wording.reading import read_whole, write_share
from spineplanner.wording.reading_labels import read_containers, read_offset, read_scale
from spineplanner.wording.translate import _, ngettext

SPARE = "S"
"""What stands for a spare label in the picture of the page."""


class LabelChoice(Card):
    """The fields beside the pages; `changed` tells that other labels are wanted.

    `adjusted` carries a stock's id and what makes up for the printer on it from now on.
    """

    changed = Signal()
    adjusted = Signal(str, object)

    def __init__(self, stocks: tuple[LabelStock, ...], parent: QWidget | None = None) -> None:
        super().__init__(_("Labels"), parent)
        self._stocks = {stock.id: stock for stock in stocks}
        self._kept: dict[str, Adjustment] = {}
        self._request = LabelRequest(stocks[0], Adjustment())
        self._containers: tuple[int, ...] = ()
        self._earlier: tuple[int, ...] = ()
        self.stock = ChoiceField(
            _("Label &stock"),
            [(stock.id, stock.name) for stock in stocks],
            can_unsay=False,
            parent=self,
        )
        self.copy_button = self._link(
            _("O&wn stock…"), _("Copy this label stock into one of the clinic’s own")
        )
        self.change_button = self._link(
            _("C&hange or delete it…"), _("Change or delete this label stock of the clinic’s own")
        )
        self.start = self._number(_("&First free label"), self._read_start, str)
        self.spares = self._number(
            _("Spare &labels"), partial(read_whole, least=0, most=MAX_SPARES), str
        )
        self.map = LabelMap(self)
        self.only = NumberField(_("&Only containers"), read_containers, _numbers_typed, parent=self)
        self.only.show_remark(_("All where empty; or some, such as 3,5-7."))
        self.reason = LineField(_("&Reason for printing again"), parent=self)
        self.right = self._number(_("To the &right"), read_offset, numbers.ml, _("mm"))
        self.down = self._number(_("&Down"), read_offset, numbers.ml, _("mm"))
        self.scale = self._number(_("S&cale"), read_scale, write_share, "%")
        self._lay_out()
        self._connect()
        self._show()
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 52)

    def _number(
        self, label: str, read: Callable[[str], Any], write: Callable[[Any], str], unit: str = ""
    ) -> NumberField:
        return NumberField(label, read, write, unit=unit, needed=True, parent=self)

    def _link(self, text: str, explained: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("look", "link")
        button.setAutoDefault(False)
        button.setAccessibleDescription(explained)
        button.setToolTip(explained)
        return button

    def _lay_out(self) -> None:
        ways = QHBoxLayout()
        ways.addWidget(self.copy_button)
        ways.addWidget(self.change_button)
        ways.addStretch(1)
        self.body.addWidget(self.stock)
        self.body.addLayout(ways)
        grid = QGridLayout()
        grid.setSpacing(4)
        grid.addWidget(self.start, 1, 0, 1, 3)
        grid.addWidget(self.spares, 1, 3, 1, 3)
        grid.addWidget(self.map, 2, 0, 1, 6)
        grid.addWidget(self.only, 3, 0, 1, 6)
        grid.addWidget(self.reason, 4, 0, 1, 6)
        for place, field in enumerate((self.right, self.down, self.scale)):
            grid.addWidget(field, 5, 2 * place, 1, 2)
        self.body.addLayout(grid)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.stock.committed.connect(self._take_stock)
        self.map.chosen.connect(partial(self._take, "start"))
        for name in ("start", "spares", "reason"):
            getattr(self, name).committed.connect(partial(self._take, name))
        self.only.committed.connect(self._take_only)
        for name, part in (
            ("right", "offset_x_um"),
            ("down", "offset_y_um"),
            ("scale", "scale_bp"),
        ):
            getattr(self, name).committed.connect(partial(self._adjust, part))

    def _read_start(self, text: str) -> object:
        return read_whole(text, least=1, most=self._request.stock.per_page)

    @property
    def request(self) -> LabelRequest:
        """The labels that are wanted; a reason counts only where one is asked for."""
        wanted = replace(self._request, earlier=self._earlier)
        return wanted if self.reason.isVisibleTo(self) else replace(wanted, reason=None)

    @property
    def wanted(self) -> tuple[int, ...]:
        """The numbers of the containers that are to be labelled."""
        return self._request.only or self._containers

    def in_tab_order(self) -> tuple[QWidget, ...]:
        """What takes the focus, from top to bottom."""
        stock = (self.stock.entry, self.copy_button, self.change_button)
        above = (*stock, self.start.entry, self.spares.entry, self.map)
        below = (self.only, self.reason, self.right, self.down, self.scale)
        return (*above, *(field.entry for field in below))

    @property
    def stocks(self) -> tuple[LabelStock, ...]:
        """All that can be chosen."""
        return tuple(self._stocks.values())

    def show_stocks(self, stocks: tuple[LabelStock, ...], chosen: str) -> None:
        """Offer other stocks, and choose one; the same as before where that one is not there."""
        self._stocks = {stock.id: stock for stock in stocks}
        self.stock.show_options([(stock.id, stock.name) for stock in stocks])
        before = self._request.stock.id
        wanted = next((name for name in (chosen, before) if name in self._stocks), stocks[0].id)
        self._take_stock(wanted)

    def allow_change(self, *, own: bool) -> None:
        """Offer to change the chosen stock where it is the clinic's own."""
        self.change_button.setVisible(own)

    def use(self, stock: str | None, adjustments: dict[str, Adjustment]) -> None:
        """Begin with the stock and the adjustments that this workstation had last."""
        self._kept = adjustments
        chosen = self._stocks.get(stock or "", self._request.stock)
        adjustment = adjustments.get(chosen.id, Adjustment())
        self._request = replace(self._request, stock=chosen, adjustment=adjustment)
        self._show()

    def show_containers(self, containers: tuple[int, ...], earlier: tuple[int, ...]) -> None:
        """Take over which containers there are, and which of them have labels already."""
        self._containers, self._earlier = containers, earlier
        again = tuple(number for number in self.wanted if number in earlier)
        self.reason.setVisible(bool(again))
        said = ngettext(
            "Label {numbers} was printed before: say why again.",
            "Labels {numbers} were printed before: say why again.",
            len(again),
        ).format(numbers=numbers.number_range(again))
        self.reason.show_remark(said if again else "")
        self._show_map()

    def ask_reason(self) -> None:
        """Point to the reason that is missing; what it is for stands beneath."""
        self.reason.refuse(_("Nothing goes out without it."))
        self.reason.take_focus()

    def commit(self) -> Field | None:
        """Take what is typed; give the first field with something wrong in it."""
        fields: list[Field] = [
            self.start,
            self.spares,
            self.only,
            self.reason,
            self.right,
            self.down,
            self.scale,
        ]
        for field in fields:
            field.commit()
        return next((f for f in fields if f.is_refused and f.isVisibleTo(self)), None)

    def forget_reason(self) -> None:
        """Ask for another reason the next time."""
        self._take("reason", None)

    def _take(self, name: str, value: object) -> None:
        changed: Any = {name: value}
        self._request = replace(self._request, **changed)
        self._show()
        self.changed.emit()

    def _take_only(self, value: tuple[int, ...] | None) -> None:
        self._take("only", value or ())

    def _take_stock(self, stock: str) -> None:
        """Take another stock, from its first label on, with what makes up for the printer there."""
        self.use(stock, self._kept)
        self._take("start", 1)
        self.adjusted.emit(stock, self._request.adjustment)

    def _adjust(self, part: str, value: int) -> None:
        adjustment = self._request.adjustment.replace(**{part: value})
        self._kept = self._kept | {self._request.stock.id: adjustment}
        self._take("adjustment", adjustment)
        self.adjusted.emit(self._request.stock.id, adjustment)

    def _show(self) -> None:
        wanted = self._request
        self.stock.show_value(wanted.stock.id)
        self.start.show_value(wanted.start)
        self.spares.show_value(wanted.spares)
        self.only.show_value(wanted.only or None)
        self.reason.show_value(wanted.reason)
        self.right.show_value(wanted.adjustment.offset_x_um)
        self.down.show_value(wanted.adjustment.offset_y_um)
        self.scale.show_value(wanted.adjustment.scale_bp)
        several = wanted.stock.per_page > 1
        self.start.setVisible(several)
        self.map.setVisible(several)
        self._show_map()

    def _show_map(self) -> None:
        wanted = self._request
        words = (*map(str, self.wanted), *([SPARE] * wanted.spares))
        self.map.show_page(wanted.stock, wanted.start, words)


def _numbers_typed(containers: tuple[int, ...]) -> str:
    return ", ".join(map(str, containers))
