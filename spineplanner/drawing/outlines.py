"""What the asset files say: outlines of kinds of vertebra, and measures of each vertebra."""

from collections.abc import Mapping
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Self, TypeAlias

from pydantic import Field, model_validator

from spineplanner.domain.anatomy import LumbarCount, Region
from spineplanner.domain.values import Value
from spineplanner.drawing.shapes import BONE_ROLES, Role

Millimetres = Annotated[float, Field(gt=0, le=200)]
Coordinate = Annotated[float, Field(ge=-200, le=200)]
Points = Annotated[tuple[tuple[Coordinate, Coordinate], ...], Field(min_length=2)]


class Certainty(StrEnum):
    """How sure a measure is."""

    READ = "F"
    READ_SECOND_HAND = "F2"
    BACKGROUND = "B"
    INFERRED = "I"


class Symmetry(StrEnum):
    """How the right half of an outline becomes a whole."""

    ACROSS = "across"
    """It begins and ends in the midline; its mirror image closes it."""
    PAIR = "pair"
    """It stands once on each side."""


class Frame(StrEnum):
    """What an outline widens with from one vertebra to the next."""

    BODY = "body"
    ARCH = "arch"


class Layer(StrEnum):
    """What is painted first: all bodies, then all windows, then the arches from below."""

    BEHIND = "behind"
    WINDOW = "window"
    ARCH = "arch"


class Measure(Value):
    """A length in millimetres, where it is from and how sure it is."""

    mm: Millimetres
    source: str
    certainty: Certainty


class Part(Value):
    """The right half of one outline; x is 0 in the midline, y is 0 at the upper end plate."""

    role: Role
    symmetry: Symmetry
    layer: Layer = Layer.ARCH
    frame: Frame = Frame.ARCH
    closed: bool = True
    points: Points

    @model_validator(mode="after")
    def _is_half_a_bone(self) -> Self:
        if self.role not in BONE_ROLES:
            raise ValueError(f"no part of a vertebra is a {self.role}")
        _check_half(self.points)
        if self.symmetry is Symmetry.ACROSS and not self.closed:
            raise ValueError("an outline across the midline is closed")
        if self.symmetry is Symmetry.ACROSS:
            _check_ends(self.points)
        return self


class Size(Value):
    """The lengths of the vertebra for which a form was drawn, in millimetres."""

    body_width: Millimetres
    body_height: Millimetres
    disc_below: Millimetres
    joints_above: Millimetres
    joints_below: Millimetres
    span: Millimetres

    @model_validator(mode="after")
    def _joints_lie_inside(self) -> Self:
        if max(self.joints_above, self.joints_below) >= self.span:
            raise ValueError("the joints lie outside the span")
        return self


class Below(Value):
    """How high the sites between a vertebra and the next one lie."""

    facet_y: Coordinate
    window_y: Coordinate


class Form(Value):
    """The outlines of one kind of vertebra, its sites, and the place beside it for its name."""

    size: Size
    name_at: tuple[Coordinate, Coordinate]
    below: Below | None = None
    hiatus: Points | None = None
    parts: tuple[Part, ...]

    @model_validator(mode="after")
    def _hiatus_is_a_half(self) -> Self:
        if self.hiatus:
            _check_half(self.hiatus)
            _check_ends(self.hiatus)
        return self


class Vertebra(Value):
    """The measures of one vertebra; `joints` are from left to right centre, `span` over all."""

    form: str
    body_width: Measure
    body_height: Measure
    span: Measure
    disc_below: Measure | None = None
    joints_below: Measure | None = None


class Glyph(Value):
    """The size of a site's sign, in millimetres; `tilt_deg` leans its top away from the midline."""

    half_width: Millimetres
    half_height: Millimetres
    number_mm: Millimetres
    tilt_deg: Annotated[float, Field(ge=-90, le=90)] = 0.0


class Column(Value):
    """Names of vertebrae from cranial to caudal, each with the name whose measures it takes."""

    lumbar_counts: tuple[LumbarCount, ...]
    vertebrae: tuple[tuple[str, str], ...]


class RegionOutlines(Value):
    """Everything that is needed to draw one region.

    `letter_mm` is the size of the letters beside it, unless the caller wants another; `name_mm` is
    the most that a vertebra's name can be without standing in the way of leaders.
    """

    pen_mm: Millimetres
    letter_mm: Millimetres
    name_mm: Millimetres
    facet: Glyph
    window: Glyph
    hiatus_number_mm: Millimetres
    joints_above_first: Measure
    columns: tuple[Column, ...]
    vertebrae: dict[str, Vertebra]
    sources: dict[str, str]
    forms: dict[str, Form]

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        for name, vertebra in self.vertebrae.items():
            joints = vertebra.joints_below
            if joints and joints.mm >= vertebra.span.mm:
                raise ValueError(f"the joints of {name} lie outside its span")
            if joints and joints.mm <= 2 * self.facet.half_width:
                raise ValueError(f"the joints of {name} are so close that their signs meet")
        for name in {measured for column in self.columns for _, measured in column.vertebrae}:
            if name not in self.vertebrae:
                raise ValueError(f"a column takes the measures of {name}, which has none")
        for measure in self.measures():
            if measure.source not in self.sources:
                raise ValueError(f"a measure names the unknown source {measure.source!r}")
        return self

    def measures(self) -> tuple[Measure, ...]:
        """List every measure."""
        found: list[Measure] = [self.joints_above_first]
        for vertebra in self.vertebrae.values():
            values = (getattr(vertebra, name) for name in Vertebra.model_fields)
            found += [value for value in values if isinstance(value, Measure)]
        return tuple(found)

    def column_for(self, lumbar_count: LumbarCount) -> Column:
        """Find the column of a patient with so many lumbar vertebrae.

        Raises:
            ValueError: no column is for so many.
        """
        for column in self.columns:
            if lumbar_count in column.lumbar_counts:
                return column
        raise ValueError(f"no column has {lumbar_count} lumbar vertebrae")


Outlines: TypeAlias = Mapping[Region, RegionOutlines]


def _check_half(points: Points) -> None:
    if any(x < 0 for x, _ in points):
        raise ValueError("an outline is the right half: no point has a negative x")
    if any(first == second for first, second in pairwise(points)):
        raise ValueError("a point stands twice in a row")


def _check_ends(points: Points) -> None:
    if points[0][0] or points[-1][0]:
        raise ValueError("an outline across the midline begins and ends at x = 0")
