"""Draws one region of a patient's spine from behind, with every site and what it is given."""

from collections.abc import Mapping, Sequence

from spineplanner.domain.anatomy import LumbarCount, Region, Side, Site, SiteKind
from spineplanner.drawing.column import Placed, bones, stack
from spineplanner.drawing.curves import extent
from spineplanner.drawing.lettering import CAP_HEIGHT, box_of
from spineplanner.drawing.outlines import Outlines
from spineplanner.drawing.shapes import Anchor, Drawing, Role, Shape, Text
from spineplanner.drawing.spots import Spot, spots
from spineplanner.drawing.surroundings import Captions, surround
from spineplanner.drawing.tags import Margin, Mark, margin


def schematic(
    *,
    region: Region,
    lumbar_count: LumbarCount,
    marks: Mapping[Site, Mark],
    outlines: Outlines,
    captions: Captions,
    tags: bool = True,
    letter_mm: float | None = None,
) -> Drawing:
    """Draw a region in millimetres of the patient, the patient's left on the viewer's left.

    Marks of the vein and of other regions are left out. Without tags there are numbers in the
    sites only. A caller who prints at a scale passes `letter_mm`, the size of a name before it.

    Raises:
        ValueError: a mark is for a site of this region that this patient does not have.
    """
    region_outlines = outlines[region]
    letter = region_outlines.letter_mm if letter_mm is None else letter_mm
    column = stack(region_outlines, region_outlines.column_for(lumbar_count))
    places = spots(column, region_outlines)
    absent = {site for site in marks if site.region is region} - {spot.site for spot in places}
    if absent:
        raise ValueError(f"not in this spine: {', '.join(sorted(site.code for site in absent))}")
    skeleton = tuple(bones(column))
    name_mm = min(letter, region_outlines.name_mm)
    names = tuple(_vertebra_name(placed, name_mm) for placed in column)
    widest = extent(shape.outline for shape in skeleton).right
    reach = max([widest, *(-box_of(name).left for name in names)])
    margins = _margins(places, marks, reach, letter) if tags else ()
    frame, words = surround(
        captions, bones=skeleton, names=names, margins=margins, reach_mm=reach, letter_mm=letter
    )
    leaders = tuple(shape for side in margins for shape in side.shapes)
    tag_words = tuple(text for side in margins for text in side.texts)
    signs = tuple(shape for spot in places for shape in _sign(spot, filled=spot.site in marks))
    numbers = tuple(_number(spot, marks[spot.site]) for spot in places if spot.site in marks)
    return Drawing(
        shapes=(*skeleton, *leaders, *signs),
        texts=(*names, *numbers, *tag_words, *words),
        frame=frame,
        pen_mm=region_outlines.pen_mm * letter / region_outlines.letter_mm,
    )


def _vertebra_name(placed: Placed, size_mm: float) -> Text:
    """Write the name left of the vertebra, where no leader of a joint or window passes."""
    x, y = placed.place(placed.form.name_at)
    return Text(
        role=Role.VERTEBRA,
        string=placed.name,
        x=-x,
        y=y + CAP_HEIGHT / 2 * size_mm,
        size_mm=size_mm,
        bold=True,
        anchor=Anchor.END,
    )


def _margins(
    places: Sequence[Spot], marks: Mapping[Site, Mark], reach: float, letter: float
) -> tuple[Margin, ...]:
    filled = [(spot, marks[spot.site]) for spot in places if spot.site in marks]
    sides = (
        margin(
            [(spot, mark) for spot, mark in filled if spot.tag_side is side],
            side=side,
            reach_mm=reach,
            letter_mm=letter,
        )
        for side in Side
    )
    return tuple(side for side in sides if side)


def _sign(spot: Spot, *, filled: bool) -> tuple[Shape, ...]:
    facet = spot.site.kind is SiteKind.FACET
    if not filled:
        return (Shape(Role.FACET_EMPTY if facet else Role.EPIDURAL_EMPTY, spot.outline, spot.site),)
    shapes = [
        Shape(Role.KEYLINE, spot.outline),
        Shape(Role.FACET_FILLED if facet else Role.EPIDURAL_FILLED, spot.outline, spot.site),
    ]
    if spot.ring:
        shapes.append(Shape(Role.EPIDURAL_RING, spot.ring))
    return tuple(shapes)


def _number(spot: Spot, mark: Mark) -> Text:
    return Text(
        role=Role.NUMBER,
        string=str(mark.number),
        x=spot.centre[0],
        y=spot.centre[1] + CAP_HEIGHT / 2 * spot.number_mm,
        size_mm=spot.number_mm,
        bold=True,
        anchor=Anchor.MIDDLE,
        site=spot.site,
    )
