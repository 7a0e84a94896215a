"""The steps of the preparation in their order, each with its planned numbers."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from spineplanner.domain.apart import VialUse
from spineplanner.domain.bag_filling import Exchange, bag_exchange
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Basis, Diluent, Formulary, Product, Syringe
from spineplanner.domain.moments import later
from spineplanner.domain.plan import Infusion, Lot
from spineplanner.domain.preparation import (
    Bagged,
    Drawn,
    Pool,
    Preparation,
    Suspension,
)
from spineplanner.domain.record import Count
from spineplanner.domain.scale import Fill, fills


@dataclass(frozen=True, slots=True)
class TakeVials:
    """Take the vials of one lot; a blank for each."""

    vials: int
    lot: Lot | None


@dataclass(frozen=True, slots=True)
class Thaw:
    """Thaw them, and note when; the product says how warm and for how long they are good.

    Moments are as the clock at the procedure's place shows them.
    """

    celsius: int | None
    stability_minutes: int | None
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def use_by(self) -> datetime | None:
        """When the stock must have been used; None before the thaw has ended."""
        if self.ended_at is None or self.stability_minutes is None:
            return None
        return later(self.ended_at, minutes=self.stability_minutes)


@dataclass(frozen=True, slots=True)
class PoolVials:
    """Pool all vials of a lot, with what is added to each at the thaw."""

    vials: int
    diluent: Diluent | None
    diluent_ul: int
    expected_ul: int
    lot: Lot | None


@dataclass(frozen=True, slots=True)
class KeepApart:
    """Keep the vials of a lot apart, with what is added to each at the thaw.

    `uses` is which vial fills which container, `vial_ul` what each holds. Of `vials` that were
    thawed some may not be needed.
    """

    vials: int
    uses: tuple[VialUse, ...]
    diluent: Diluent | None
    diluent_ul: int
    vial_ul: int
    lot: Lot | None


@dataclass(frozen=True, slots=True)
class TakeCount:
    """Take the sample, count, and measure what is left in the tube, or in all vials together.

    `sample_ul` is taken from the pool, or from each of the vials where they are kept `apart`.
    `strength` is what the sheet rests on, in cells per microlitre of the dose's basis: planned,
    or from `count` once there is one. `counted_at` is as the clock at the procedure's place
    shows it.
    """

    sample_ul: int
    left_ul: int
    strength: Fraction
    dose_basis: Basis | None
    release_viability_bp: int | None
    count: Count | None
    counted_at: datetime | None
    lot: Lot | None
    apart: bool


@dataclass(frozen=True, slots=True)
class Hold:
    """Stop here until the count is entered and the sheet printed again."""


@dataclass(frozen=True, slots=True)
class MakeSuspension:
    """Mix one tube, in readable fills."""

    suspension: Suspension
    stock_fills: tuple[Fill, ...]
    diluent_fills: tuple[Fill, ...]
    diluent: Diluent | None


@dataclass(frozen=True, slots=True)
class MakeBag:
    """Fill one bag; `exchange` says what is done with the fluid of one that comes prefilled.

    `diluent_fills` are of the fluid that is withdrawn from a prefilled bag or added to it, or of
    all that is put into an empty one.
    """

    suspension: Suspension
    stock_fills: tuple[Fill, ...]
    diluent_fills: tuple[Fill, ...]
    diluent: Diluent | None
    infusion: Infusion
    exchange: Exchange | None

    @property
    def volume_ul(self) -> int:
        """What is really in the bag: what it is made to, within half a mark."""
        fluid_ul = self.exchange.fluid_ul if self.exchange else self.suspension.diluent_ul
        return self.suspension.stock_ul + fluid_ul

    @property
    def achieved(self) -> Fraction:
        """The concentration in cells per microlitre that follows from what is really in it."""
        return self.suspension.stock_ul * self.suspension.strength / self.volume_ul

    @property
    def error(self) -> Fraction:
        """By which share that is off."""
        return self.achieved / self.suspension.concentration - 1


@dataclass(frozen=True, slots=True)
class DrawGroup:
    """Syringes that are drawn alike: the same size to the same mark."""

    numbers: tuple[int, ...]
    syringe: Syringe
    mark_ul: int


@dataclass(frozen=True, slots=True)
class DrawSyringes:
    """Draw every syringe to its mark, and label it."""

    groups: tuple[DrawGroup, ...]


@dataclass(frozen=True, slots=True)
class Infuse:
    """Give the bag."""

    infusion: Infusion
    kept_ul: int
    filter: str | None


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Say what is left and what becomes of it."""

    expected_ul: int


