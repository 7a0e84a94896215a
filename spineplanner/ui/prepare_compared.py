"""What the count does: vials, suspensions and doses, planned and actual side by side."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from spineplanner.domain.bag_filling import Exchange
from spineplanner.domain.comparison import Comparison, ContainerCompared, SuspensionCompared
from spineplanner.domain.preparation import Suspension
from spineplanner.ui import theme
from spineplanner.ui.cards import Card, plain_label, set_look
from spineplanner.wording import numbers
from spineplanner.wording.comparison import vials_sentences
from spineplanner.wording.sites import site_name
from spineplanner.wording.translate import _

Cell = tuple[str, str]
"""What stands in a cell, and its look."""


class Grid(QWidget):
    """A small table of labels under a head; its labels are kept, and only their words change."""

    def __init__(self, head: Sequence[str], name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._shown: list[tuple[Cell, ...]] = []
        self._rows: list[list[QLabel]] = []
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(12)
        self._layout.setVerticalSpacing(4)
        self._layout.setColumnStretch(0, 1)
        self._head = head
        for column, words in enumerate(head):
            label = plain_label(words, look="quiet", points=11, parent=self)
            self._layout.addWidget(label, 0, column, _side(column))

    def show_rows(self, rows: Sequence[tuple[Cell, ...]]) -> None:
        """Show other cells."""
        while len(self._rows) < len(rows):
            self._add_row()
        for place, labels in enumerate(self._rows):
            if place >= len(rows):
                for label in labels:
                    label.hide()
            elif place >= len(self._shown) or rows[place] != self._shown[place]:
                self._fill(labels, rows[place])
        self._shown = list(rows)

    def _add_row(self) -> None:
        labels = []
        for column in range(len(self._head)):
            label = plain_label(points=12, parent=self)
            label.setWordWrap(column == 0)
            self._layout.addWidget(label, len(self._rows) + 1, column, _side(column))
            labels.append(label)
        self._rows.append(labels)

    def _fill(self, labels: list[QLabel], row: tuple[Cell, ...]) -> None:
        for label, head, (words, look) in zip(labels, self._head, row, strict=True):
            label.setText(words)
            label.setAccessibleName(f"{row[0][0]}, {head}: {words}" if head else words)
            set_look(label, look)
            if label.isHidden():
                label.show()


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag(0) if column == 0 else Qt.AlignmentFlag.AlignRight


class ComparedCard(Card):
    """The count's effect; `more_vials_wanted` is emitted where more must be thawed."""

    more_vials_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Planned and actual"), parent)
        self._shown: tuple[Comparison, bool] | None = None
        self._vials = plain_label(points=13, weight=QFont.Weight.Bold, parent=self)
        self._vials.setWordWrap(True)
        self._more = QPushButton(_("Take another vial"), self)
        self._more.setFont(theme.font(points=12))
        self._more.setProperty("reach", "glove")
        self._more.clicked.connect(self.more_vials_wanted)
        self._suspensions = Grid(
            [_("suspension, mL"), _("planned"), _("now"), _("made")], _("Suspensions"), self
        )
        self._doses = Grid(
            [_("million cells"), _("ordered"), _("achieved"), _("off by")], _("Doses"), self
        )
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self._vials)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._suspensions)
        column.addWidget(self._doses)
        self.body.addLayout(column)

    def show_comparison(self, comparison: Comparison, *, overused: bool = False) -> None:
        """Show what was planned beside what the count and the bench have made of it.

        `overused` tells that what was made leaves too little of the stock for the rest.
        """
        if (comparison, overused) == self._shown:
            return
        self._shown = comparison, overused
        words, look = vials_words(comparison, overused=overused)
        self._vials.setText(words)
        set_look(self._vials, look)
        self._more.setVisible(bool(comparison.vials.more))
        rows = [row for item in comparison.suspensions for row in suspension_rows(item)]
        self._suspensions.show_rows(rows)
        self._doses.show_rows([dose_row(item) for item in comparison.containers])
        self.remark.setText(_("with the count") if comparison.computed.counts else _("as planned"))


def vials_words(comparison: Comparison, *, overused: bool) -> Cell:
    """Whether the vials suffice, with a shape, and the look of that."""
    vials = comparison.vials
    said = " ".join(vials_sentences(vials))
    if vials.more:
        return f"■ {said}", "stop"
    if overused:
        return _("■ More stock was used than planned: the rest does not suffice."), "stop"
    if vials.counted is not None and comparison.computed.supply is not None:
        return " ".join(filter(None, [_("✓ The vials suffice."), said])), "good"
    if vials.counted is not None:
        return _("■ With this count the order can’t be prepared. The checks say why."), "stop"
    if vials.planned is None:
        return _("– Vials: not computable"), "quiet"
    return _("● {planned} vials planned, {taken} taken").format(
        planned=vials.planned, taken=vials.taken
    ), ""


