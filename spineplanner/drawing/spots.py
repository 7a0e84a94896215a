"""Where each site lies on the bones: its sign, its number, and how a leader leaves it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from spineplanner.domain.anatomy import CAUDAL, Level, Side, Site, SiteKind
from spineplanner.drawing.column import Placed
from spineplanner.drawing.curves import SHOULDER, across, ellipse, hexagon, smooth
from spineplanner.drawing.lettering import CAP_HEIGHT, width_mm
from spineplanner.drawing.outlines import Glyph, RegionOutlines
from spineplanner.drawing.shapes import Command, Point

_CLEAR_PENS = 5
"""How far above a facet joint the leader of its level's epidural passes, in pens."""
_RING = 0.8
"""The size of the ring inside a filled epidural sign."""
_MOST_GROWTH = 1.25
"""Signs may grow by so much for their numbers before those of a level would touch."""
_SPARE = 0.96
"""The share of a sign that a number may fill; the rest is its margin."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A site on the drawing; `exit` leads from its centre towards its tag, clear of other sites.

    `ring` is a smaller sign inside, which marks the epidural route without colour. `number_mm` is
    the size of its number, `rooms_mm` the largest that fits, for one digit and for two.
    """

    site: Site
    outline: tuple[Command, ...]
    ring: tuple[Command, ...] | None
    centre: Point
    number_mm: float
    rooms_mm: tuple[float, float]
    exit: tuple[Point, ...]

    @property
    def tag_y(self) -> float:
        """The height at which its tag stands best."""
        return self.exit[-1][1]

    @property
    def tag_side(self) -> Side:
        """The margin its tag stands in: the epidurals' is the right one."""
        return self.site.side or Side.RIGHT

    def holds(self, number: str) -> bool:
        """Tell whether a number of its size fits in the sign."""
        return self.number_mm <= self.rooms_mm[min(len(number), 2) - 1]


def spots(
    column: tuple[Placed, ...], outlines: RegionOutlines, *, least_number_mm: float = 0.0
) -> tuple[Spot, ...]:
    """Find the places of all sites of a column, from cranial to caudal.

    Signs grow a little where numbers must not be smaller than `least_number_mm`.
    """
    facet = _grown(outlines.facet, least_number_mm, _facet_rooms(outlines.facet)[1])
    window = _grown(outlines.window, least_number_mm, _window_rooms(outlines.window)[1])
    found: list[Spot] = []
    for upper, lower in pairwise(column):
        if below := upper.form.below:
            level = Level(f"{upper.name}-{lower.name}")
            joint_y = upper.height_of(below.facet_y)
            window_y = upper.height_of(below.window_y)
            half = upper.joints_below / 2
            found += [_facet(level, side, half, joint_y, facet) for side in Side]
            over = (
                half - facet.half_width,
                joint_y - facet.half_height - _CLEAR_PENS * outlines.pen_mm,
            )
            found.append(_window(level, window_y, window, over, grown=window != outlines.window))
    found += _caudal(column[-1], max(outlines.hiatus_number_mm, least_number_mm), outlines)
    return tuple(found)


def _grown(glyph: Glyph, number_mm: float, room_mm: float) -> Glyph:
    """Widen a sign, as far as its neighbours allow, until two digits of that size fit."""
    growth = min(max(number_mm / room_mm, 1.0), _MOST_GROWTH)
    return glyph.replace(
        half_width=glyph.half_width * growth,
        half_height=glyph.half_height * max(growth * _SPARE, 1.0),
        number_mm=max(glyph.number_mm, number_mm),
    )


def _facet_rooms(glyph: Glyph) -> tuple[float, float]:
    """Find the largest numbers in an ellipse, by their corners; the tilt is small."""
    one, two = (
        _SPARE
        / hypot(
            width_mm(digits, size_mm=0.5) / glyph.half_width, CAP_HEIGHT / 2 / glyph.half_height
        )
        for digits in ("0", "00")
    )
    return one, two


def _window_rooms(glyph: Glyph) -> tuple[float, float]:
    """Find the largest numbers in a lying hexagon, whose sides slope by its shoulder."""
    one, two = (
        _SPARE * glyph.half_width / (width_mm(digits, size_mm=0.5) + SHOULDER * CAP_HEIGHT / 2)
        for digits in ("0", "00")
    )
    return one, two


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
    return Spot(site, outline, None, centre, glyph.number_mm, _facet_rooms(glyph), (centre,))


def _window(level: Level, window_y: float, glyph: Glyph, over: Point, *, grown: bool) -> Spot:
    """Draw a window; a number for which it had to grow leaves no room for the ring."""
    centre = (0.0, window_y)
    width, height = glyph.half_width, glyph.half_height
    ring = hexagon(centre, half_width=width * _RING, half_height=height * _RING)
    return Spot(
        site=Site(SiteKind.EPIDURAL, level),
        outline=hexagon(centre, half_width=width, half_height=height),
        ring=None if grown else ring,
        centre=centre,
        number_mm=glyph.number_mm,
        rooms_mm=_window_rooms(glyph),
        exit=(centre, over),
    )


def _caudal(last: Placed, number_mm: float, outlines: RegionOutlines) -> Iterator[Spot]:
    if last.form.hiatus is None:
        return
    growth = min(number_mm / outlines.hiatus_number_mm, _MOST_GROWTH)
    points = across(tuple(last.place(point) for point in last.form.hiatus))
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    points = tuple((x * growth, bottom + (y - bottom) * growth) for x, y in points)
    # The hiatus is narrow above: its number and its ring stand lower than half-way.
    middle = (0.0, bottom - 0.42 * (bottom - top) * growth)
    ring = tuple((x * _RING, middle[1] + (y - middle[1]) * _RING) for x, y in points)
    room = outlines.hiatus_number_mm * growth
    yield Spot(
        site=CAUDAL,
        outline=smooth(points, closed=True),
        ring=smooth(ring, closed=True),
        centre=middle,
        number_mm=number_mm,
        rooms_mm=(room * 1.2, room * 1.02),
        exit=(middle,),
    )
