"""The closed vocabulary of the spine: which sites exist, for whom, and in what order."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal, assert_never

from pydantic import BeforeValidator, InstanceOf, PlainSerializer
from pydantic_core import PydanticCustomError

LumbarCount = Literal[4, 5, 6]
"""How many lumbar vertebrae the patient has."""

USUAL_LUMBAR_COUNT: LumbarCount = 5


class Region(StrEnum):
    """A part of the spine that is drawn as one picture."""

    CERVICAL = "cervical"
    LUMBAR = "lumbar"


class Side(StrEnum):
    """The patient's side."""

    LEFT = "LEFT"
    RIGHT = "RIGHT"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Level(StrEnum):
    """A motion segment, named by both vertebrae, from cranial to caudal.

    A junction belongs to its upper segment, as SNOMED CT assigns it; L4-S1 exists where there
    are four lumbar vertebrae, L5-L6 and L6-S1 where there are six.
    """

    C2_C3 = "C2-C3"
    C3_C4 = "C3-C4"
    C4_C5 = "C4-C5"
    C5_C6 = "C5-C6"
    C6_C7 = "C6-C7"
    C7_T1 = "C7-T1"
    T12_L1 = "T12-L1"
    L1_L2 = "L1-L2"
    L2_L3 = "L2-L3"
    L3_L4 = "L3-L4"
    L4_L5 = "L4-L5"
    L4_S1 = "L4-S1"
    L5_S1 = "L5-S1"
    L5_L6 = "L5-L6"
    L6_S1 = "L6-S1"

    @property
    def region(self) -> Region:
        """The picture this level is drawn in."""
        return Region.CERVICAL if self.value.startswith("C") else Region.LUMBAR

    @property
    def upper_vertebra(self) -> str:
        """The name of the vertebra above."""
        return self.value.split("-")[0]

    @property
    def lower_vertebra(self) -> str:
        """The name of the vertebra below."""
        return self.value.split("-")[1]

    @property
    def rank(self) -> int:
        """Its place from cranial to caudal."""
        return _LEVEL_RANK[self]


_LEVEL_RANK = {level: rank for rank, level in enumerate(Level)}


class SiteKind(StrEnum):
    """What receives the cells, in the order in which containers are numbered."""

    FACET = "facet"
    EPIDURAL = "epidural"
    CAUDAL = "caudal epidural"
    VEIN = "vein"


class Route(StrEnum):
    """The way in: caudal and interlaminar are one route."""

    FACET = "facet"
    EPIDURAL = "epidural"
    INTRAVENOUS = "intravenous"


_KIND_RANK = {kind: rank for rank, kind in enumerate(SiteKind)}
_SIDE_RANK = {None: 0, Side.LEFT: 0, Side.RIGHT: 1}


@dataclass(frozen=True, slots=True)
class Site:
    """One place that can take cells.

    Raises:
        ValueError: level or side do not go with the kind.
    """

    kind: SiteKind
    level: Level | None = None
    side: Side | None = None

    def __post_init__(self) -> None:
        """Refuse a combination that is no place."""
        has_level = self.kind in {SiteKind.FACET, SiteKind.EPIDURAL}
        if has_level != (self.level is not None):
            raise ValueError(f"{self.kind} site with level {self.level}")
        if (self.kind is SiteKind.FACET) != (self.side is not None):
            raise ValueError(f"{self.kind} site with side {self.side}")

    @property
    def code(self) -> str:
        """The name used in files: "L4-L5 facet LEFT"."""
        return " ".join(part for part in (self.level, self.kind.value, self.side) if part)

    @property
    def rank(self) -> tuple[int, int, int]:
        """Its place in the numbering: facets, epidurals, caudal, vein; LEFT before RIGHT."""
        return (
            _KIND_RANK[self.kind],
            -1 if self.level is None else self.level.rank,
            _SIDE_RANK[self.side],
        )

    @property
    def route(self) -> Route:
        """The way in."""
        match self.kind:
            case SiteKind.FACET:
                return Route.FACET
            case SiteKind.EPIDURAL | SiteKind.CAUDAL:
                return Route.EPIDURAL
            case SiteKind.VEIN:
                return Route.INTRAVENOUS
            case _:
                assert_never(self.kind)

    @property
    def region(self) -> Region | None:
        """The picture it is drawn in; the vein is in none."""
        if self.level is not None:
            return self.level.region
        return Region.LUMBAR if self.kind is SiteKind.CAUDAL else None

    @property
    def mirrored(self) -> "Site":
        """The same place on the other side; a place without side is its own mirror."""
        if self.side is None:
            return self
        return Site(self.kind, self.level, self.side.other)


VEIN = Site(SiteKind.VEIN)
CAUDAL = Site(SiteKind.CAUDAL)

_LAST_LUMBAR: dict[int, tuple[Level, ...]] = {
    4: (Level.L4_S1,),
    5: (Level.L4_L5, Level.L5_S1),
    6: (Level.L4_L5, Level.L5_L6, Level.L6_S1),
}


@cache
def levels(*, region: Region, lumbar_count: LumbarCount) -> tuple[Level, ...]:
    """The levels of a region from cranial to caudal, for so many lumbar vertebrae."""
    if region is Region.CERVICAL:
        return tuple(level for level in Level if level.region is Region.CERVICAL)
    return (Level.T12_L1, Level.L1_L2, Level.L2_L3, Level.L3_L4, *_LAST_LUMBAR[lumbar_count])


@cache
def sites(lumbar_count: LumbarCount) -> tuple[Site, ...]:
    """Every site of such a patient in order of numbering: 35, 38 or 41."""
    present = [
        level for region in Region for level in levels(region=region, lumbar_count=lumbar_count)
    ]
    facets = [Site(SiteKind.FACET, level, side) for level in present for side in Side]
    epidurals = [Site(SiteKind.EPIDURAL, level) for level in present]
    return (*facets, *epidurals, CAUDAL, VEIN)


_BY_CODE = {site.code: site for count in (4, 5, 6) for site in sites(count)}


def site_from_code(code: str) -> Site:
    """Find the site that is written so in a file.

    Raises:
        ValueError: no site is called so.
    """
    try:
        return _BY_CODE[code]
    except KeyError:
        raise ValueError(f"no site is called {code!r}") from None


def _read_site(value: object) -> object:
    if isinstance(value, Site):
        return value
    try:
        return site_from_code(str(value))
    except ValueError:
        raise PydanticCustomError("unknown_site", "is not a site", {}) from None


SiteField = Annotated[
    InstanceOf[Site],
    BeforeValidator(_read_site),
    PlainSerializer(lambda site: site.code, return_type=str),
]
"""A site as a field of a document, written by its code."""
