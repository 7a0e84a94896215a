"""Outlines from points: smooth lines, ellipses, mirror images."""

from collections.abc import Iterable, Iterator, Sequence
from math import cos, dist, radians, sin, sqrt
from typing import assert_never

from spineplanner.drawing.shapes import Box, Close, Command, Curve, Line, Move, Point

_QUARTER = 0.5522847498307936
"""How far a Bézier handle reaches along the tangent of a quarter of a circle of radius 1."""
SHOULDER = 0.55
"""How far the points of a lying hexagon stand out, in half its heights."""


def smooth(points: Sequence[Point], *, closed: bool) -> tuple[Command, ...]:
    """Draw a centripetal Catmull-Rom curve through the points: it neither loops nor overshoots.

    Raises:
        ValueError: fewer than two points, or the same point twice in a row.
    """
    if len(points) < 2:
        raise ValueError("a line needs two points")
    count = len(points)
    segments = count if closed else count - 1
    commands: list[Command] = [Move(points[0])]
    for index in range(segments):
        start, end = points[index], points[(index + 1) % count]
        before = points[index - 1] if closed or index else start
        after = points[(index + 2) % count] if closed or index + 2 < count else end
        commands.append(
            Curve(_handle(before, start, end), _handle(after, end, start), end),
        )
    return (*commands, Close()) if closed else tuple(commands)


def _handle(before: Point, here: Point, there: Point) -> Point:
    """Place the Bézier handle of `here` towards `there`, coming from `before`."""
    near, far = sqrt(dist(before, here)), sqrt(dist(here, there))
    if not far:
        raise ValueError(f"the point {here} stands twice in a row")
    if not near:
        return here
    own = 2 * near**2 + 3 * near * far + far**2
    weight = 3 * near * (near + far)

    def along(axis: int) -> float:
        pull = near**2 * there[axis] - far**2 * before[axis]
        return (pull + own * here[axis]) / weight

    return along(0), along(1)


def polyline(points: Sequence[Point]) -> tuple[Command, ...]:
    """Join the points by straight lines."""
    return (Move(points[0]), *(Line(point) for point in points[1:]))


def polygon(points: Sequence[Point]) -> tuple[Command, ...]:
    """Join the points by straight lines, and the last to the first."""
    return (*polyline(points), Close())


def ellipse(
    centre: Point, *, half_width: float, half_height: float, tilt_deg: float = 0.0
) -> tuple[Command, ...]:
    """Draw an ellipse, turned clockwise about its centre."""
    k, sine, cosine = _QUARTER, sin(radians(tilt_deg)), cos(radians(tilt_deg))

    def at(u: float, v: float) -> Point:
        x, y = u * half_width, v * half_height
        return centre[0] + x * cosine - y * sine, centre[1] + x * sine + y * cosine

    return (
        Move(at(1, 0)),
        Curve(at(1, k), at(k, 1), at(0, 1)),
        Curve(at(-k, 1), at(-1, k), at(-1, 0)),
        Curve(at(-1, -k), at(-k, -1), at(0, -1)),
        Curve(at(k, -1), at(1, -k), at(1, 0)),
        Close(),
    )


def mirrored(points: Sequence[Point]) -> tuple[Point, ...]:
    """Reflect the points in the midline."""
    return tuple((-x, y) for x, y in points)


def across(half: Sequence[Point]) -> tuple[Point, ...]:
    """Complete the half of an outline that begins and ends in the midline."""
    return (*half, *reversed(mirrored(half[1:-1])))


def hexagon(centre: Point, *, half_width: float, half_height: float) -> tuple[Command, ...]:
    """Draw a lying hexagon with its points to the left and right."""
    x, y = centre
    shoulder = half_width - half_height * SHOULDER
    return polygon(
        (
            (x - half_width, y),
            (x - shoulder, y - half_height),
            (x + shoulder, y - half_height),
            (x + half_width, y),
            (x + shoulder, y + half_height),
            (x - shoulder, y + half_height),
        )
    )


def extent(outlines: Iterable[tuple[Command, ...]]) -> Box:
    """Find the rectangle of all points the outlines go through."""
    points = [point for outline in outlines for point in points_of(outline)]
    across_mm, down_mm = [x for x, _ in points], [y for _, y in points]
    return Box(min(across_mm), min(down_mm), max(across_mm), max(down_mm))


def points_of(outline: tuple[Command, ...]) -> Iterator[Point]:
    """List the points an outline goes through, without the handles of its curves."""
    for command in outline:
        match command:
            case Move(to) | Line(to) | Curve(to=to):
                yield to
            case Close():
                pass
            case _:
                assert_never(command)
