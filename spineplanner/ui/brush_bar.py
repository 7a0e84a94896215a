"""What a click gives, and the commands that fill many sites at once."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from spineplanner.domain.edits import Dose
from spineplanner.ui.brush import Brush, BrushMode
from spineplanner.ui.cards import plain_label
from spineplanner.ui.field_paint import Tick
from spineplanner.ui.fields import NumberField
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.reading import read_cells, read_volume, write_cells, write_volume
from spineplanner.wording.translate import _

NUMBER_CHARACTERS = 6


class BrushBar(QFrame):
    """The doses of facet and epidural sites, always in sight, and how the pointer works."""

    edit_wanted = Signal(object, object)
    brush_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAccessibleName(_("What a click gives"))
        self._brush = Brush()
        self._plan: UUID | None = None
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(12, 4, 12, 4)
        self._lines.setSpacing(2)
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        self._switches = QHBoxLayout()
        self._switches.setSpacing(12)
        self._lines.addLayout(self._row)
        self._lines.addLayout(self._switches, 1)
        self._row.addWidget(plain_label(_("Click gives"), look="quiet", points=9, parent=self))
        self.facet_cells, self.facet_volume = self._dose("facet", _("● Facet"), "facet")
        self._row.addSpacing(8)
        self.epidural_cells, self.epidural_volume = self._dose(
            "epidural", _("◆ Epidural"), "epidural"
        )
        self._row.addStretch(1)
        self.both_sides = Tick(_("both sides"), self)
        self.both_sides.toggled.connect(self._switch_sides)
        self.erase = Tick(_("erase"), self)
        self.erase.setAccessibleName(_("A click on a filled site removes what is ordered there"))
        self.erase.toggled.connect(self._switch_mode)
        self._switches.addSpacing(8)
        self._switches.addWidget(self.both_sides)
        self._switches.addWidget(self.erase)
        self._switches.addStretch(1)

    def _dose(self, kind: str, title: str, look: str) -> tuple[NumberField, NumberField]:
        name = title.split(" ", 1)[1]
        heading = plain_label(title, look=look, points=9, weight=QFont.Weight.DemiBold, parent=self)
        cells = self._number(
            _("{kind}: million cells").format(kind=name), read_cells, write_cells, _("million")
        )
        volume = self._number(
            _("{kind}: volume").format(kind=name), read_volume, write_volume, _("mL")
        )
        self._row.addWidget(heading)
        self._row.addWidget(cells)
        self._row.addWidget(volume)
        cells.committed.connect(partial(self._change, kind, "cells"))
        volume.committed.connect(partial(self._change, kind, "volume_ul"))
        return cells, volume

    def _number(
        self,
        label: str,
        read: Callable[[str], object],
        write: Callable[[int], str],
        unit: str,
    ) -> NumberField:
        field = NumberField(label, read, write, unit=unit, bare=True, parent=self)
        field.entry.setFixedWidth(self.fontMetrics().averageCharWidth() * NUMBER_CHARACTERS)
        return field

    def add_menu(self, button: QWidget) -> None:
        """Put the menu of fills at the end."""
        self._switches.addWidget(button)
        self.setTabOrder(self.erase, button)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    @override
    def event(self, event: QEvent) -> bool:
        """Look again when a style or a text has changed what is needed."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        """Take a second line where one is too narrow."""
        wanted = self._row.minimumSize().width() + self._switches.minimumSize().width() + 40
        direction = (
            QBoxLayout.Direction.LeftToRight
            if self.width() >= wanted
            else QBoxLayout.Direction.TopToBottom
        )
        if self._lines.direction() != direction:
            self._lines.setDirection(direction)

    @override
    def minimumSizeHint(self) -> QSize:
        least = max(self._row.minimumSize().width(), self._switches.minimumSize().width())
        return QSize(least + 26, super().minimumSizeHint().height())

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the brush."""
        brush = snapshot.brush
        self._brush = brush
        if snapshot.envelope.id != self._plan:
            self._plan = snapshot.envelope.id
            self.forget()
        self.facet_cells.show_value(brush.facet.cells)
        self.facet_volume.show_value(brush.facet.volume_ul)
        self.epidural_cells.show_value(brush.epidural.cells)
        self.epidural_volume.show_value(brush.epidural.volume_ul)
        self.both_sides.setChecked(brush.both_sides)
        self.erase.setChecked(brush.mode is BrushMode.ERASE)

    def forget(self) -> None:
        """Let go of what is typed and not entered."""
        for field in (
            self.facet_cells,
            self.facet_volume,
            self.epidural_cells,
            self.epidural_volume,
        ):
            field.revert()

    def _change(self, kind: str, figure: str, value: int | None) -> None:
        dose: Dose = getattr(self._brush, kind)
        if figure == "cells":
            changed = replace(dose, cells=value)
        else:
            changed = replace(dose, volume_ul=value)
        if kind == "facet":
            self.brush_wanted.emit(replace(self._brush, facet=changed))
        else:
            self.brush_wanted.emit(replace(self._brush, epidural=changed))

    def _switch_sides(self, checked: bool) -> None:  # noqa: FBT001 - as Qt calls it
        if checked != self._brush.both_sides:
            self.brush_wanted.emit(replace(self._brush, both_sides=checked))

    def _switch_mode(self, checked: bool) -> None:  # noqa: FBT001 - as Qt calls it
        mode = BrushMode.ERASE if checked else BrushMode.GIVE
        if mode is not self._brush.mode:
            self.brush_wanted.emit(replace(self._brush, mode=mode))