Step = (
    TakeVials
    | Thaw
    | PoolVials
    | KeepApart
    | TakeCount
    | Hold
    | MakeSuspension
    | MakeBag
    | DrawSyringes
    | Infuse
    | LeftOver
)


def steps_of(
    envelope: Envelope, formulary: Formulary, preparation: Preparation
) -> tuple[Step, ...]:
    """Lay out the steps; none while the preparation can't be computed."""
    if preparation.supply is None:
        return ()
    product = formulary.product(envelope.plan.supply.product)
    before: list[Step] = []
    for pool in preparation.supply.pools:
        before += _thaw_steps(pool, envelope, formulary, product)
    hold: tuple[Step, ...] = () if preparation.measured else (Hold(),)
    return (*before, *hold, *_mixing_steps(envelope, formulary, preparation))


def _thaw_steps(
    pool: Pool, envelope: Envelope, formulary: Formulary, product: Product | None
) -> tuple[Step, ...]:
    supply, record, count = envelope.plan.supply, envelope.record, pool.strength.count

    def there(moment: datetime | None) -> datetime | None:
        return None if moment is None else envelope.plan.procedure.there(moment)

    return (
        TakeVials(pool.vials, pool.lot),
        Thaw(
            celsius=product.thaw_celsius if product else None,
            stability_minutes=product.stability_minutes if product else None,
            started_at=there(record.thaw_started_at),
            ended_at=there(record.thaw_ended_at),
        ),
        _pool_or_keep_apart(pool, formulary.diluent(supply.thaw_diluent), supply.thaw_diluent_ul),
        TakeCount(
            sample_ul=formulary.bench.count_sample_ul,
            left_ul=pool.available_ul - pool.sample_ul,
            strength=pool.strength.cells_per_ul,
            dose_basis=supply.dose_basis,
            release_viability_bp=product.release_viability_bp if product else None,
            count=count,
            counted_at=there(count.counted_at) if count else None,
            lot=pool.lot,
            apart=bool(pool.uses),
        ),
    )


def _pool_or_keep_apart(pool: Pool, diluent: Diluent | None, diluent_ul: int) -> Step:
    if pool.uses:
        return KeepApart(pool.vials, pool.uses, diluent, diluent_ul, pool.vial_ul, pool.lot)
    return PoolVials(
        vials=pool.vials,
        diluent=diluent,
        diluent_ul=diluent_ul,
        expected_ul=pool.vials * pool.vial_ul,
        lot=pool.lot,
    )


def _mixing_steps(
    envelope: Envelope, formulary: Formulary, preparation: Preparation
) -> tuple[Step, ...]:
    infusion = envelope.plan.infusion
    makes = [_make(item, infusion, formulary) for item in preparation.suspensions]
    groups = _draw_groups(preparation)
    bags = [c.volumes for c in preparation.containers if isinstance(c.volumes, Bagged)]
    left_ul = preparation.supply.left_over_ul if preparation.supply else 0
    return (
        *makes,
        *((DrawSyringes(groups),) if groups else ()),
        *(Infuse(infusion, bag.kept_ul, formulary.bench.infusion_filter) for bag in bags),
        LeftOver(left_ul),
    )


def _make(suspension: Suspension, infusion: Infusion, formulary: Formulary) -> Step:
    syringes = formulary.measuring_syringes
    stock_fills = fills(suspension.stock_ul, syringes)
    diluent = formulary.diluent(suspension.diluent)
    diluent_fills = fills(suspension.diluent_ul, syringes)
    if not suspension.bag:
        return MakeSuspension(suspension, stock_fills, diluent_fills, diluent)
    done = bag_exchange(suspension, infusion, formulary)
    if done is not None:
        diluent_fills = fills(done.withdrawn_ul + done.added_ul, syringes)
    return MakeBag(suspension, stock_fills, diluent_fills, diluent, infusion, done)


def _draw_groups(preparation: Preparation) -> tuple[DrawGroup, ...]:
    alike: dict[tuple[Syringe, int], list[int]] = {}
    for container in preparation.containers:
        if isinstance(container.volumes, Drawn):
            key = (container.volumes.syringe, container.volumes.mark_ul)
            alike.setdefault(key, []).append(container.number)
    return tuple(
        DrawGroup(tuple(numbers), syringe, mark) for (syringe, mark), numbers in alike.items()
    )
