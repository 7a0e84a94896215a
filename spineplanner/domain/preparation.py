"""What must be prepared for a plan: the results of the calculation, and how they came about.

Concentrations are exact ratios in cells per microlitre; volumes are whole microlitres; every
rounded number stands beside the exact one it was rounded from.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from spineplanner.domain.anatomy import Site
from spineplanner.domain.apart import VialMap, VialUse
from spineplanner.domain.formulary import Syringe
from spineplanner.domain.plan import Aliquot, Lot
from spineplanner.domain.record import Count
from spineplanner.domain.refusals import Refusal

MATHS_VERSION = 1
"""Raised only when the same plan would give other results."""


@dataclass(frozen=True, slots=True)
class Strength:
    """The concentration of viable or total cells in the stock, as the dose counts them.

    Planned: `cells_per_ul` is label cells / fill x recovery x viability factor x undiluted
    share. Measured: the count, converted by the measured viability.
    """

    cells_per_ul: Fraction
    base: Fraction
    recovery: Fraction | None
    viability_factor: Fraction
    undiluted: Fraction | None
    count: Count | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """The three volumes of a syringe: give, draw to, taken."""

    give_ul: int
    needle_ul: int
    mark_ul: int
    hub_ul: int
    syringe: Syringe

    @property
    def taken_ul(self) -> int:
        """What leaves the tube: the mark and what stays below the zero mark."""
        return self.mark_ul + self.hub_ul

    @property
    def pushed_ul(self) -> int:
        """What the patient gets where the plunger is pushed to zero."""
        return self.mark_ul - self.needle_ul


@dataclass(frozen=True, slots=True)
class Bagged:
    """The volumes of a bag: what is given, and what stays in an unflushed line."""

    give_ul: int
    kept_ul: int

    @property
    def made_ul(self) -> int:
        """The volume the bag is made to."""
        return self.give_ul + self.kept_ul

    @property
    def pushed_ul(self) -> int:
        """What the patient gets from it."""
        return self.give_ul


@dataclass(frozen=True, slots=True)
class Container:
    """One numbered syringe or bag; `volumes` is absent where they can't be computed."""

    number: int
    aliquot: Aliquot
    volumes: Drawn | Bagged | None
    letter: str | None

    @property
    def site(self) -> Site:
        """Where it is given."""
        return self.aliquot.site

    @property
    def taken_ul(self) -> int:
        """What it takes of its suspension; nothing while that can't be computed."""
        match self.volumes:
            case Drawn() as drawn:
                return drawn.taken_ul
            case Bagged() as bagged:
                return bagged.made_ul
            case None:
                return 0
            case _:
                assert_never(self.volumes)


@dataclass(frozen=True, slots=True)
class Suspension:
    """A working dilution: so much stock, so much diluent, for these containers.

    `needed_ul` is what the containers take with what stays in the tube, or a bag's volume.
    `stock_exact_ul` and `diluent_exact_ul` are what was rounded to `stock_ul`, `diluent_ul`.
    `vials` are those of its lot that the stock comes from, where vials are kept apart.
    """

    letter: str
    numbers: tuple[int, ...]
    bag: bool
    diluent: str | None
    lot: str | None
    concentration: Fraction
    strength: Fraction
    taken_ul: int
    residual_ul: Fraction
    stock_exact_ul: Fraction
    stock_ul: int
    diluent_exact_ul: Fraction
    diluent_ul: int
    vials: tuple[int, ...] = ()

    @property
    def needed_ul(self) -> Fraction:
        """The least volume that serves."""
        return self.taken_ul + self.residual_ul

    @property
    def volume_ul(self) -> int:
        """Stock and diluent together."""
        return self.stock_ul + self.diluent_ul

    @property
    def achieved(self) -> Fraction:
        """The concentration that the measured volumes give, in cells per microlitre."""
        return self.stock_ul * self.strength / self.volume_ul

    @property
    def error(self) -> Fraction:
        """By which share the achieved concentration, and so each dose, is off."""
        return self.achieved / self.concentration - 1


