"""What editing a cell of the table means: for which sites, and as which edit of the order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spineplanner.domain import edits
from spineplanner.domain.anatomy import Site
from spineplanner.domain.formulary import ContainerKind, Formulary
from spineplanner.domain.plan import Aliquot
from spineplanner.ui.aliquot_cells import Column, Line
from spineplanner.ui.aliquot_model import is_input
from spineplanner.wording.reading import (
    Misread,
    read_cells,
    read_volume,
    read_volume_or_zero,
    write_cells,
    write_volume,
)
from spineplanner.wording.translate import _, ngettext

Wanted = tuple[Callable[..., object], dict[str, object]]
"""An edit of the order with its arguments."""

Option = tuple[str | None, str]
"""What a choice stands for, and what it is called."""


@dataclass(frozen=True, slots=True)
class Target:
    """The cell that is edited, the aliquots that change with it, and how many were selected."""

    column: Column
    line: Line
    aliquots: tuple[Aliquot, ...]
    selected: int

    @property
    def sites(self) -> tuple[Site, ...]:
        """Where it changes something."""
        return tuple(aliquot.site for aliquot in self.aliquots)


def target(column: Column, line: Line, selected: Sequence[Line]) -> Target:
    """What an edit of a cell is for: all selected rows that have such an input, if it is of them.

    Needle and tubing are one input of the order: a row whose other half differs is left alone.
    """
    chosen = selected if any(item.site == line.site for item in selected) else (line,)
    together = tuple(
        item.aliquot for item in chosen if is_input(item, column) and _agrees(column, item, line)
    )
    return Target(column, line, together, len(chosen))


def _agrees(column: Column, one: Line, other: Line) -> bool:
    match column:
        case Column.NEEDLE:
            return one.aliquot.extension_ul == other.aliquot.extension_ul
        case Column.EXTENSION:
            return one.aliquot.needle == other.aliquot.needle
        case _:
            return True


def target_words(what: Target) -> str:
    """Say for how many sites a cell is edited, where that is not plain to see."""
    count = len(what.aliquots)
    if what.selected == 1:
        return ""
    if count == what.selected:
        return ngettext("for {count} site", "for {count} sites", count).format(count=count)
    rest = {
        Column.NEEDLE: _("for {count} of {selected} sites: the others have other tubing"),
        Column.EXTENSION: _("for {count} of {selected} sites: the others have another needle"),
    }.get(what.column, _("for {count} of {selected} sites"))
    return rest.format(count=count, selected=what.selected)


def typed_text(what: Target) -> str:
    """What stands in the field when it is opened."""
    aliquot = what.line.aliquot
    match what.column:
        case Column.CELLS:
            return "" if aliquot.cells is None else write_cells(aliquot.cells)
        case Column.GIVE:
            return "" if aliquot.volume_ul is None else write_volume(aliquot.volume_ul)
        case _:
            return write_volume(aliquot.extension_ul)


def read_number(what: Target, text: str) -> Wanted | Misread | None:
    """Read typed text into an edit; None where it changes nothing.

    Cells and volume are "not stated" where the text is empty; what tubing keeps is a number.
    """
    reader, field, edit = _NUMBERS[what.column]
    may_be_open = what.column is not Column.EXTENSION
    value = None if may_be_open and not text.strip() else reader(text)
    if isinstance(value, Misread):
        return value
    if all(getattr(aliquot, field) == value for aliquot in what.aliquots):
        return None
    given: dict[str, object] = {"sites": what.sites, field: value}
    if what.column is Column.EXTENSION:
        given["needle"] = what.line.aliquot.needle
    return edit, given


_NUMBERS: dict[Column, tuple[Callable[[str], int | Misread], str, Callable[..., object]]] = {
    Column.CELLS: (read_cells, "cells", edits.set_cells),
    Column.GIVE: (read_volume, "volume_ul", edits.set_volume),
    Column.EXTENSION: (read_volume_or_zero, "extension_ul", edits.set_needle),
}


def options(what: Target, formulary: Formulary) -> tuple[Option, ...]:
    """What can be chosen in a cell."""
    if what.column is Column.CONTAINER:
        return ((ContainerKind.SYRINGE, _("syringe")), (ContainerKind.BAG, _("bag")))
    listed = tuple((needle.id, needle.name) for needle in formulary.needles)
    present = what.line.aliquot.needle
    if present is not None and formulary.needle(present) is None:
        listed = (*listed, (present, _("“{id}”, not listed").format(id=present)))
    return ((None, _("not stated")), *listed)


def chosen_option(what: Target) -> str | None:
    """What is chosen now."""
    aliquot = what.line.aliquot
    return aliquot.container if what.column is Column.CONTAINER else aliquot.needle


def choose(what: Target, value: str | None, *, usual_needle: str | None) -> Wanted | None:
    """Turn a choice into an edit; None where it changes nothing.

    A syringe for the vein takes the clinic's usual needle, where there is one.
    """
    if what.column is Column.CONTAINER:
        if value is None or value == what.line.aliquot.container:
            return None
        container = ContainerKind(value)
        needle = None if container is ContainerKind.BAG else usual_needle
        return edits.set_container, {"container": container, "needle": needle}
    if all(aliquot.needle == value for aliquot in what.aliquots):
        return None
    extension_ul = what.line.aliquot.extension_ul
    return edits.set_needle, {"sites": what.sites, "needle": value, "extension_ul": extension_ul}
