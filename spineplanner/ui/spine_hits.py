"""Which site a point belongs to: the nearest one, with room around signs that are small."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from spineplanner.domain.anatomy import Site
from spineplanner.drawing.shapes import Point

LEAST_PX = 24.0
"""How wide and how high the area of a site is at least (WCAG 2.2, 2.5.8)."""
_AROUND_PX = 3.0


@dataclass(frozen=True, slots=True)
class Area:
    """The sign of a site as a polygon in pixels, and how far around it still belongs to it."""

    site: Site
    polygon: tuple[Point, ...]
    centre: Point
    half_diagonal: float
    reach: float


def area(site: Site, polygon: Sequence[Point]) -> Area:
    """Make the area of a site: a small sign reaches further, until it is large enough to hit."""
    across, down = [x for x, _ in polygon], [y for _, y in polygon]
    width, height = max(across) - min(across), max(down) - min(down)
    centre = ((min(across) + max(across)) / 2, (min(down) + max(down)) / 2)
    reach = max(_AROUND_PX, (LEAST_PX + 1 - min(width, height)) / 2)
    return Area(site, tuple(polygon), centre, hypot(width, height) / 2, reach)


def nearest(point: Point, areas: Iterable[Area]) -> Site | None:
    """Find the site whose sign is nearest, if the point is within its reach."""
    found: tuple[float, float, Site] | None = None
    for item in areas:
        apart = hypot(point[0] - item.centre[0], point[1] - item.centre[1])
        if apart > item.half_diagonal + item.reach:
            continue
        away = _distance(point, item.polygon)
        if away <= item.reach and (found is None or (away, apart) < found[:2]):
            found = (away, apart, item.site)
    return found[2] if found else None


def _distance(point: Point, polygon: Sequence[Point]) -> float:
    """How far a point is from a polygon; 0 inside."""
    if _inside(point, polygon):
        return 0.0
    return min(_from_line(point, one, other) for one, other in _edges(polygon))


def _edges(polygon: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    return pairwise([*polygon, polygon[0]])


def _inside(point: Point, polygon: Sequence[Point]) -> bool:
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in _edges(polygon):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossed = not crossed
    return crossed


def _from_line(point: Point, one: Point, other: Point) -> float:
    along, down = other[0] - one[0], other[1] - one[1]
    length = along * along + down * down
    part = 0.0
    if length:
        part = ((point[0] - one[0]) * along + (point[1] - one[1]) * down) / length
        part = min(1.0, max(0.0, part))
    return hypot(point[0] - one[0] - part * along, point[1] - one[1] - part * down)
