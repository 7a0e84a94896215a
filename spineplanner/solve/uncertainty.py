"""How far delivered doses may be off, and how likely the vials suffice: seeded random draws.

The real stock is the counted one times one factor for all that is made from its pool; each
volume that is measured is off by a factor of its own. A factor is log-normal with mean 1 and the
coefficient of variation given, so that no dose falls below zero: a product of such factors is one
again, which makes the draws checkable.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spineplanner.domain.preparation import Pool, Preparation, Suspension

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Drawn = Mapping[int, "NDArray[np.float64]"]

HEMACYTOMETER_CV = 0.139
"""Mean of four operators on thawed preadipocytes (11 to 19 %); plasticsurgerykey.com, read."""

COULTER_CV = 0.036
"""Coulter counter, the same study and cells."""

SYRINGE_CV = 0.05
"""The tolerance of ISO 7886-1 below 5 mL at half scale or more, taken for a coefficient of
variation, which is on the wide side; background knowledge, the standard was not read."""

DRAWS = 50_000
SEED = 7886
_INTERVAL = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Variation:
    """Coefficients of variation as shares of one: of the count, and of a syringe's volume."""

    count: float = HEMACYTOMETER_CV
    syringe: float = SYRINGE_CV


@dataclass(frozen=True, slots=True)
class DeliveredDose:
    """The cells meant for a container, and where 95 of 100 real doses lie."""

    number: int
    meant: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """What was assumed and what came of it.

    `vials_suffice` is the probability that every pool gives what is drawn from it; it is absent
    while the supply can't be computed.
    """

    variation: Variation
    doses: tuple[DeliveredDose, ...]
    vials_suffice: float | None
    draws: int
    seed: int


def uncertainty_of(
    preparation: Preparation,
    variation: Variation,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Uncertainty:
    """Draw so many real days, and look at the doses and the stock of each.

    Every volume that a syringe measures is off by a factor of its own: the stock and the diluent of
    a suspension, and what is drawn of it for the patient. A bag is emptied, so that its dose is off
    as its stock is. What a pool must give is its suspensions' stock with sample and residual.
    Before the count, the stock is divided by the factor: of a weaker one it takes more. After the
    count, the volumes stand, and it is the doses alone that the factor changes. Where vials are
    kept apart, each must give what the map takes from it for its syringes, and a bag may take what
    is left in any. The same seed gives the same numbers. It takes tens of milliseconds: call it
    from a worker.
    """
    import numpy as np

    random = np.random.default_rng(seed)
    lots = sorted({item.lot or "" for item in preparation.suspensions})
    counts = {lot: _factors(random, variation.count, draws) for lot in lots}
    mixed = {
        item.letter: _mixed(random, item, variation, draws) for item in preparation.suspensions
    }
    doses = []
    for container in preparation.containers:
        suspension = preparation.suspension(container.letter)
        meant = preparation.achieved_cells(container)
        if suspension is not None and meant is not None:
            real = float(meant) * counts[suspension.lot or ""] * mixed[suspension.letter].dose
            if not suspension.bag:
                real *= _factors(random, variation.syringe, draws)
            low, high = np.quantile(real, _INTERVAL)
            doses.append(DeliveredDose(container.number, float(meant), float(low), float(high)))
    enough = None
    if preparation.supply is not None:
        served = np.ones(draws, dtype=bool)
        for pool in preparation.supply.pools:
            factor = counts[pool.lot.number if pool.lot else ""]
            drawn = {
                suspension.numbers[0]: stock if pool.strength.count else stock / factor
                for suspension, stock in _drawn(pool, preparation, mixed)
            }
            served &= _vials_serve(pool, drawn) if pool.uses else _pool_serves(pool, drawn)
        enough = float(served.mean())
    return Uncertainty(variation, tuple(doses), enough, draws, seed)


@dataclass(frozen=True, slots=True)
class _Mixed:
    """How far the stock of a suspension is off in each draw, and how far the doses from it."""

    stock: "NDArray[np.float64]"
    dose: "NDArray[np.float64]"


def _mixed(
    random: "np.random.Generator", suspension: Suspension, variation: Variation, draws: int
) -> _Mixed:
    """Measure stock and diluent; of a tube it is their shares that matter, of a bag the stock."""
    stock = _factors(random, variation.syringe, draws)
    if suspension.bag:
        return _Mixed(stock, stock)
    diluent = _factors(random, variation.syringe, draws)
    held = suspension.stock_ul * stock + suspension.diluent_ul * diluent
    return _Mixed(stock, stock * suspension.volume_ul / held)


def _drawn(
    pool: Pool, preparation: Preparation, mixed: Mapping[str, _Mixed]
) -> "Iterator[tuple[Suspension, NDArray[np.float64]]]":
    """The stock that a pool gives for each suspension in each draw, in microlitres."""
    lot = pool.lot.number if pool.lot else None
    for suspension in preparation.suspensions:
        if suspension.lot == lot:
            yield suspension, suspension.stock_ul * mixed[suspension.letter].stock


def _pool_serves(pool: Pool, drawn: "Drawn") -> "NDArray[np.bool_]":
    import numpy as np

    needed = np.sum([*drawn.values()], axis=0) + pool.sample_ul + pool.residual_ul
    return np.asarray(needed <= pool.available_ul)


def _vials_serve(pool: Pool, drawn: "Drawn") -> "NDArray[np.bool_]":
    """Whether no vial is overdrawn for its syringes, and all that is left is enough for bags."""
    import numpy as np

    usable_ul = pool.uses[0].usable_ul
    nothing = np.zeros(next(iter(drawn.values())).shape)
    of_vials = [
        np.sum([nothing, *(drawn[number] for number in use.syringes)], axis=0) for use in pool.uses
    ]
    needed = np.sum([*drawn.values()], axis=0)
    fullest = np.max(of_vials, axis=0)
    return np.asarray((fullest <= usable_ul) & (needed <= pool.vials * usable_ul))


def _factors(random: "np.random.Generator", variation: float, draws: int) -> "NDArray[np.float64]":
    """Log-normal factors of mean 1: sigma squared is ln(1 + cv squared), mu is half of it less."""
    import numpy as np

    variance = np.log1p(variation**2)
    return random.lognormal(-variance / 2, np.sqrt(variance), draws)
