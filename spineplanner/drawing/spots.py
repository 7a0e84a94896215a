"""Where each site lies on the bones: its sign, its number, and how a leader leaves it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spineplanner.domain.anatomy import CAUDAL, Level, Side, Site, SiteKind
from spineplanner.drawing.column import Placed
from spineplanner.drawing.curves import across, ellipse, hexagon, smooth
from spineplanner.drawing.outlines import Glyph, RegionOutlines
from spineplanner.drawing.shapes import Command, Point

_CLEAR_PENS = 5
"""How far above a facet joint the leader of its level's epidural passes, in pens."""
_RING = 0.8
"""The size of the ring inside a filled epidural sign."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A site on the drawing; `exit` leads from its centre towards its tag, clear of other sites.

    `ring` is a smaller sign inside, which marks the epidural route without colour.
    """

    site: Site
    outline: tuple[Command, ...]
    ring: tuple[Command, ...] | None
    centre: Point
    number_mm: float
    exit: tuple[Point, ...]

    @property
    def tag_y(self) -> float:
        """The height at which its tag stands best."""
        return self.exit[-1][1]

    @property
    def tag_side(self) -> Side:
        """The margin its tag stands in: the epidurals' is the right one."""
        return self.site.side or Side.RIGHT


def spots(column: tuple[Placed, ...], outlines: RegionOutlines) -> tuple[Spot, ...]:
    """Find the places of all sites of a column, from cranial to caudal."""
    found: list[Spot] = []
    for upper, lower in pairwise(column):
        if below := upper.form.below:
            level = Level(f"{upper.name}-{lower.name}")
            joint_y = upper.height_of(below.facet_y)
            window_y = upper.height_of(below.window_y)
            half = upper.joints_below / 2
            found += [_facet(level, side, half, joint_y, outlines.facet) for side in Side]
            found.append(_window(level, half, joint_y, window_y, outlines))
    found += _caudal(column[-1], outlines.hiatus_number_mm)
    return tuple(found)


def _facet(level: Level, side: Side, half: float, joint_y: float, glyph: Glyph) -> Spot:
    sign = -1 if side is Side.LEFT else 1
    centre = (sign * half, joint_y)
    outline = ellipse(
        centre,
        half_width=glyph.half_width,
        half_height=glyph.half_height,
        tilt_deg=sign * glyph.tilt_deg,
    )
    site = Site(SiteKind.FACET, level, side)
    return Spot(site, outline, None, centre, glyph.number_mm, (centre,))


def _window(
    level: Level, half: float, joint_y: float, window_y: float, outlines: RegionOutlines
) -> Spot:
    glyph, facet = outlines.window, outlines.facet
    centre = (0.0, window_y)
    over = (
        half - facet.half_width,
        joint_y - facet.half_height - _CLEAR_PENS * outlines.pen_mm,
    )
    width, height = glyph.half_width, glyph.half_height
    return Spot(
        site=Site(SiteKind.EPIDURAL, level),
        outline=hexagon(centre, half_width=width, half_height=height),
        ring=hexagon(centre, half_width=width * _RING, half_height=height * _RING),
        centre=centre,
        number_mm=glyph.number_mm,
        exit=(centre, over),
    )


def _caudal(last: Placed, number_mm: float) -> Iterator[Spot]:
    if last.form.hiatus is None:
        return
    points = across(tuple(last.place(point) for point in last.form.hiatus))
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    # The hiatus is narrow above: its number and its ring stand lower than half-way.
    middle = (0.0, top + 0.58 * (bottom - top))
    ring = tuple((x * _RING, middle[1] + (y - middle[1]) * _RING) for x, y in points)
    yield Spot(
        site=CAUDAL,
        outline=smooth(points, closed=True),
        ring=smooth(ring, closed=True),
        centre=middle,
        number_mm=number_mm,
        exit=(middle,),
    )
