"""What the table of aliquots says in each cell: shown, spoken, and read back when it is edited."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import assert_never

from spineplanner.domain.anatomy import Site
from spineplanner.domain.formulary import Basis, Formulary
from spineplanner.domain.plan import Aliquot
from spineplanner.domain.preparation import Container, Drawn, Preparation
from spineplanner.wording import numbers
from spineplanner.wording.sites import site_name, tag_name
from spineplanner.wording.translate import _

NOT_COMPUTABLE = "–"
MISSING = "■ –"


class Column(IntEnum):
    """The columns; the first six are always in sight."""

    NUMBER = 0
    SITE = 1
    CELLS = 2
    GIVE = 3
    MARK = 4
    SUSPENSION = 5
    CONTAINER = 6
    NEEDLE = 7
    EXTENSION = 8


ALWAYS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `short` is for where `text` does not fit, `open` where an input is missing."""

    text: str
    spoken: str
    short: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One aliquot as the table shows it, with a cell for each column."""

    container: Container
    cells: tuple[Cell, ...]

    @property
    def aliquot(self) -> Aliquot:
        """What is ordered."""
        return self.container.aliquot

    @property
    def site(self) -> Site:
        """Where it is given."""
        return self.aliquot.site


def lines_of(
    preparation: Preparation, formulary: Formulary, known: Sequence[Line] = ()
) -> tuple[Line, ...]:
    """Put every container into words, in order of use.

    Args:
        preparation: the containers.
        formulary: what names the needles.
        known: lines of the same formulary; a container that is among them keeps its words.
    """
    before = {line.site: line for line in known}
    made = []
    for container in preparation.containers:
        line = before.get(container.site)
        if line is None:
            line = Line(container, _cells(container, formulary))
        elif line.container != container:
            line = _changed(line, container, formulary)
        made.append(line)
    return tuple(made)


def _changed(line: Line, container: Container, formulary: Formulary) -> Line:
    """Word a container anew; most often only its number is another, for one before it is new."""
    if replace(line.container, number=container.number) != container:
        return Line(container, _cells(container, formulary))
    number, *others = line.cells
    text = str(container.number)
    return Line(container, (replace(number, text=text, short=text), *others))


def _cells(container: Container, formulary: Formulary) -> tuple[Cell, ...]:
    whole = spoken_line(container)
    made = {column: _cell(column, container, formulary) for column in Column}
    for column in (Column.NUMBER, Column.SITE):
        cell = made[column]
        made[column] = Cell(cell.text, whole, cell.short)
    return tuple(made[column] for column in Column)


def _cell(column: Column, container: Container, formulary: Formulary) -> Cell:
    aliquot = container.aliquot
    match column:
        case Column.NUMBER:
            return _computed(str(container.number), container)
        case Column.SITE:
            name = site_name(aliquot.site)
            return Cell(_capital(name), name, _capital(tag_name(aliquot.site)))
        case Column.CELLS:
            words = None if aliquot.cells is None else numbers.millions(aliquot.cells)
            return _input(words, _spoken_cells(aliquot), container)
        case Column.GIVE:
            words = None if aliquot.volume_ul is None else numbers.ml(aliquot.volume_ul)
            return _input(words, _spoken_volume(aliquot), container)
        case Column.MARK:
            return _at(mark_words(container), _spoken_mark(container), container)
        case Column.SUSPENSION:
            return _at(container.letter or NOT_COMPUTABLE, _spoken_letter(container), container)
        case Column.CONTAINER:
            words = container_words(container)
            return _at(words, words, container)
        case Column.NEEDLE:
            return _needle(container, formulary)
        case Column.EXTENSION:
            return _extension(container)
        case _:
            assert_never(column)


def _at(text: str, spoken: str, container: Container) -> Cell:
    said = _("{site}, {what}").format(site=site_name(container.site), what=spoken)
    return Cell(text, said, text)


def _computed(text: str, container: Container) -> Cell:
    return _at(text, text, container)


def _input(text: str | None, spoken: str, container: Container) -> Cell:
    """A number of the order, or the mark of one that nobody has stated."""
    if text is not None:
        return _at(text, spoken, container)
    said = _("{site}, {what}").format(site=site_name(container.site), what=spoken)
    return Cell(_("■ not stated"), said, MISSING, open=True)


def _needle(container: Container, formulary: Formulary) -> Cell:
    aliquot = container.aliquot
    if aliquot.is_bag:
        return _at(NOT_COMPUTABLE, _("a bag has no needle"), container)
    entry = formulary.needle(aliquot.needle)
    if entry is None and aliquot.needle is not None:
        unknown = _("“{id}”, not listed").format(id=aliquot.needle)
        return _at(unknown, unknown, container)
    return _input(entry.name if entry else None, needle_words(aliquot, formulary), container)


def needle_words(aliquot: Aliquot, formulary: Formulary) -> str:
    """The needle as it is spoken."""
    entry = formulary.needle(aliquot.needle)
    if entry is None:
        return _("needle not stated")
    return _("needle {needle}").format(needle=entry.name)


def _extension(container: Container) -> Cell:
    aliquot = container.aliquot
    if aliquot.is_bag:
        return _at(NOT_COMPUTABLE, _("a bag has no extension tubing"), container)
    text = numbers.ml(aliquot.extension_ul)
    spoken = _("extension tubing keeps {volume}").format(
        volume=numbers.volume(aliquot.extension_ul)
    )
    return _at(text, spoken, container)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def mark_words(container: Container) -> str:
    """The mark to draw to in millilitres; a bag has none."""
    if isinstance(container.volumes, Drawn):
        return numbers.ml(container.volumes.mark_ul)
    return NOT_COMPUTABLE


def container_words(container: Container) -> str:
    """The size of the syringe where it can be computed, or that it is a bag."""
    if container.aliquot.is_bag:
        return _("bag")
    if isinstance(container.volumes, Drawn):
        return numbers.volume(container.volumes.syringe.capacity_ul)
    return _("syringe")


def _spoken_cells(aliquot: Aliquot) -> str:
    if aliquot.cells is None:
        return _("cells not stated")
    return _("{cells} cells").format(cells=numbers.cells(aliquot.cells))


def _spoken_volume(aliquot: Aliquot) -> str:
    if aliquot.volume_ul is None:
        return _("volume not stated")
    return _("give {volume}").format(volume=numbers.volume(aliquot.volume_ul))


def _spoken_mark(container: Container) -> str:
    if isinstance(container.volumes, Drawn):
        return _("draw to {volume}").format(volume=numbers.volume(container.volumes.mark_ul))
    if container.aliquot.is_bag:
        return _("a bag has no mark")
    return _("draw to: not computable")


def _spoken_letter(container: Container) -> str:
    if container.letter is None:
        return _("suspension: not computable")
    return _("from {letter}").format(letter=container.letter)


def spoken_line(container: Container) -> str:
    """A whole line: "L4–L5 facet LEFT, 1 million cells, give 0.5 mL, draw to 0.55 mL, from A"."""
    return ", ".join(
        (
            site_name(container.site),
            _spoken_cells(container.aliquot),
            _spoken_volume(container.aliquot),
            _spoken_mark(container),
            _spoken_letter(container),
        )
    )


def heading(column: Column, basis: Basis | None, *, stacked: bool) -> str:
    """The head of a column with its unit, in one row or, where room is short, in two."""
    of = {Basis.VIABLE: _("viable"), Basis.TOTAL: _("total"), None: _("cells")}[basis]
    between = "\n" if stacked else " "
    match column:
        case Column.NUMBER:
            return "#"
        case Column.SITE:
            return _("Site")
        case Column.CELLS:
            return between.join((_("Million"), of))
        case Column.GIVE:
            return between.join((_("Give"), _("mL")))
        case Column.MARK:
            return between.join((_("Draw to"), _("mL")))
        case Column.SUSPENSION:
            return _("From")
        case Column.CONTAINER:
            return _("Syringe")
        case Column.NEEDLE:
            return _("Needle")
        case Column.EXTENSION:
            return between.join((_("Tubing"), _("mL")))
        case _:
            assert_never(column)


def spoken_heading(column: Column, basis: Basis | None) -> str:
    """The head of a column as it is spoken."""
    words = {
        Column.NUMBER: _("number"),
        Column.SUSPENSION: _("from suspension"),
        Column.CONTAINER: _("syringe or bag"),
        Column.EXTENSION: _("kept by extension tubing, mL"),
    }
    return words.get(column) or heading(column, basis, stacked=False)
