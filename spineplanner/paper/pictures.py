"""The schematic as a sheet prints it: grey, at a size at which its smallest word is 9 pt."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from math import ceil

from spineplanner.domain.anatomy import LumbarCount, Region, Site
from spineplanner.domain.worksheet import Row, SheetKind, Worksheet
from spineplanner.drawing.column import Skeleton, skeleton
from spineplanner.drawing.palette import GREY
from spineplanner.drawing.reading import load_outlines
from spineplanner.drawing.schematic import dressed
from spineplanner.drawing.shapes import Drawing
from spineplanner.drawing.surroundings import Captions
from spineplanner.drawing.svg import path_data, to_svg
from spineplanner.drawing.tags import Mark
from spineplanner.resources import asset
from spineplanner.wording import numbers
from spineplanner.wording.sites import tag_name
from spineplanner.wording.translate import _

LETTER_MM = 9.03 * 25.4 / 72
"""9 pt, the smallest size on a sheet, in millimetres, and what rounding in a picture may take."""

_PIXEL_MM = 25.4 / 144
"""A pixel of a page on screen."""

_HAIR_MM = 0.004 * _PIXEL_MM

_GAP_MM = 3.0
_BESIDE_MM, _WHOLE_MM = 104.0, 180.0
"""Widths: of a picture beside the box, and of one that has the page's width."""

_ROW_MM, _TABLE_MM = 8.05, 25.0
"""What a row takes, and what the table's title, head and total take."""

_ASIDE_MM, _MANY_ASIDE_MM, _AROUND_MM = (54.0, 60.0), (66.0, 76.0), 112.0
"""On a physician plan: widths to try of a picture beside a table, of one page or of several, and
the height of what else the page holds."""

_CAPTION_MM = 9.0
"""What that caption takes there."""

_ONE_PAGE_ROWS = 20
"""Up to so many rows a physician plan is one page."""

_TIGHT_ROW_MM, _TIGHT_TABLE_MM = 4.4, 18.0
"""What a row takes there on a full page, and what the table's title, head and total take."""

_PART, _WHOLE = 0.54, 0.96
"""Shares of a page's height for a picture that has its width."""

_SMALLEST_SCALE = {Region.CERVICAL: 0.2, Region.LUMBAR: 0.11}
"""The least scale at which bones can be told apart."""

_TRIES = 12
"""How often a picture is drawn smaller before names are left out."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with the size at which its words have the size they should, in millimetres.

    `bones` lie below `svg`, in the same box. They seldom change, so typst keeps what it made of
    them.
    """

    bones: str
    svg: str
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a sheet, from above, and whether they stand beside the box or below it."""

    pictures: tuple[Picture, ...]
    beside: bool


def spine_pictures(sheet: Worksheet, *, body_mm: float) -> Pictures:
    """Draw the regions that receive cells; none for the vein alone.

    One picture shares the first page with the table, two fill it between them. With so many
    names that the bones would be too small, each takes the width of the page. A physician plan
    shows numbers only, beside the table that names them, so that it stays on one page.

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
        return Pictures(_aside(sheet, regions, marks, body_mm), beside=True)
    for rooms in _beside(sheet, regions, body_mm):
        if beside := _drawn(regions, rooms, count, marks):
            return Pictures(beside, beside=True)
    wide = [_wide(region, count, marks, body_mm) for region in regions]
    return Pictures(tuple(picture for picture in wide if picture), beside=False)


def _wide(
    region: Region, count: LumbarCount, marks: Mapping[Site, Mark], body_mm: float
) -> Picture | None:
    """Draw over the page's width: on a part of its height, on all of it, or without names."""
    tries = ((_PART, marks), (_WHOLE, marks), (_WHOLE, _bare(marks)))
    drawn = (
        _fitted(region, count, named, width_mm=_WHOLE_MM, height_mm=body_mm * share)
        for share, named in tries
    )
    return next((picture for picture in drawn if picture), None)


def _aside(
    sheet: Worksheet, regions: list[Region], marks: Mapping[Site, Mark], body_mm: float
) -> tuple[Picture, ...]:
    """Draw for the side of a table: numbers in the sites, or beside them where they don't fit.

    The template says below them that they are seen from behind.
    """
    table = _TIGHT_TABLE_MM + len(sheet.rows) * _TIGHT_ROW_MM
    few = len(sheet.rows) <= _ONE_PAGE_ROWS
    height = max(body_mm - _AROUND_MM, min(table, body_mm * (0.56 if few else 0.9)))
    height -= _CAPTION_MM if few else _CAPTION_MM * len(regions)
    height -= len(regions) * _GAP_MM
    splits = {1: ([1.0],), 2: ([0.42, 0.58], [0.46, 0.54])}[len(regions)]
    widths = _ASIDE_MM if few else _MANY_ASIDE_MM
    tries = (
        _drawn(
            regions,
            [(width, height * part) for part in split],
            sheet.plan.lumbar_count,
            _bare(marks, kinds=kinds),
            captions=replace(_captions(), seen_from_behind=""),
        )
        for width, kinds, split in product(widths, (True, False), splits)
    )
    return next((pictures for pictures in tries if pictures), ())


