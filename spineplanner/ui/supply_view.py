"""The cell supply: the vials drawn, how many to thaw and why, beside what the label says."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from spineplanner.domain.formulary import Product
from spineplanner.domain.preparation import Pool, Supply
from spineplanner.ui import theme
from spineplanner.ui.cards import Card, plain_label
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording import numbers
from spineplanner.wording.sheet.supply import expiry_date
from spineplanner.wording.translate import _, ngettext

MOST_VIALS_DRAWN = 14


@dataclass(frozen=True, slots=True)
class Vial:
    """One vial as drawn: the share of its stock that is used; None of one that is not thawed."""

    used: Fraction | None
    words: str


def vials_of(supply: Supply) -> tuple[Vial, ...]:
    """The vials of all lots: those to thaw with what is used of each, then the spare ones.

    Each holds `available / vials` of its lot's pool; all but the last are used up. Where they
    are kept apart, each loses a sample and a residual besides what it is used for.
    """
    thawed: list[Vial] = []
    for pool in supply.pools:
        each_ul = Fraction(pool.available_ul, pool.vials)
        cells = pool.strength.cells_per_ul
        thawed += [
            Vial(used_ul / each_ul, numbers.rounded_millions(used_ul * cells))
            for used_ul in _used_of_each(pool, each_ul)
        ]
    spare = max(supply.spare or 0, 0)
    return (*thawed, *(Vial(None, NOT_THAWED) for _number in range(spare)))


def _used_of_each(pool: Pool, each_ul: Fraction) -> Iterator[Fraction]:
    left_ul = Fraction(pool.total_ul)
    lost_ul = Fraction(pool.sample_ul + pool.residual_ul, pool.vials)
    for place in range(pool.vials):
        if pool.uses:
            stock_ul = pool.uses[place].stock_ul if place < len(pool.uses) else 0
            used_ul = stock_ul + lost_ul
        else:
            used_ul = min(max(left_ul, Fraction(0)), each_ul)
        left_ul -= used_ul
        yield used_ul


NOT_THAWED = "–"


class VialRow(QWidget):
    """Vials side by side, filled as far as they are used, with the million cells used of each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vials: tuple[Vial, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_vials(self, vials: tuple[Vial, ...], said: str) -> None:
        """Draw other vials; `said` is what a screen reader says of them."""
        if vials != self._vials:
            self._vials = vials
            self.update()
        self.setAccessibleName(said)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 40, self.fontMetrics().height() * 5)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 20, self.fontMetrics().height() * 4)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        application = QApplication.instance()
        if not self._vials or not isinstance(application, QApplication):
            return
        colours = theme.colours_for(application)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(points=9, weight=QFont.Weight.DemiBold))
        shown, pitch = self._fitting()
        written = pitch >= self._least(painter.fontMetrics())
        for place, vial in enumerate(self._vials[:shown]):
            box = QRectF(place * pitch + 2, 2, pitch - 6, self.height() - 4)
            _draw_vial(painter, box, vial, colours, written=written)
        if shown < len(self._vials):
            painter.setPen(QColor(colours.quiet))
            beside = self.rect().adjusted(round(shown * pitch), 0, 0, 0)
            more = _("+ {more}").format(more=len(self._vials) - shown)
            painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, more)
        painter.end()

    def _least(self, metrics: QFontMetrics) -> float:
        """How wide a vial must be for its number; in thinner ones only the filling is drawn."""
        widest = max(metrics.horizontalAdvance(vial.words) for vial in self._vials)
        return widest + 0.9 * metrics.averageCharWidth()

    def _fitting(self) -> tuple[int, float]:
        """How many vials are drawn, and how far apart; the rest are counted."""
        shown = min(len(self._vials), MOST_VIALS_DRAWN)
        room = self.width() * (0.85 if shown < len(self._vials) else 1.0)
        return shown, min(room / max(shown, 6), self.height() * 0.5)


def _draw_vial(
    painter: QPainter, box: QRectF, vial: Vial, colours: theme.Colours, *, written: bool
) -> None:
    """Draw a cap, a body, and the stock in it; a vial that stays frozen is dashed and empty."""
    cap = QRectF(
        box.left() + box.width() * 0.18, box.top(), box.width() * 0.64, box.height() * 0.13
    )
    body = QRectF(box.left(), cap.bottom() + 1, box.width(), box.height() - cap.height() - 1)
    thawed = vial.used is not None
    line = QColor(colours.good if thawed else colours.field_border)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(line)
    painter.drawRoundedRect(cap, 2, 2)
    if vial.used:
        inner = body.adjusted(2, 2, -2, -2)
        top = inner.bottom() - inner.height() * float(vial.used)
        painter.setBrush(QColor(colours.good_pale))
        painter.drawRoundedRect(
            QRectF(inner.left(), top, inner.width(), inner.bottom() - top), 3, 3
        )
    pen = QPen(line, 1.2)
    if not thawed:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(body, 5, 5)
    painter.setPen(QColor(colours.text if thawed else colours.quiet))
    if written:
        painter.drawText(body, Qt.AlignmentFlag.AlignCenter, vial.words)


