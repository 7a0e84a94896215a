"""The totals at the foot of the plan: what is ordered, what it takes, and what stops it."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from spineplanner.domain.anatomy import VEIN, Route
from spineplanner.domain.findings import reason_for
from spineplanner.domain.formulary import Basis
from spineplanner.domain.plan import Aliquot, Plan
from spineplanner.domain.rules import Severity
from spineplanner.ui.cards import plain_label, set_look
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording import numbers
from spineplanner.wording.translate import _, ngettext


class Figure(NamedTuple):
    """A number and what it is of."""

    value: str
    of: str


NOT_COMPUTABLE = "–"


def totals(snapshot: Snapshot) -> tuple[Figure, ...]:
    """Put the totals of a plan into words; what can't be computed is a dash."""
    plan = snapshot.plan
    supply = snapshot.preparation.supply
    facets = [item for item in plan.aliquots if item.site.route is Route.FACET]
    epidurals = [item for item in plan.aliquots if item.site.route is Route.EPIDURAL]
    vials = None if supply is None else supply.vials
    left = None if supply is None else numbers.rounded_millions(supply.cells_left_over)
    return (
        _assigned(plan),
        Figure(
            _millions(sum(item.cells or 0 for item in facets)),
            ngettext("million, {count} facet", "million, {count} facets", len(facets)).format(
                count=len(facets)
            ),
        ),
        Figure(_millions(sum(item.cells or 0 for item in epidurals)), _("million, epidural")),
        Figure(_millions(_in_the_vein(plan)), _("million, intravenous")),
        _into_the_spine((*facets, *epidurals)),
        _containers(plan),
        Figure(
            NOT_COMPUTABLE if vials is None else str(vials),
            _("vials: not computable")
            if vials is None
            else _vials_words(vials, measured=snapshot.preparation.measured),
        ),
        Figure(
            NOT_COMPUTABLE if left is None else left,
            _("million left over") if left is not None else _("left over: not computable"),
        ),
    )


def _into_the_spine(aliquots: Sequence[Aliquot]) -> Figure:
    """The volume for the spine; of what is only partly stated there is no sum."""
    volumes = [item.volume_ul for item in aliquots]
    known = [volume for volume in volumes if volume is not None]
    if len(known) < len(volumes):
        return Figure(NOT_COMPUTABLE, _("into the spine: not stated"))
    return Figure(numbers.volume(sum(known)), _("into the spine"))


def _vials_words(vials: int, *, measured: bool) -> str:
    """What the number of vials is of: once they are counted, there is nothing to thaw."""
    if measured:
        return ngettext("vial thawed", "vials thawed", vials)
    return ngettext("vial to thaw", "vials to thaw", vials)


def _assigned(plan: Plan) -> Figure:
    basis = {Basis.VIABLE: _("viable"), Basis.TOTAL: _("total"), None: _("(basis?)")}
    word = basis[plan.supply.dose_basis]
    ordered = numbers.millions(plan.ordered_cells)
    if plan.target_cells is None:
        return Figure(ordered, _("million {basis} ordered").format(basis=word))
    target = numbers.millions(plan.target_cells)
    rest = plan.target_cells - plan.ordered_cells
    if rest == 0:
        return Figure(ordered, _("of {target} million assigned").format(target=target))
    if rest > 0:
        return Figure(
            ordered,
            _("of {target} million, {rest} remain").format(
                target=target, rest=numbers.millions(rest)
            ),
        )
    return Figure(
        ordered,
        _("of {target} million, {over} too many").format(
            target=target, over=numbers.millions(-rest)
        ),
    )


def _in_the_vein(plan: Plan) -> int:
    infusion = plan.aliquot_at(VEIN)
    return (infusion.cells or 0) if infusion else 0


def _millions(cells: int) -> str:
    return numbers.decimal(Fraction(cells, 1_000_000), places=6)


def _containers(plan: Plan) -> Figure:
    bags = sum(item.is_bag for item in plan.aliquots)
    syringes = len(plan.aliquots) - bags
    if bags:
        return Figure(f"{syringes} + {bags}", _("syringes + bag"))
    return Figure(str(syringes), ngettext("syringe", "syringes", syringes))


def open_counts(snapshot: Snapshot) -> tuple[int, int]:
    """How many stops, and how many findings that want a reason and have none."""
    reasons = snapshot.envelope.reasons
    stops = sum(f.severity is Severity.STOP for f in snapshot.findings)
    open_ = sum(
        f.severity is Severity.CONFIRM and reason_for(f, reasons) is None for f in snapshot.findings
    )
    return stops, open_


class TotalsBar(QFrame):
    """Eight figures, and a button that leads to the first finding that is open."""

    first_finding_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setAccessibleName(_("Totals"))
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 12, 8)
        row.setSpacing(10)
        self._shown: tuple[Figure, ...] = ()
        self._cells = []
        for _place in range(8):
            value = plain_label(points=15, weight=QFont.Weight.Bold, parent=self)
            of = plain_label(look="quiet", points=9, parent=self)
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(value)
            column.addWidget(of)
            row.addLayout(column, 1)
            self._cells.append((value, of))
        self.state = QPushButton(self)
        self.state.clicked.connect(self.first_finding_wanted)
        row.addWidget(self.state)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the totals of a plan."""
        figures = totals(snapshot)
        if figures != self._shown:
            self._shown = figures
            for (value, of), figure in zip(self._cells, figures, strict=True):
                value.setText(figure.value)
                of.setText(figure.of)
            self.setAccessibleDescription("; ".join(f"{f.value} {f.of}" for f in figures))
        self._show_state(*open_counts(snapshot))

    def _show_state(self, stops: int, to_confirm: int) -> None:
        if stops:
            text = ngettext("■ {count} stop", "■ {count} stops", stops).format(count=stops)
            look = "bar-stop"
        elif to_confirm:
            text = _("▲ {count} to confirm").format(count=to_confirm)
            look = "bar-confirm"
        else:
            text = _("✓ Nothing open")
            look = "bar-good"
        if self.state.text() != text:
            self.state.setText(text)
            self.state.setAccessibleName(_("{state}: go to the checks").format(state=text[2:]))
            set_look(self.state, look)
