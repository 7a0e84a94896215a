"""The values a drawing is made of: outlines and texts, each with its role, in millimetres."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from spineplanner.domain.anatomy import Site

Point: TypeAlias = tuple[float, float]
"""Millimetres to the viewer's right and down; x is 0 in the midline of the spine."""


class Role(StrEnum):
    """What a shape or a text is; the palette says how that looks."""

    BODY = "body"
    DISC = "disc"
    RIB = "rib"
    RIB_END = "rib-end"
    LIGAMENT = "ligament"
    CANAL = "canal"
    SACRUM = "sacrum"
    FORAMEN = "foramen"
    ARCH = "arch"
    SPINOUS = "spinous"
    CAST = "cast"
    SHADE = "shade"
    LIGHT = "light"
    CONTOUR = "contour"
    JOINT = "joint"
    EDGE = "edge"
    GRAIN = "grain"

    KEYLINE = "keyline"
    FACET_EMPTY = "facet-empty"
    FACET_FILLED = "facet-filled"
    EPIDURAL_EMPTY = "epidural-empty"
    EPIDURAL_FILLED = "epidural-filled"
    EPIDURAL_RING = "epidural-ring"
    LEADER = "leader"
    LEADER_CASING = "leader-casing"
    LEADER_END = "leader-end"

    VERTEBRA = "vertebra"
    NUMBER = "number"
    FACET_NUMBER = "facet-number"
    EPIDURAL_NUMBER = "epidural-number"
    TAG_NAME = "tag-name"
    TAG_DOSE = "tag-dose"
    SIDE_WORD = "side-word"
    CAPTION = "caption"


BONE_ROLES = frozenset(
    {
        Role.BODY,
        Role.DISC,
        Role.RIB,
        Role.RIB_END,
        Role.LIGAMENT,
        Role.GRAIN,
        Role.CANAL,
        Role.SACRUM,
        Role.FORAMEN,
        Role.ARCH,
        Role.SPINOUS,
        Role.CAST,
        Role.SHADE,
        Role.LIGHT,
        Role.CONTOUR,
        Role.JOINT,
        Role.EDGE,
    }
)
"""What vertebrae are made of: all that stands in their outlines."""


class Anchor(StrEnum):
    """Which end of a text stands at its place."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Move:
    """Begin a line here."""

    to: Point


@dataclass(frozen=True, slots=True)
class Line:
    """Go on straight."""

    to: Point


@dataclass(frozen=True, slots=True)
class Curve:
    """Go on along a cubic Bézier curve."""

    control_1: Point
    control_2: Point
    to: Point


@dataclass(frozen=True, slots=True)
class Close:
    """Go back to where this line began."""


Command: TypeAlias = Move | Line | Curve | Close


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline; with a site, it is the area that stands for that site on screen."""

    role: Role
    outline: tuple[Command, ...]
    site: Site | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text on its baseline."""

    role: Role
    string: str
    x: float
    y: float
    size_mm: float
    bold: bool
    anchor: Anchor
    site: Site | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in millimetres."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in painting order, then texts; `pen_mm` is the thickness of a line of width 1."""

    shapes: tuple[Shape, ...]
    texts: tuple[Text, ...]
    frame: Box
    pen_mm: float

    @property
    def width_mm(self) -> float:
        """Its width, before it is scaled."""
        return self.frame.right - self.frame.left

    @property
    def height_mm(self) -> float:
        """Its height, before it is scaled."""
        return self.frame.bottom - self.frame.top
