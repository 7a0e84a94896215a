"""The drawings that the tests of this folder look at."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import get_args

from spineplanner.domain.anatomy import CAUDAL, Level, LumbarCount, Region, Site, SiteKind, sites
from spineplanner.drawing.reading import load_outlines
from spineplanner.drawing.schematic import schematic
from spineplanner.drawing.shapes import Command, Curve, Drawing, Line, Move, Point
from spineplanner.drawing.surroundings import Captions
from spineplanner.drawing.tags import Mark
from spineplanner.resources import asset

COUNTS: tuple[LumbarCount, ...] = get_args(LumbarCount)
REGIONS = tuple(Region)
OUTLINES = load_outlines(asset("anatomy"))
CAPTIONS = Captions("LEFT", "RIGHT", "Seen from behind: the patient’s left is on your left")
EXAMPLE_LEVELS = (Level.L2_L3, Level.L3_L4, Level.L4_L5, Level.L5_S1, Level.C5_C6)
EXAMPLE = {
    *(site for site in sites(5) if site.kind is SiteKind.FACET and site.level in EXAMPLE_LEVELS),
    Site(SiteKind.EPIDURAL, Level.L4_L5),
    Site(SiteKind.EPIDURAL, Level.C7_T1),
}


def drawn_sites(region: Region, count: LumbarCount) -> list[Site]:
    """Every site of such a patient that this region's picture shows."""
    return [site for site in sites(count) if site.region is region]


def name(site: Site) -> str:
    """A name as long as any that is printed beside the picture."""
    return "CAUDAL EPIDURAL" if site == CAUDAL else site.code.replace("-", "–").upper()


def marks(count: LumbarCount, *, filled: str) -> dict[Site, Mark]:
    """Words for none, some or all of the sites of such a patient, numbered as in a plan."""
    chosen = {"empty": set(), "example": EXAMPLE, "all": set(sites(count))}[filled]
    in_order = [site for site in sites(count) if site in chosen]
    return {
        site: Mark(number, name(site), "12.5 million · 0.5 mL")
        for number, site in enumerate(in_order, start=1)
    }


@cache
def draw(
    region: Region,
    count: LumbarCount = 5,
    *,
    filled: str = "example",
    tags: bool = True,
    letter_mm: float | None = None,
) -> Drawing:
    """Draw one of the scenes."""
    return schematic(
        region=region,
        lumbar_count=count,
        marks=marks(count, filled=filled),
        outlines=OUTLINES,
        captions=CAPTIONS,
        tags=tags,
        letter_mm=letter_mm,
    )


def flattened(outline: tuple[Command, ...], *, steps: int = 12) -> list[Point]:
    """Points along an outline, close enough together to stand for it."""
    points: list[Point] = []
    for command in outline:
        match command:
            case Move(to) | Line(to):
                points.append(to)
            case Curve(one, two, to):
                start = points[-1]
                points += [_on_curve(start, one, two, to, t / steps) for t in range(1, steps + 1)]
            case _:
                pass
    return points


def _on_curve(start: Point, one: Point, two: Point, end: Point, t: float) -> Point:
    u = 1 - t
    weighted = ((u**3, start), (3 * u * u * t, one), (3 * u * t * t, two), (t**3, end))
    return sum(w * p[0] for w, p in weighted), sum(w * p[1] for w, p in weighted)


def inside(point: Point, polygon: list[Point]) -> bool:
    """Tell whether a point lies in a polygon, by counting the edges to its right."""
    x, y = point
    hits = 0
    for (x1, y1), (x2, y2) in pairwise([*polygon, polygon[0]]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            hits += 1
    return hits % 2 == 1


def along(line: list[Point], *, step_mm: float = 0.5) -> Iterator[Point]:
    """Points on a line of straight pieces, a step apart."""
    for (x1, y1), (x2, y2) in pairwise(line):
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        pieces = max(1, int(length / step_mm))
        for index in range(pieces + 1):
            t = index / pieces
            yield x1 + t * (x2 - x1), y1 + t * (y2 - y1)