def _beside(
    sheet: Worksheet, regions: list[Region], body_mm: float
) -> Iterator[list[tuple[float, float]]]:
    """Give width and height for each picture: rooms to try, the best first.

    A single picture leaves room for the table where that fits below it, or takes half the page,
    or more. Of two, the cervical spine is the shorter one.
    """
    if len(regions) == 1:
        left_mm = body_mm - _TABLE_MM - len(sheet.rows) * _ROW_MM
        half_mm = body_mm / 2
        yield [(_BESIDE_MM, left_mm if half_mm * 0.9 <= left_mm < half_mm else half_mm)]
        yield [(_BESIDE_MM, body_mm * 0.8)]
        return
    whole_mm = body_mm - _GAP_MM
    yield [(_BESIDE_MM, whole_mm * 0.45), (_BESIDE_MM, whole_mm * 0.55)]


def _drawn(
    regions: list[Region],
    rooms: list[tuple[float, float]],
    count: LumbarCount,
    marks: Mapping[Site, Mark],
    *,
    captions: Captions | None = None,
) -> tuple[Picture, ...]:
    """Draw each in its room; nothing where one of them does not fit."""
    drawn = [
        _fitted(region, count, marks, width_mm=width, height_mm=height, captions=captions)
        for region, (width, height) in zip(regions, rooms, strict=True)
    ]
    fitting = tuple(picture for picture in drawn if picture)
    return fitting if len(fitting) == len(drawn) else ()


def _bare(marks: Mapping[Site, Mark], *, kinds: bool = True) -> dict[Site, Mark]:
    """Leave the numbers alone, where a table says what they are.

    An epidural whose number is too large for its sign has it in the margin of the right facets, in
    a hexagon: what that means is said below the bones, where there is room for its `kinds`.
    """
    kind = _("EPIDURAL") if kinds else ""
    return {
        site: replace(mark, name="", dose="", kind="" if site.side else kind)
        for site, mark in marks.items()
    }


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


def _picture(drawing: Drawing, scale: float, paths: tuple[str, ...]) -> Picture:
    """Write a drawing at a scale, or a hair larger, so that no row of pixels is lost on screen.

    Typst paints a picture in whole pixels, rounded up, and leaves out what is over its size: a row
    in the middle, which may be the foot of a line of letters. So its size is whole pixels, less a
    hair that keeps rounding from adding one; half the hair in its shape does that for the other
    side, which typst finds by the shape.
    """
    wide, high = (
        ceil(length * scale / _PIXEL_MM) * _PIXEL_MM
        for length in (drawing.width_mm, drawing.height_mm)
    )
    size = (wide, high - _HAIR_MM / 2)
    bones = replace(drawing, shapes=drawing.shapes[: len(paths)], texts=())
    above = replace(drawing, shapes=drawing.shapes[len(paths) :])
    return Picture(
        bones=to_svg(bones, palette=GREY, size_mm=size, paths=paths),
        svg=to_svg(above, palette=GREY, size_mm=size),
        width_mm=wide - _HAIR_MM,
        height_mm=high - _HAIR_MM,
    )


def _fitted(
    region: Region,
    lumbar_count: LumbarCount,
    marks: Mapping[Site, Mark],
    *,
    width_mm: float,
    height_mm: float,
    captions: Captions | None = None,
) -> Picture | None:
    """Draw so that, shrunk to fit, a name has the letter size of a sheet.

    On paper the room of names stays the same while that of bones grows with the scale: what is
    over is taken from the bones, until it fits. None where the bones would be too small.
    """
    spine = _skeleton(region, lumbar_count)
    wide, high = spine.box.right - spine.box.left, spine.box.bottom - spine.box.top
    scale = min(width_mm / wide, height_mm / high)
    for _try in range(_TRIES):
        drawing = dressed(
            spine,
            marks=marks,
            captions=captions or _captions(),
            letter_mm=LETTER_MM / scale,
        )
        over_width = drawing.width_mm * scale - width_mm
        over_height = drawing.height_mm * scale - height_mm
        if max(over_width, over_height) <= 0:
            return _picture(drawing, scale, _paths(region, lumbar_count))
        scale -= max(over_width / wide, over_height / high, 0.01 * scale)
        if scale < _SMALLEST_SCALE[region]:
            break
    return None


@cache
def _skeleton(region: Region, lumbar_count: LumbarCount) -> Skeleton:
    return skeleton(region, lumbar_count, load_outlines(asset("anatomy"))[region])


@cache
def _paths(region: Region, lumbar_count: LumbarCount) -> tuple[str, ...]:
    """The outlines of bones, which make up most of a picture and are the same in each."""
    return tuple(path_data(shape) for shape in _skeleton(region, lumbar_count).shapes)


def _captions() -> Captions:
    return Captions(
        left=_("LEFT"),
        right=_("RIGHT"),
        seen_from_behind=_("Seen from behind: the patient’s left is on your left"),
    )