def suspension_rows(compared: SuspensionCompared) -> list[tuple[Cell, ...]]:
    """Stock, diluent and what they achieve of one suspension; what the count changes is marked."""
    known = compared.computed or compared.planned
    letter = known.letter if known else "–"
    made = compared.made
    concentration = compared.made_concentration
    fluid = exchange_rows if compared.exchange or compared.planned_exchange else _diluent_rows
    return [
        _row(
            _("{letter}: stock").format(letter=letter),
            _stock(compared.planned),
            _stock(compared.computed),
            numbers.ml(made.stock_ul) if made else "–",
        ),
        *fluid(letter, compared),
        _row(
            _("{letter}: million/mL achieved").format(letter=letter),
            _achieved(compared.planned, compared.planned_exchange),
            _achieved(compared.computed, compared.exchange),
            "–" if concentration is None else numbers.concentration(concentration),
        ),
    ]


def _diluent_rows(letter: str, compared: SuspensionCompared) -> list[tuple[Cell, ...]]:
    made = compared.made
    return [
        _row(
            _("{letter}: diluent").format(letter=letter),
            _diluent(compared.planned),
            _diluent(compared.computed),
            numbers.ml(made.diluent_ul) if made else "–",
        )
    ]


def exchange_rows(letter: str, compared: SuspensionCompared) -> list[tuple[Cell, ...]]:
    """What is withdrawn from a prefilled bag, and what is added to it where anything is."""
    now, made = compared.exchange, compared.made
    done = now.measured(made.diluent_ul) if now and made else None
    known = (compared.planned_exchange, now, done)
    withdrawn = [None if item is None else item.withdrawn_ul for item in known]
    added = [None if item is None else item.added_ul for item in known]
    rows = []
    if any(withdrawn) or not any(added):
        words = _("{letter}: withdrawn from the bag").format(letter=letter)
        rows.append(_row(words, *map(_ml, withdrawn)))
    if any(added):
        words = _("{letter}: diluent added to the bag").format(letter=letter)
        rows.append(_row(words, *map(_ml, added)))
    return rows


def _ml(volume_ul: int | None) -> str:
    return "–" if volume_ul is None else numbers.ml(volume_ul)


def _row(what: str, planned: str, now: str, made: str) -> tuple[Cell, ...]:
    changed = planned != now
    marked = _("▶ {number}").format(number=now) if changed else now
    return ((what, ""), (planned, ""), (marked, "confirm" if changed else ""), (made, ""))


def _stock(suspension: Suspension | None) -> str:
    return numbers.ml(suspension.stock_ul) if suspension else "–"


def _diluent(suspension: Suspension | None) -> str:
    return numbers.ml(suspension.diluent_ul) if suspension else "–"


def _achieved(suspension: Suspension | None, exchange: Exchange | None) -> str:
    """The concentration that follows from what is really measured, as the sheet has it."""
    if suspension is None:
        return "–"
    fluid_ul = exchange.fluid_ul if exchange else suspension.diluent_ul
    cells = suspension.stock_ul * suspension.strength
    return numbers.concentration(cells / (suspension.stock_ul + fluid_ul))


def dose_row(compared: ContainerCompared) -> tuple[Cell, ...]:
    """What one site was to get, and gets as well as it is known: given, made or computed."""
    name = _("{number}  {site}").format(number=compared.number, site=site_name(compared.site))
    ordered = "–" if compared.ordered_cells is None else numbers.millions(compared.ordered_cells)
    best = next(
        (
            cells
            for cells in (
                compared.given_cells,
                compared.made_cells,
                compared.computed_cells,
                compared.planned_cells,
            )
            if cells is not None
        ),
        None,
    )
    return ((name, ""), (ordered, ""), (_cells(best), ""), (_off(compared, best), ""))


def _cells(cells: Fraction | None) -> str:
    return "–" if cells is None else numbers.figures(cells / numbers.MILLION)


def _off(compared: ContainerCompared, best: Fraction | None) -> str:
    if best is None or not compared.ordered_cells:
        return "–"
    return numbers.signed_per_cent(best / compared.ordered_cells - 1)
