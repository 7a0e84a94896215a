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
    roots = [_root(points[index], points[(index + 1) % count]) for index in range(segments)]
    commands: list[Command] = [Move(points[0])]
    for index, root in enumerate(roots):
        start, end = points[index], points[(index + 1) % count]
        after = (index + 1) % segments
        leave, arrive = start, end
        if closed or index:
            leave = _handle(points[index - 1], start, end, near=roots[index - 1], far=root)
        if closed or after:
            arrive = _handle(points[(after + 1) % count], end, start, near=roots[after], far=root)
        commands.append(Curve(leave, arrive, end))
    return (*commands, Close()) if closed else tuple(commands)


def _root(here: Point, there: Point) -> float:
    """Give the root of a distance, by which the curve is centripetal."""
    if root := sqrt(dist(here, there)):
        return root
    raise ValueError(f"the point {here} stands twice in a row")


def _handle(before: Point, here: Point, there: Point, *, near: float, far: float) -> Point:
    """Place the Bézier handle of `here` towards `there`, coming from `before`.

    `near` and `far` are the roots of the distances to these.
    """
    near_2, far_2 = near**2, far**2
    own = 2 * near_2 + 3 * near * far + far_2
    weight = 3 * near * (near + far)
    return (
        (near_2 * there[0] - far_2 * before[0] + own * here[0]) / weight,
        (near_2 * there[1] - far_2 * before[1] + own * here[1]) / weight,
    )


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
