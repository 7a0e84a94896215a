"""The planning page: spine, table, supply, checks and totals at once, and the form beside them."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from spineplanner.domain import edits
from spineplanner.domain.anatomy import Site, SiteKind
from spineplanner.domain.findings import Finding
from spineplanner.domain.plan import Plan
from spineplanner.ui.aliquot_table import AliquotTable
from spineplanner.ui.brush import Brush, BrushMode
from spineplanner.ui.brush_bar import BrushBar
from spineplanner.ui.dose_entry import DoseEntry
from spineplanner.ui.findings_view import FindingsView
from spineplanner.ui.hint import Hint
from spineplanner.ui.plan_form import PlanForm
from spineplanner.ui.site_menu import site_menu
from spineplanner.ui.snapshot import Snapshot
from spineplanner.ui.spine_view import SpineView
from spineplanner.ui.supply_view import SupplyView
from spineplanner.ui.totals_bar import TotalsBar
from spineplanner.ui.vein_card import VeinCard
from spineplanner.wording.translate import _

FORM_WIDTH, RIGHT_WIDTH = 320, 400
"""The least widths of the form and of the tables beside the spine, in pixels."""


def _giving(
    brush: Brush, places: tuple[Site, ...]
) -> tuple[Callable[..., Plan], dict[str, object]]:
    """The edit, with its arguments, that gives sites the brush's dose for their kind."""
    if len(places) == 1:
        return edits.place, {"site": places[0], "dose": brush.dose_for(places[0])}
    doses = tuple((place, brush.dose_for(place)) for place in places)
    return edits.fill_each, {"doses": doses}


