"""The schematic as a sheet prints it: grey, at a size at which its smallest word is 9 pt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf

from spineplanner.domain.anatomy import LumbarCount, Region, Site
from spineplanner.domain.worksheet import Row, SheetKind, Worksheet
from spineplanner.drawing.palette import GREY
from spineplanner.drawing.reading import load_outlines
from spineplanner.drawing.schematic import schematic
from spineplanner.drawing.shapes import Drawing
from spineplanner.drawing.surroundings import Captions
from spineplanner.drawing.svg import to_svg
from spineplanner.drawing.tags import Mark
from spineplanner.resources import asset
from spineplanner.wording import numbers
from spineplanner.wording.sites import tag_name
from spineplanner.wording.translate import _

LETTER_MM = 9 * 25.4 / 72
"""9 pt, the smallest size on a sheet, in millimetres."""

_GAP_MM = 3.0
_BESIDE_MM, _WHOLE_MM = 103.0, 178.0
"""Widths: of a picture beside the box, and of one that has the page's width."""

_ROW_MM, _TABLE_MM = 8.6, 41.0
"""What a row takes on average, and what the table's head and total take with the remarks."""

_FEW_ROWS = 12
"""Up to so many rows a physician plan has room for names beside its picture."""

_FIRST_SCALE = {Region.CERVICAL: 0.6, Region.LUMBAR: 0.3}
_WIDE_SHARE = {Region.CERVICAL: 0.54, Region.LUMBAR: 0.62}
_LEAST_SCALE = {Region.CERVICAL: 0.4, Region.LUMBAR: 0.17}
"""The scale to begin with, the share of a page's height for a picture that has its width, and the
least scale at which bones and numbers can be told apart."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with the size at which its words have the size they should, in millimetres."""

    svg: str
    width_mm: float
    height_mm: float
    scale: float


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a sheet: beside the box or below it, `across` in a row or in a column."""

    pictures: tuple[Picture, ...]
    beside: bool
    across: bool = False


def spine_pictures(sheet: Worksheet, *, body_mm: float) -> Pictures:
    """Draw the regions that receive cells; none for the vein alone.

    One picture shares the first page with the table, two fill it between them. With so many
    names that the bones would be too small, each takes the width of the page. A physician plan
    with many rows shows numbers only, so that it stays on one page.

    Args:
        sheet: whose containers are shown.
        body_mm: the height of a page between head and foot.
    """
    marks = {row.container.site: _mark(row) for row in sheet.rows}
    regions = regions_used(marks)
    count = sheet.plan.lumbar_count
    if sheet.head.kind is SheetKind.CHECKER or not regions:
        return Pictures((), beside=False)
    if sheet.head.kind is SheetKind.PHYSICIAN:
        return _for_physician(sheet, regions, marks, body_mm)
    beside = _drawn(regions, _beside(sheet, regions, body_mm), count, marks)
    if all(p.scale >= _LEAST_SCALE[r] for p, r in zip(beside, regions, strict=True)):
        return Pictures(beside, beside=True)
    wide = [(_WHOLE_MM, body_mm * _WIDE_SHARE[region]) for region in regions]
    return Pictures(_drawn(regions, wide, count, marks), beside=False)


def _for_physician(
    sheet: Worksheet, regions: list[Region], marks: Mapping[Site, Mark], body_mm: float
) -> Pictures:
    """Keep to one page: names beside one picture of few rows, else numbers only, in a row."""
    tags = len(regions) == 1 and len(sheet.rows) <= _FEW_ROWS
    height = body_mm * (0.44 if len(sheet.rows) <= _FEW_ROWS else 0.28)
    rooms = [(_BESIDE_MM / len(regions) - _GAP_MM, height)] * len(regions)
    drawn = _drawn(regions, rooms, sheet.plan.lumbar_count, marks, tags=tags)
    return Pictures(drawn, beside=True, across=True)


def _beside(sheet: Worksheet, regions: list[Region], body_mm: float) -> list[tuple[float, float]]:
    """Width and height for each picture; the cervical spine is the shorter one.

    A single picture leaves room for the table where that fits below it, or takes half the page.
    """
    if len(regions) == 1:
        left_mm = body_mm - _TABLE_MM - len(sheet.rows) * _ROW_MM
        half_mm = body_mm / 2
        return [(_BESIDE_MM, left_mm if half_mm * 0.7 <= left_mm < half_mm else half_mm)]
    whole_mm = body_mm - _GAP_MM
    return [(_BESIDE_MM, whole_mm * 0.45), (_BESIDE_MM, whole_mm * 0.55)]


def _drawn(
    regions: list[Region],
    rooms: list[tuple[float, float]],
    count: LumbarCount,
    marks: Mapping[Site, Mark],
    *,
    tags: bool = True,
) -> tuple[Picture, ...]:
    return tuple(
        _fitted(region, count, marks, width_mm=width, height_mm=height, tags=tags)
        for region, (width, height) in zip(regions, rooms, strict=True)
    )


def _mark(row: Row) -> Mark:
    cells = row.container.aliquot.cells
    return Mark(
        number=row.container.number,
        name=tag_name(row.container.site),
        dose=numbers.cells(cells) if cells else "",
    )


def regions_used(sites: Iterable[Site]) -> list[Region]:
    """The regions that hold one of the sites, in the order in which they are shown."""
    used = {site.region for site in sites}
    return [region for region in Region if region in used]


def _fitted(
    region: Region,
    lumbar_count: LumbarCount,
    marks: Mapping[Site, Mark],
    *,
    width_mm: float,
    height_mm: float,
    tags: bool,
) -> Picture:
    """Draw so that, shrunk to fit, a name has the letter size of a sheet.

    On paper the room of names stays the same while that of bones grows with the scale, so two
    drawings tell the scale of the third. Where names alone are too much, the bones get small.
    """
    captions = Captions(
        left=_("LEFT"),
        right=_("RIGHT"),
        seen_from_behind=_("Seen from behind: the patient’s left is on your left"),
    )

    def draw(scale: float) -> Drawing:
        return schematic(
            region=region,
            lumbar_count=lumbar_count,
            marks=marks,
            outlines=load_outlines(asset("anatomy")),
            captions=captions,
            tags=tags,
            letter_mm=LETTER_MM / scale,
        )

    first = _FIRST_SCALE[region]
    large, small = draw(first), draw(first * 0.8)
    scale = min(
        _scale_for(width_mm, first, large.width_mm, small.width_mm),
        _scale_for(height_mm, first, large.height_mm, small.height_mm),
    )
    drawing = draw(scale)
    overrun = max(drawing.width_mm * scale / width_mm, drawing.height_mm * scale / height_mm, 1)
    scale /= overrun
    width, height = drawing.width_mm * scale, drawing.height_mm * scale
    return Picture(to_svg(drawing, palette=GREY), width, height, scale)


def _scale_for(room_mm: float, first: float, large_mm: float, small_mm: float) -> float:
    """Extend the line through two sizes on paper to the room there is."""
    large, small = large_mm * first, small_mm * first * 0.8
    slope = (large - small) / (first * 0.2)
    if slope <= 0:
        return inf if large <= room_mm else first * room_mm / large
    return max(first + (room_mm - large) / slope, first * 0.1)
