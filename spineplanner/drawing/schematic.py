"""Draws one region of a patient's spine from behind, with every site and what it is given."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from spineplanner.domain.anatomy import LumbarCount, Region, Side, Site, SiteKind
from spineplanner.drawing.column import Placed, Skeleton, skeleton
from spineplanner.drawing.key import midline_key, sign_key
from spineplanner.drawing.lettering import CAP_HEIGHT, box_of
from spineplanner.drawing.outlines import Outlines
from spineplanner.drawing.shapes import Anchor, Drawing, Role, Shape, Text
from spineplanner.drawing.spots import Spot, spots
from spineplanner.drawing.surroundings import Captions, surround
from spineplanner.drawing.tags import Margin, Mark, is_signed, margin


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

    Marks of the vein and of other regions are left out. Facets are named in the margins, and what
    lies in the midline below the bones. Without tags there are numbers in the sites only. A caller
    who prints at a scale passes `letter_mm`, the size of a name before it: then no letter is
    smaller, and a number that does not fit in its site stands at the end of its leader alone; an
    epidural's in its hexagon, for it stands in the margin of the right facets.

    Raises:
        ValueError: a mark is for a site of this region that this patient does not have.
    """
    spine = skeleton(region, lumbar_count, outlines[region])
    return dressed(spine, marks=marks, captions=captions, tags=tags, letter_mm=letter_mm)


def dressed(
    spine: Skeleton,
    *,
    marks: Mapping[Site, Mark],
    captions: Captions,
    tags: bool = True,
    letter_mm: float | None = None,
) -> Drawing:
    """Put sites, numbers and words on the bones, as `schematic` does."""
    region, region_outlines, column = spine.region, spine.outlines, spine.column
    letter = region_outlines.letter_mm if letter_mm is None else letter_mm
    places = _places(spine, letter_mm or 0.0)
    absent = {site for site in marks if site.region is region} - {spot.site for spot in places}
    if absent:
        raise ValueError(f"not in this spine: {', '.join(sorted(site.code for site in absent))}")
    name_mm = letter if letter_mm else min(letter, region_outlines.name_mm)
    names = tuple(_vertebra_name(placed, name_mm) for placed in column)
    reach = max([spine.box.right, *(-box_of(name).left for name in names)])
    filled = [(spot, marks[spot.site]) for spot in places if spot.site in marks]
    beside = [item for item in filled if _is_beside(*item)] if tags else []
    margins = _margins(beside, reach, letter)
    below = max([spine.box.bottom, *(side.bottom for side in margins)])
    key = midline_key(
        [item for item in filled if _is_keyed(*item)] if tags else [],
        below_mm=below,
        letter_mm=letter,
    )
    key_signs: tuple[Shape, ...] = ()
    if kind := next((mark.kind for spot, mark in beside if is_signed(spot, mark)), ""):
        below = max([below, *(box_of(text).bottom for text in key)])
        sign, said = sign_key(kind, below_mm=below, letter_mm=letter)
        key_signs, key = (sign,), (*key, said)
    frame, words = surround(
        captions,
        spine=spine,
        names=names,
        margins=margins,
        key=key,
        reach_mm=reach,
        letter_mm=letter,
    )
    leaders = tuple(shape for side in margins for shape in side.shapes)
    tag_words = tuple(text for side in margins for text in side.texts)
    signs = tuple(shape for spot in places for shape in _sign(spot, filled=spot.site in marks))
    numbers = tuple(_number(spot, mark) for spot, mark in filled if spot.holds(str(mark.number)))
    return Drawing(
        shapes=(*spine.shapes, *leaders, *signs, *key_signs),
        texts=(*names, *numbers, *tag_words, *key, *words),
        frame=frame,
        pen_mm=region_outlines.pen_mm * letter / region_outlines.letter_mm,
    )


@lru_cache(maxsize=64)  # Sheets of a plan try the same few sizes again.
def _places(spine: Skeleton, least_number_mm: float) -> tuple[Spot, ...]:
    return spots(spine.column, spine.outlines, least_number_mm=least_number_mm)


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


def _is_keyed(spot: Spot, mark: Mark) -> bool:
    """Tell whether a site is named below the spine: one of the midline that shows its number."""
    return spot.site.side is None and bool(mark.name) and spot.holds(str(mark.number))


def _is_beside(spot: Spot, mark: Mark) -> bool:
    """Tell whether a site has a tag in a margin: a name, or a number that its sign can't hold."""
    if spot.holds(str(mark.number)):
        return bool(mark.name) and spot.site.side is not None
    return True


def _margins(
    filled: Sequence[tuple[Spot, Mark]], reach: float, letter: float
) -> tuple[Margin, ...]:
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
