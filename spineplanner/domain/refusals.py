"""Why a preparation can't be made: named refusals with the numbers in them."""

from dataclasses import dataclass
from fractions import Fraction

from spineplanner.domain.anatomy import Site


@dataclass(frozen=True, slots=True)
class NoAliquots:
    """Nothing is ordered."""


@dataclass(frozen=True, slots=True)
class AliquotIncomplete:
    """An aliquot lacks what its container can't be prepared without."""

    site: Site
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConcentrationUnknown:
    """The strength of the stock can't be computed."""

    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StockTooDilute:
    """A suspension is to be stronger than the stock. Concentrations in cells per microlitre."""

    letter: str
    numbers: tuple[int, ...]
    concentration: Fraction
    strength: Fraction


@dataclass(frozen=True, slots=True)
class TooSmallToMeasure:
    """So little stock is needed that the smallest measurable volume overfills the tube."""

    letter: str
    numbers: tuple[int, ...]
    stock_exact_ul: Fraction
    smallest_ul: int
    volume_ul: int
    tube_ul: int


@dataclass(frozen=True, slots=True)
class TooLargeForTheTube:
    """A suspension's containers take more than its tube holds."""

    letter: str
    numbers: tuple[int, ...]
    volume_ul: int
    tube_ul: int


@dataclass(frozen=True, slots=True)
class TooLargeForASyringe:
    """What is to be drawn is more than the largest syringe holds."""

    site: Site
    volume_ul: int
    largest_ul: int


@dataclass(frozen=True, slots=True)
class NotEnoughVials:
    """The vials give less stock than is needed.

    `available` vials are on hand, or were thawed; `short_ul` of stock are missing, that is
    `more` vials.
    """

    lot: str | None
    available: int
    short_ul: int
    more: int
    measured: bool


@dataclass(frozen=True, slots=True)
class LargerThanAVial:
    """Vials are kept apart, and these syringes take more stock than one of them gives.

    `stock_ul` is what the fullest of them takes, `usable_ul` what a vial gives after its count
    sample and what stays in it; nothing where those are all it holds.
    """

    numbers: tuple[int, ...]
    stock_ul: int
    usable_ul: int


Refusal = (
    NoAliquots
    | AliquotIncomplete
    | ConcentrationUnknown
    | StockTooDilute
    | TooSmallToMeasure
    | TooLargeForTheTube
    | TooLargeForASyringe
    | NotEnoughVials
    | LargerThanAVial
)
