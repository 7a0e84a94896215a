"""A chart as a value: what is asked, what is drawn, what it assumes, and its numbers as a table."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from spineplanner.domain.apart import Allocation, AllocationRefusal
from spineplanner.domain.entries import FromVial
from spineplanner.domain.preparation import Preparation, Supply
from spineplanner.domain.refusals import ConcentrationUnknown


class Topic(StrEnum):
    """What a chart is about."""

    VIABILITY = "viability"
    RECOVERY = "recovery"
    FADING = "fading"
    DOSES = "doses"
    SPREAD = "spread"


@dataclass(frozen=True, slots=True)
class Spread:
    """By how much a count and a syringe are off: coefficients of variation in 1/100 of 1 %.

    The sources say, in sentences, where the figures that the program begins with are from.
    """

    count_bp: int
    syringe_bp: int
    count_source: str = ""
    syringe_source: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Which chart is wanted, and what is assumed where the chart is about that."""

    topic: Topic
    spread: Spread


class Shape(StrEnum):
    """How a series is drawn; series that stand side by side differ in more than colour."""

    LINE = "line"
    DASHED = "dashed"
    DOTS = "dots"
    SOLID_BARS = "solid bars"
    HOLLOW_BARS = "hollow bars"
    RUNGED_BARS = "runged bars"
    RULES = "rules"
    WHISKERS = "whiskers"


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one kind. `role` names a colour of the theme; `spans` are the ends of whiskers.

    A point without a height leaves a gap in a line.
    """

    name: str
    role: str
    shape: Shape
    points: tuple[tuple[float, float | None], ...]
    spans: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the chart with a word: upright at x, or else level at y."""

    at: float
    words: str
    upright: bool = True


@dataclass(frozen=True, slots=True)
class Chart:
    """All that a chart shows, and the same in words and numbers.

    `ticks` name places on the x axis where numbers would say nothing. `rows` are the numbers as
    a person reads them, `csv` as a spreadsheet does. `absent` says why there is nothing to draw.
    """

    topic: Topic
    title: str
    assumes: str
    x_label: str = ""
    y_label: str = ""
    x_range: tuple[float, float] = (0, 1)
    y_top: float = 1
    series: tuple[Series, ...] = ()
    marks: tuple[Mark, ...] = ()
    ticks: tuple[tuple[float, str], ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    csv: str = ""
    result: str = ""
    absent: str = ""


@dataclass(frozen=True, slots=True)
class KeptApart:
    """What a plan needs where vials are kept apart, and the best that the search has found.

    `before` is prepared as the plan and its record have it, `after` with the vials of `answer`,
    and `syringes` are those by sites; without an answer there are none. `several_lots` tells
    whether it was searched among more than one.
    """

    before: Preparation
    answer: Allocation | AllocationRefusal | ConcentrationUnknown
    syringes: tuple[FromVial, ...] = ()
    after: Preparation | None = None
    several_lots: bool = False

    @property
    def is_proved(self) -> bool:
        """Whether what the search has proved holds of the way that is shown, and of its bags.

        The search shares out syringes alone: of several lots another share might leave more for
        a bag.
        """
        after = self.after
        if after is None or after.supply is None or after.vial_map is None:
            return False
        followed = after.vial_map.chosen or not self.syringes
        as_good = self.before.supply is None or _cost(after.supply) <= _cost(self.before.supply)
        several = isinstance(self.answer, Allocation) and self.several_lots
        bags = any(item.bag for item in after.suspensions)
        return followed and as_good and not (several and bags)

    @property
    def better(self) -> bool:
        """Whether the search has found a better way: fewer vials, less left over, or older."""
        if self.after is None or self.after.supply is None:
            return False
        before = self.before.supply
        return before is None or _cost(self.after.supply) < _cost(before)

    @property
    def best(self) -> Preparation:
        """The better of the two."""
        return self.after if self.better and self.after is not None else self.before


def _cost(supply: Supply) -> tuple[int, Fraction, list[date]]:
    days = [
        pool.lot.expiry.last_day if pool.lot and pool.lot.expiry else date.max
        for pool in supply.pools
        for _vial in range(pool.vials)
    ]
    return supply.vials, supply.cells_left_over, sorted(days)