class PlanPage(QWidget):
    """Everything about a plan in one place; it turns what is wanted at a site into an edit."""

    edit_wanted = Signal(object, object)
    give_wanted = Signal(object, object, object, object)
    """An edit with its arguments, and the sites and the focus that are selected with it."""
    selection_wanted = Signal(object, object)
    brush_wanted = Signal(object)
    details_wanted = Signal()

    def __init__(self, *, fill_menu: Callable[[QWidget], QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "window")
        self._snapshot: Snapshot | None = None
        self._hint_wanted = False
        self.form = PlanForm(self)
        self.brush_bar = BrushBar(self)
        self.hint = Hint(
            "first-click",
            _(
                "Type the doses above the spine, then click a joint or a space to give them. "
                "Ctrl-click selects several; a right click says what can be done there."
            ),
            self,
        )
        self.spine = SpineView(self)
        self.vein = VeinCard(self)
        self.table = AliquotTable(self)
        self.supply = SupplyView(self)
        self.findings = FindingsView(self)
        self.totals = TotalsBar(self)
        self.dose_entry = DoseEntry(self)
        self.brush_bar.add_menu(fill_menu(self.brush_bar))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        spine = QFrame(self)
        spine.setProperty("look", "card")
        inside = QVBoxLayout(spine)
        inside.setContentsMargins(8, 4, 8, 6)
        inside.setSpacing(4)
        inside.addWidget(self.spine, 1)
        inside.addWidget(self.vein)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.brush_bar)
        column.addWidget(spine, 1)
        self.table.body.addWidget(self.hint)
        self.right = QSplitter(Qt.Orientation.Vertical, self)
        for view, share in ((self.table, 5), (self.supply, 3), (self.findings, 4)):
            self.right.addWidget(view)
            self.right.setStretchFactor(self.right.indexOf(view), share)
        self.right.setChildrenCollapsible(False)
        self.columns = QSplitter(Qt.Orientation.Horizontal, self)
        self.columns.setChildrenCollapsible(False)
        for part, share in ((self.form, 0), (left, 9), (self.right, 5)):
            self.columns.addWidget(part)
            self.columns.setStretchFactor(self.columns.indexOf(part), share)
        self.right.setMinimumWidth(RIGHT_WIDTH)
        self.form.setMinimumWidth(FORM_WIDTH)
        self.columns.setSizes([FORM_WIDTH, 930, 460])
        self.right.setSizes([330, 215, 260])
        self.form.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 10)
        outer.addWidget(self.columns, 1)
        outer.addWidget(self.totals)

    def _connect(self) -> None:
        for editor in (self.form, self.table, self.findings, self.dose_entry, self.brush_bar):
            editor.edit_wanted.connect(self.edit_wanted)
        for chooser in (self.form, self.brush_bar):
            chooser.brush_wanted.connect(self.brush_wanted)
        for selector in (self.spine, self.vein, self.table):
            selector.selection_wanted.connect(self.selection_wanted)
            selector.context_wanted.connect(self._show_menu)
            selector.delete_wanted.connect(self.remove_selected)
        for picture in (self.spine, self.vein):
            picture.activated.connect(self.activate)
            picture.dose_typed.connect(self._type_dose)
        self.table.add_wanted.connect(self._add)
        self.findings.go_wanted.connect(self.go_to)
        self.totals.first_finding_wanted.connect(self.findings.focus_first)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show a plan everywhere on the page."""
        self._snapshot = snapshot
        self._show_hint()
        for view in (
            self.brush_bar,
            self.spine,
            self.vein,
            self.table,
            self.supply,
            self.findings,
            self.totals,
            self.dose_entry,
        ):
            view.show_snapshot(snapshot)
        last = self.findings.last_stop
        if last is not None:
            self.setTabOrder(last, self.totals.state)
        if self.form.isVisibleTo(self):
            self.form.show_snapshot(snapshot)

    def want_hint(self, *, wanted: bool) -> None:
        """Say how to begin while nothing is ordered, or never."""
        self._hint_wanted = wanted
        self._show_hint()

    def _show_hint(self) -> None:
        ordered = self._snapshot is not None and bool(self._snapshot.plan.aliquots)
        self.hint.setVisible(self._hint_wanted and not ordered)

    def show_form(self, *, shown: bool) -> None:
        """Show or hide what is stated of patient, procedure and product."""
        if shown and self._snapshot is not None:
            self.form.show_snapshot(self._snapshot)
        self.form.setVisible(shown)

    def activate(self, site: Site) -> None:
        """Do what a click on a site means: give, take back, or select what is there."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        filled = snapshot.plan.aliquot_at(site) is not None
        brush = snapshot.brush
        if filled and brush.mode is BrushMode.ERASE:
            self.edit_wanted.emit(edits.remove, {"sites": (site,)})
        elif filled or brush.mode is BrushMode.ERASE:
            self.selection_wanted.emit((site,), site)
        else:
            self._give(snapshot, site)

    def _give(self, snapshot: Snapshot, site: Site) -> None:
        both = snapshot.brush.both_sides and site.kind is SiteKind.FACET
        free = both and snapshot.plan.aliquot_at(site.mirrored) is None
        places = (site, site.mirrored) if free else (site,)
        self.give_wanted.emit(*_giving(snapshot.brush, places), places, site)

    def _add(self, site: Site) -> None:
        """Give a site that was chosen in the table what a click on it gives."""
        if self._snapshot is not None:
            self._give(self._snapshot, site)

    def give_each(self, places: tuple[Site, ...]) -> None:
        """Give every site the brush's dose for its kind, in one step."""
        if self._snapshot is not None and places:
            self.edit_wanted.emit(*_giving(self._snapshot.brush, places))

    def remove_selected(self) -> None:
        """Take back what is ordered for the selected sites."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        chosen = snapshot.selection or ((snapshot.focus,) if snapshot.focus else ())
        filled = tuple(place for place in chosen if snapshot.plan.aliquot_at(place))
        if filled:
            self.edit_wanted.emit(edits.remove, {"sites": filled})

    def _show_menu(self, site: Site | None, at: QPoint) -> None:
        if self._snapshot is None or site is None:
            return
        menu = site_menu(
            self._snapshot,
            site,
            edit=self.edit_wanted.emit,
            give=self.give_each,
            type_dose=lambda: self._type_dose(""),
            parent=self,
        )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _type_dose(self, first: str) -> None:
        """Open the field for a dose over the selected or focused sites."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        chosen = snapshot.selection or ((snapshot.focus,) if snapshot.focus else ())
        if chosen:
            self.dose_entry.open_for(snapshot, chosen, first)

    def go_to(self, finding: Finding) -> None:
        """Lead to what a finding is about: a site, or a field of the form."""
        if finding.site is not None:
            self.selection_wanted.emit((finding.site,), finding.site)
            view = self.vein if finding.site.kind is SiteKind.VEIN else self.spine
            view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if finding.field is None or finding.field.startswith("aliquots"):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.details_wanted.emit()
        self.form.go_to(finding.field)
