"""Puts the vertebrae of a patient under one another, each in its own measures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from spineplanner.domain.anatomy import LumbarCount, Region
from spineplanner.drawing.curves import across, extent, mirrored, smooth
from spineplanner.drawing.outlines import (
    Column,
    Form,
    Frame,
    Layer,
    Part,
    RegionOutlines,
    Symmetry,
    Vertebra,
)
from spineplanner.drawing.shapes import Box, Command, Point, Shape


@dataclass(frozen=True, slots=True)
class Placed:
    """A vertebra in its place: `top` is its upper end plate, all lengths are in millimetres."""

    name: str
    form: Form
    top: float
    body_width: float
    body_height: float
    disc_below: float
    joints_above: float
    joints_below: float
    span: float

    def place(self, point: Point, frame: Frame = Frame.ARCH) -> Point:
        """Find where a point of the form comes to lie."""
        x, y = point
        match frame:
            case Frame.BODY:
                return x * self.body_width / self.form.size.body_width, self.height_of(y)
            case Frame.ARCH:
                return self._arch_x(x, y), self.height_of(y)
            case _:
                assert_never(frame)

    def height_of(self, y: float) -> float:
        """Stretch heights so that both end plates and the disc below come out right."""
        size = self.form.size
        stretch = self.body_height / size.body_height
        if y <= size.body_height:
            return self.top + y * stretch
        under = min(y - size.body_height, size.disc_below)
        beyond = y - size.body_height - under
        disc = under * self.disc_below / size.disc_below
        return self.top + self.body_height + disc + beyond * stretch

    def _arch_x(self, x: float, y: float) -> float:
        """Stretch widths so that the joints above and below, and the tips, come out right."""
        size = self.form.size
        down = min(1.0, max(0.0, y / size.body_height))
        drawn = (size.joints_above + (size.joints_below - size.joints_above) * down) / 2
        wanted = (self.joints_above + (self.joints_below - self.joints_above) * down) / 2
        if x <= drawn:
            return x * wanted / drawn
        return wanted + (x - drawn) * (self.span / 2 - wanted) / (size.span / 2 - drawn)


@dataclass(frozen=True, slots=True, eq=False)
class Skeleton:
    """The bones of one region, where they came from, and the box they fill.

    Each is itself alone: to compare or hash all of its outlines takes as long as drawing them.
    """

    region: Region
    outlines: RegionOutlines
    column: tuple[Placed, ...]
    shapes: tuple[Shape, ...]
    box: Box


def skeleton(region: Region, lumbar_count: LumbarCount, outlines: RegionOutlines) -> Skeleton:
    """Draw the bones of a region alone, to be dressed once or several times."""
    column = stack(outlines, outlines.column_for(lumbar_count))
    shapes = tuple(bones(column))
    return Skeleton(region, outlines, column, shapes, extent(shape.outline for shape in shapes))


def stack(outlines: RegionOutlines, column: Column) -> tuple[Placed, ...]:
    """Put the vertebrae under one another, from cranial to caudal; the first begins at y = 0."""
    top = 0.0
    joints_above = outlines.joints_above_first.mm
    placed_so_far: list[Placed] = []
    for name, measured_as in column.vertebrae:
        vertebra = outlines.vertebrae[measured_as]
        placed = _place(name, vertebra, outlines.forms[vertebra.form], top, joints_above)
        placed_so_far.append(placed)
        top += placed.body_height + placed.disc_below
        joints_above = placed.joints_below
    return tuple(placed_so_far)


def _place(name: str, vertebra: Vertebra, form: Form, top: float, joints_above: float) -> Placed:
    return Placed(
        name=name,
        form=form,
        top=top,
        body_width=vertebra.body_width.mm,
        body_height=vertebra.body_height.mm,
        disc_below=vertebra.disc_below.mm if vertebra.disc_below else form.size.disc_below,
        joints_above=joints_above,
        joints_below=vertebra.joints_below.mm if vertebra.joints_below else form.size.joints_below,
        span=vertebra.span.mm,
    )


def bones(column: tuple[Placed, ...]) -> Iterator[Shape]:
    """Draw the column: bodies and windows first, then the arches, upper over lower."""
    for layer in (Layer.BEHIND, Layer.WINDOW):
        for placed in column:
            yield from _parts(placed, layer)
    for placed in reversed(column):
        yield from _parts(placed, Layer.ARCH)


def _parts(placed: Placed, layer: Layer) -> Iterator[Shape]:
    for part in placed.form.parts:
        if part.layer is layer:
            for outline in _outlines(placed, part):
                yield Shape(part.role, outline)


def _outlines(placed: Placed, part: Part) -> Iterator[tuple[Command, ...]]:
    points = tuple(placed.place(point, part.frame) for point in part.points)
    match part.symmetry:
        case Symmetry.ACROSS:
            yield smooth(across(points), closed=part.closed)
        case Symmetry.PAIR:
            yield smooth(mirrored(points), closed=part.closed)
            yield smooth(points, closed=part.closed)
        case _:
            assert_never(part.symmetry)
