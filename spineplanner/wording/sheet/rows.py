"""The table of containers: one row each, in the order of their numbers."""

from typing import TypedDict, assert_never

from spineplanner.domain.anatomy import Site, SiteKind
from spineplanner.domain.plan import Infusion
from spineplanner.domain.worksheet import Row, Worksheet
from spineplanner.wording import numbers
from spineplanner.wording.basis import basis_word
from spineplanner.wording.numbers import ml
from spineplanner.wording.sheet.segments import Line, Strong, line
from spineplanner.wording.sites import level_name, side_word
from spineplanner.wording.translate import _

DASH = "\N{EN DASH}"


class RowText(TypedDict):
    """The words of one row."""

    number: str
    site: Line
    cells: str
    give: str
    mark: str
    syringe: str
    letter: str


class TableText(TypedDict):
    """The words of the table."""

    title: str
    cells: str
    rows: list[RowText]
    total_cells: str
    total_give: str


def table_text(sheet: Worksheet) -> TableText:
    """Word the table of syringes and bags with its totals."""
    volumes = [row.container.aliquot.volume_ul for row in sheet.rows]
    known = [volume for volume in volumes if volume is not None]
    bags = any(row.container.aliquot.is_bag for row in sheet.rows)
    complete = len(known) == len(volumes)
    return TableText(
        title=_("Syringes and bag") if bags else _("Syringes"),
        cells=_("Million {basis}").format(basis=basis_word(sheet.plan.supply.dose_basis)),
        rows=[row_text(row, sheet.plan.infusion) for row in sheet.rows],
        total_cells=numbers.millions(sheet.plan.ordered_cells),
        total_give=ml(sum(known)) if complete else DASH,
    )


def row_text(row: Row, infusion: Infusion) -> RowText:
    """Word one row. A bag has no mark to draw to."""
    aliquot, drawn = row.container.aliquot, row.drawn
    return RowText(
        number=str(row.container.number),
        site=site_line(row.container.site, infusion if aliquot.is_bag else None),
        cells=numbers.millions(aliquot.cells) if aliquot.cells else DASH,
        give=ml(aliquot.volume_ul) if aliquot.volume_ul else DASH,
        mark=ml(drawn.mark_ul) if drawn else DASH,
        syringe=numbers.volume(drawn.syringe.capacity_ul) if drawn else DASH,
        letter=row.container.letter or DASH,
    )


def needle_lines(sheet: Worksheet) -> list[str]:
    """Say which needle each syringe is given through: "1 to 8: 22 G 90 mm spinal needle"."""
    used: dict[str, list[int]] = {}
    for row in sheet.rows:
        if not row.container.aliquot.is_bag:
            name = row.needle.name if row.needle else _("not stated")
            used.setdefault(name, []).append(row.container.number)
    return [
        _("{numbers}: {needle}").format(numbers=numbers.number_range(tuple(which)), needle=name)
        for name, which in used.items()
    ]


def site_line(site: Site, bag: Infusion | None = None) -> Line:
    """Name a site with what must not be overlooked in bold: the side, or the route."""
    level = level_name(site.level) if site.level else ""
    match site.kind:
        case SiteKind.FACET:
            side = Strong(side_word(site.side)) if site.side else ""
            return line(_("{level} facet {side}"), level=level, side=side)
        case SiteKind.EPIDURAL:
            route = Strong(_("EPIDURAL"))
            return line(_("{level} {route}, interlaminar"), level=level, route=route)
        case SiteKind.CAUDAL:
            return line(_("{route}, caudal"), route=Strong(_("EPIDURAL")))
        case SiteKind.VEIN:
            return _vein_line(bag)
        case _:
            assert_never(site.kind)


def _vein_line(bag: Infusion | None) -> Line:
    route = Strong(_("INTRAVENOUS"))
    if bag is None:
        return line(_("{route} syringe"), route=route)
    if bag.minutes is None:
        return line(_("{route} bag"), route=route)
    return line(_("{route} bag, {minutes} min"), route=route, minutes=str(bag.minutes))