class SupplyView(Card):
    """What must be thawed, as a picture, a number and the sums that lead to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Cell supply"), parent)
        self._lot = plain_label(look="quiet", points=9, parent=self)
        self._lot.setWordWrap(True)
        self._vials = VialRow(self)
        self._number = plain_label(look="good", points=30, weight=QFont.Weight.Bold, parent=self)
        self._caption = plain_label(points=9, weight=QFont.Weight.DemiBold, parent=self)
        self._label = plain_label(
            look="confirm", points=9, weight=QFont.Weight.DemiBold, parent=self
        )
        self._needs = plain_label(weight=QFont.Weight.Medium, parent=self)
        self._serves = plain_label(look="quiet", points=9, parent=self)
        for label in (self._needs, self._serves):
            label.setWordWrap(True)
        side = QVBoxLayout()
        side.setSpacing(0)
        for label in (self._number, self._caption, self._label):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            side.addWidget(label)
        row = QHBoxLayout()
        row.addWidget(self._vials, 1)
        row.addLayout(side)
        self.body.addWidget(self._lot)
        self.body.addLayout(row)
        self.body.addWidget(self._needs)
        self.body.addWidget(self._serves)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for every line: a splitter asks for no height by width."""
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(event.size().width()))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the supply of a plan."""
        product = snapshot.formulary.product(snapshot.plan.supply.product)
        self.remark.setText(_product_words(product, snapshot))
        self._lot.setText(_lot_words(snapshot))
        supply = snapshot.preparation.supply
        if supply is None:
            self._show_unknown()
            return
        vials = vials_of(supply)
        self._vials.show_vials(vials, _said(supply))
        self._number.setText(str(supply.vials))
        measured = snapshot.preparation.measured
        self._caption.setText(
            ngettext("vial thawed", "vials thawed", supply.vials)
            if measured
            else ngettext("vial to thaw", "vials to thaw", supply.vials)
        )
        self._label.setText(_label_words(supply))
        self._needs.setText(_needs_words(supply, measured=measured))
        self._serves.setText(_serves_words(supply))

    def _show_unknown(self) -> None:
        self._vials.show_vials((), _("Vials: not computable"))
        self._number.setText(NOT_THAWED)
        self._caption.setText(_("vials: not computable"))
        self._label.setText("")
        self._needs.setText(_("The checks say what is missing."))
        self._serves.setText("")


def _product_words(product: Product | None, snapshot: Snapshot) -> str:
    if product is None:
        return _("Product not chosen")
    strength = snapshot.preparation.planned_strength
    if product.label_cells is None:
        return product.name
    label = numbers.cells(product.label_cells)
    supply = snapshot.preparation.supply
    if strength is None or supply is None:
        return _("label {label} a vial").format(label=label)
    usable = numbers.rounded_millions(supply.pools[0].vial_ul * strength.cells_per_ul)
    return _("label {label} a vial, usable {usable} million").format(label=label, usable=usable)


def _lot_words(snapshot: Snapshot) -> str:
    supply = snapshot.plan.supply
    parts = []
    for lot in supply.lots:
        expiry = expiry_date(lot.expiry) if lot.expiry else _("not stated")
        hand = _("not stated") if lot.on_hand is None else str(lot.on_hand)
        parts.append(
            _("Lot {number}, expires {expiry}, on hand {hand}").format(
                number=lot.number, expiry=expiry, hand=hand
            )
        )
    parts = parts or [_("Lot not stated")]
    if supply.recovery_bp is not None and supply.viability_bp is not None:
        parts.append(
            _("planned {recovery} × {viability}").format(
                recovery=numbers.per_cent_bp(supply.recovery_bp),
                viability=numbers.per_cent_bp(supply.viability_bp),
            )
        )
    return " · ".join(parts)


def _label_words(supply: Supply) -> str:
    if supply.label_vials == supply.vials:
        return _("the label alone says the same")
    return _("the label alone says {vials}").format(vials=supply.label_vials)


def _needs_words(supply: Supply, *, measured: bool) -> str:
    prepared = numbers.rounded_millions(supply.cells_needed)
    if measured:
        return _("The count is entered · {prepared} million with what stays behind").format(
            prepared=prepared
        )
    if any(pool.uses for pool in supply.pools):
        return _(
            "Kept apart, each syringe from one vial: thaw {vials} · {prepared} million with what "
            "stays behind"
        ).format(vials=supply.vials, prepared=prepared)
    needs = numbers.vials_needed(pool.needed for pool in supply.pools)
    return _("Needs {needs}, thaw {vials} · {prepared} million with what stays behind").format(
        needs=needs, vials=supply.vials, prepared=prepared
    )


def _serves_words(supply: Supply) -> str:
    parts = []
    if supply.viability_margin_permille is not None:
        lowest = numbers.decimal_permille(supply.viability_margin_permille)
        parts.append(_("Serves down to {viability} viable").format(viability=lowest))
    left = numbers.rounded_millions(supply.cells_left_over)
    parts.append(_("{left} million left").format(left=left))
    if supply.spare is not None:
        parts.append(
            ngettext("{count} vial spare", "{count} vials spare", supply.spare).format(
                count=supply.spare
            )
        )
    return " · ".join(parts)


def _said(supply: Supply) -> str:
    return _("{vials} vials, {spare} to spare").format(
        vials=supply.vials, spare=supply.spare if supply.spare is not None else _("not stated")
    )
