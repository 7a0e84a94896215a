"""The field for a protocol's doses: cells, volume and container by kind of site."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from spineplanner.domain.anatomy import Region, SiteKind
from spineplanner.domain.formulary import ContainerKind, ProtocolDose
from spineplanner.ui.cards import plain_label
from spineplanner.ui.fields import ChoiceField, Field, TypedField
from spineplanner.wording.formulary import container_name, place_name
from spineplanner.wording.reading import read_cells, read_volume, write_cells, write_volume
from spineplanner.wording.translate import _

Place = tuple[SiteKind, Region | None]

PLACES: tuple[Place, ...] = (
    (SiteKind.FACET, None),
    (SiteKind.FACET, Region.CERVICAL),
    (SiteKind.FACET, Region.LUMBAR),
    (SiteKind.EPIDURAL, None),
    (SiteKind.EPIDURAL, Region.CERVICAL),
    (SiteKind.EPIDURAL, Region.LUMBAR),
    (SiteKind.CAUDAL, None),
    (SiteKind.VEIN, None),
)
"""Every kind of site in a region; where a region is absent, either is meant."""

ENTRY_WIDTH = 11
"""The least width of a number, in characters."""


class DosesField(Field):
    """A row for each kind of site; a dose is there as long as it has cells."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent=parent)
        self._value: tuple[ProtocolDose, ...] = ()
        self._asked: Field | None = None
        self._rows = {place: self._fields(place) for place in PLACES}
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(0)
        for row, (place, fields) in enumerate(self._rows.items(), start=1):
            self._grid.addWidget(plain_label(place_name(*place), parent=self), row, 0)
            for column, field in enumerate(fields.values(), start=1):
                top = Qt.AlignmentFlag.AlignTop
                self._grid.addWidget(field, row, column, top)
        for column, words in enumerate((_("million cells"), _("mL"), _("from a")), start=1):
            self._grid.addWidget(plain_label(words, look="quiet", points=9, parent=self), 0, column)
        self._grid.setColumnStretch(4, 1)
        self.row.addLayout(self._grid, 1)
        self.label.setBuddy(self.entries()[0])

    def _fields(self, place: Place) -> dict[str, Field]:
        words = place_name(*place)
        cells = TypedField(
            _("{place}: million cells").format(place=words),
            read_cells,
            write_cells,
            bare=True,
            parent=self,
        )
        volume = TypedField(
            _("{place}: mL").format(place=words), read_volume, write_volume, bare=True, parent=self
        )
        for field in (cells, volume):
            width = ENTRY_WIDTH * self.fontMetrics().averageCharWidth()
            field.entry.setMinimumWidth(width)
            field.entry.typed_in.connect(self.clear_reason)
            field.entry.abandoned.connect(self.clear_reason)
        fields: dict[str, Field] = {"cells": cells, "volume_ul": volume}
        if place[0] is SiteKind.VEIN:
            options = [(kind, container_name(kind)) for kind in ContainerKind]
            container = ChoiceField(
                _("{place}: container").format(place=words), options, can_unsay=False, parent=self
            )
            container.label.hide()
            container.show_value(ContainerKind.BAG)
            fields["container"] = container
        for name, item in fields.items():
            item.committed.connect(partial(self._take, place, name))
        return fields

    @override
    def entries(self) -> list[QWidget]:
        fields = [field for row in self._rows.values() for field in row.values()]
        return [entry for field in fields for entry in field.entries()]

    @property
    @override
    def is_stated(self) -> bool:
        return bool(self._value)

    @override
    def show_value(self, value: object) -> None:
        if isinstance(value, tuple):
            self._value = value
            for place, fields in self._rows.items():
                dose = self._dose(place)
                for name, field in fields.items():
                    field.show_value(getattr(dose, name, _WITHOUT.get(name)))
            self.clear_reason()

    @override
    def revert(self) -> None:
        for row in self._rows.values():
            for field in row.values():
                field.revert()
        self.clear_reason()

    @override
    def commit(self) -> None:
        for row in self._rows.values():
            for field in row.values():
                field.commit()

    @property
    @override
    def is_refused(self) -> bool:
        fields = [field for row in self._rows.values() for field in row.values()]
        return super().is_refused or any(field.is_refused for field in fields)

    @override
    def _mark(self, *, wrong: bool) -> None:
        """Mark the one number that was asked for last, not all of them."""
        for entry in self._asked.entries() if self._asked is not None else ():
            entry.setProperty("wrong", "true" if wrong else "false")
            entry.style().unpolish(entry)
            entry.style().polish(entry)

    def _dose(self, place: Place) -> ProtocolDose | None:
        return next((dose for dose in self._value if _place_of(dose) == place), None)

    def _take(self, place: Place, name: str, value: object) -> None:
        self.clear_reason()
        self._asked = self._rows[place][name]
        dose = self._dose(place)
        if name == "cells" and value is None:
            self._commit(place, None)
        elif dose is not None:
            self._commit(place, dose.replace(**{name: value}))
        elif name == "cells":
            container = ContainerKind.BAG if place[0] is SiteKind.VEIN else ContainerKind.SYRINGE
            kind, region = place
            made = {"kind": kind, "region": region, "cells": value, "container": container}
            self._commit(place, ProtocolDose.model_validate(made))
        elif value is not None:
            self._rows[place][name].refuse(_("Type the cells first."))

    def _commit(self, place: Place, dose: ProtocolDose | None) -> None:
        doses = {_place_of(item): item for item in self._value} | {place: dose}
        self.committed.emit(tuple(doses[item] for item in PLACES if doses.get(item) is not None))


_WITHOUT = {"container": ContainerKind.BAG}
"""What a row shows that has no dose."""


def _place_of(dose: ProtocolDose) -> Place:
    """The row of a dose; caudal and vein are in one region only."""
    alone = dose.kind in {SiteKind.CAUDAL, SiteKind.VEIN}
    return (dose.kind, None if alone else dose.region)
