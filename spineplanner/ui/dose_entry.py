"""A small card over the spine in which the dose of the selected sites is typed."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from spineplanner.domain import edits
from spineplanner.domain.anatomy import Site, sites
from spineplanner.domain.edits import Dose
from spineplanner.ui.cards import plain_label
from spineplanner.ui.field_entries import LineEntry
from spineplanner.ui.fields import NumberField
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.reading import (
    Misread,
    read_cells,
    read_volume,
    write_cells,
    write_volume,
)
from spineplanner.wording.sites import site_name
from spineplanner.wording.translate import _, ngettext


class DoseEntry(QFrame):
    """Opens where digits are typed on a site; Enter orders for all of them in one step.

    Esc leaves everything as it was. What nobody types stays as it is at each site.
    """

    edit_wanted = Signal(object, object)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._snapshot: Snapshot | None = None
        self._sites: tuple[Site, ...] = ()
        self._title = plain_label(weight=QFont.Weight.Bold, parent=self)
        self.cells = NumberField(
            _("&Cells"), read_cells, write_cells, unit=_("million"), parent=self
        )
        self.volume = NumberField(_("&Give"), read_volume, write_volume, unit=_("mL"), parent=self)
        give = QPushButton(_("Order"), self)
        give.setProperty("look", "primary")
        give.clicked.connect(self.order)
        cancel = QPushButton(_("Leave"), self)
        cancel.clicked.connect(self.close_entry)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(give)
        fields = QHBoxLayout()
        fields.addWidget(self.cells)
        fields.addWidget(self.volume)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addWidget(self._title)
        column.addLayout(fields)
        column.addLayout(buttons)
        for field in (self.cells, self.volume):
            field.entry.entered.connect(self.order)
        self.hide()

    def open_for(self, snapshot: Snapshot, chosen: tuple[Site, ...], first: str) -> None:
        """Ask for the dose of the chosen sites; `first` is what was typed already."""
        self._snapshot, self._sites = snapshot, chosen
        name = site_name(chosen[0])
        if len(chosen) > 1:
            count = len(chosen)
            name = ngettext("{count} site", "{count} sites", count).format(count=count)
        self._title.setText(name)
        self.setAccessibleName(_("Dose of {where}").format(where=name))
        self.cells.show_value(self._common("cells"))
        self.volume.show_value(self._common("volume_ul"))
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self.cells.entry.setFocus(Qt.FocusReason.PopupFocusReason)
        if isinstance(self.cells.entry, LineEntry):
            self.cells.entry.selectAll()
            if first:
                self.cells.entry.insert(first)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Go on with what the plan holds now; a dose typed for another plan is let go."""
        if self._snapshot is None or self.isHidden():
            return
        other = self._snapshot.envelope.id != snapshot.envelope.id
        self._snapshot = snapshot
        present = sites(snapshot.plan.lumbar_count)
        if other or not snapshot.editable or not all(site in present for site in self._sites):
            self.close_entry()

    def _place(self) -> None:
        """Stand in the lower middle of what it belongs to, whole."""
        parent = self.parentWidget()
        if parent is not None:
            left = (parent.width() - self.width()) // 3
            self.move(max(left, 0), max(parent.height() - self.height() - 120, 0))

    def _common(self, figure: str) -> int | None:
        """The figure that all of the sites have; where they differ or have none, nothing."""
        plan = self._snapshot.plan if self._snapshot else None
        found = {
            getattr(aliquot, figure) if plan and (aliquot := plan.aliquot_at(site)) else None
            for site in self._sites
        }
        return found.pop() if len(found) == 1 else None

    def order(self) -> None:
        """Order what is typed, unless something can't be read; that says why beside it."""
        cells = _typed(self.cells, read_cells)
        volume = _typed(self.volume, read_volume)
        snapshot = self._snapshot
        if isinstance(cells, Misread) or isinstance(volume, Misread) or snapshot is None:
            return
        if cells is not None or volume is not None:
            doses = tuple(
                (site, _changed(self._present(snapshot, site), cells, volume))
                for site in self._sites
            )
            self.edit_wanted.emit(edits.fill_each, {"doses": doses})
        self.close_entry()

    def _present(self, snapshot: Snapshot, site: Site) -> Dose:
        """What a site has, or what the brush would give it."""
        aliquot = snapshot.plan.aliquot_at(site)
        if aliquot is None:
            return snapshot.brush.dose_for(site)
        return Dose(
            aliquot.cells,
            aliquot.volume_ul,
            aliquot.container,
            aliquot.needle,
            aliquot.extension_ul,
        )

    def close_entry(self) -> None:
        """Let go."""
        self.cells.revert()
        self.volume.revert()
        self.hide()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_entry()
        else:
            super().keyPressEvent(event)


def _typed(field: NumberField, read: Callable[[str], int | Misread]) -> int | Misread | None:
    text = field.entry.typed()
    if not text.strip():
        return None
    value = read(text)
    if isinstance(value, Misread):
        field.refuse(value.why)
    return value


def _changed(dose: Dose, cells: int | None, volume_ul: int | None) -> Dose:
    changed = dose if cells is None else replace(dose, cells=cells)
    return changed if volume_ul is None else replace(changed, volume_ul=volume_ul)