@dataclass(frozen=True, slots=True)
class Pool:
    """The thawed vials of one lot, pooled: what goes out of it and what is left.

    `available_ul` is what the vials give, or what was measured with the sample added back. Of
    vials that are kept apart, which are not pooled at all, it is their sum; each loses a sample
    and a residual of its own, `uses` says what each is used for, and `least` is a number of
    vials below which there is no way.
    """

    lot: Lot | None
    strength: Strength
    vials: int
    vial_ul: int
    suspensions_ul: int
    sample_ul: int
    residual_ul: int
    available_ul: int
    uses: tuple[VialUse, ...] = ()
    least: int = 0

    @property
    def total_ul(self) -> int:
        """All stock that is used: suspensions, count sample and what stays in the tube."""
        return self.suspensions_ul + self.sample_ul + self.residual_ul

    @property
    def needed(self) -> Fraction:
        """How many vials that is, exactly; of vials that are kept apart, those opened."""
        if self.uses:
            return Fraction(len(self.uses))
        return Fraction(self.total_ul, self.vial_ul)

    @property
    def left_over_ul(self) -> int:
        """What is left of the stock."""
        return self.available_ul - self.total_ul


@dataclass(frozen=True, slots=True)
class Cryoprotectant:
    """DMSO in what is prepared: milligrams for the patient and the vein, shares locally."""

    patient_mg: Fraction
    vein_mg: Fraction
    local: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Supply:
    """The vials to thaw and what becomes of their cells; only ever complete.

    `label_vials` is the answer of the label alone, `label_short` the share of the stock by
    which that many vials fall short. Margins are the lowest shares, in tenths of a per cent,
    at which the same number of vials still serves.
    """

    pools: tuple[Pool, ...]
    label_vials: int
    label_short: Fraction
    viability_margin_permille: int | None
    recovery_margin_permille: int | None
    spare: int | None

    @property
    def vials(self) -> int:
        """How many vials are thawed."""
        return sum(pool.vials for pool in self.pools)

    @property
    def needed(self) -> Fraction:
        """How many vials are needed, exactly."""
        return sum((pool.needed for pool in self.pools), Fraction(0))

    @property
    def stock_ul(self) -> int:
        """All stock that is used."""
        return sum(pool.total_ul for pool in self.pools)

    @property
    def cells_needed(self) -> Fraction:
        """The cells in all stock that is used."""
        return sum((p.total_ul * p.strength.cells_per_ul for p in self.pools), Fraction(0))

    @property
    def cells_thawed(self) -> Fraction:
        """The cells in the thawed vials."""
        return sum((p.available_ul * p.strength.cells_per_ul for p in self.pools), Fraction(0))

    @property
    def cells_left_over(self) -> Fraction:
        """The cells in the stock that is left over."""
        return self.cells_thawed - self.cells_needed

    @property
    def left_over_ul(self) -> int:
        """The stock that is left over."""
        return sum(pool.left_over_ul for pool in self.pools)


@dataclass(frozen=True, slots=True)
class Preparation:
    """Everything computed from a plan.

    While there is a refusal, `supply`, `cryoprotectant` and `vial_map` are absent: a number that
    is only partly true is not shown. The map is absent as well where vials are pooled; `apart`
    says whether they are kept apart.
    """

    containers: tuple[Container, ...]
    suspensions: tuple[Suspension, ...]
    planned_strength: Strength | None
    counts: tuple[Count, ...]
    supply: Supply | None
    cryoprotectant: Cryoprotectant | None
    refusals: tuple[Refusal, ...]
    apart: bool = False
    vial_map: VialMap | None = None

    @property
    def measured(self) -> bool:
        """Whether every pool of it rests on a count."""
        return bool(self.counts) and (
            self.supply is None or all(pool.strength.count for pool in self.supply.pools)
        )

    def suspension(self, letter: str | None) -> Suspension | None:
        """The suspension of that letter."""
        return next((item for item in self.suspensions if item.letter == letter), None)

    def achieved_cells(self, container: Container) -> Fraction | None:
        """The cells that the volume to give really holds; None where it can't be computed."""
        suspension = self.suspension(container.letter)
        if suspension is None or container.volumes is None:
            return None
        return suspension.achieved * container.volumes.give_ul
