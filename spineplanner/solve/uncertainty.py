"""How far delivered doses may be off, and how likely the vials suffice: seeded random draws.

A count is off by one factor for all that is made from its pool; each syringe is off by a factor
of its own. A factor is log-normal with mean 1 and the coefficient of variation given, so that no
dose falls below zero: a product of such factors is one again, which makes the draws checkable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spineplanner.domain.preparation import Pool, Preparation, Suspension

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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

    What a pool must give is its suspensions' stock, each off by its syringe, with sample and
    residual. Before the count, the stock is divided by the factor: of a weaker one it takes more.
    After the count, the volumes stand, and it is the doses alone that the factor changes.
    The same seed gives the same numbers. It takes tens of milliseconds: call it from a worker.
    """
    import numpy as np

    random = np.random.default_rng(seed)
    lots = sorted({item.lot or "" for item in preparation.suspensions})
    counts = {lot: _factors(random, variation.count, draws) for lot in lots}
    doses = []
    for container in preparation.containers:
        factors = _factors(random, variation.syringe, draws)
        suspension = preparation.suspension(container.letter)
        meant = preparation.achieved_cells(container)
        if suspension is not None and meant is not None:
            real = float(meant) * counts[suspension.lot or ""] * factors
            low, high = np.quantile(real, _INTERVAL)
            doses.append(DeliveredDose(container.number, float(meant), float(low), float(high)))
    enough = None
    if preparation.supply is not None:
        served = np.ones(draws, dtype=bool)
        for pool in preparation.supply.pools:
            factor = counts[pool.lot.number if pool.lot else ""]
            drawn = _drawn(random, pool, preparation.suspensions, variation, draws)
            needed = drawn if pool.strength.count else drawn / factor
            served &= needed + pool.sample_ul + pool.residual_ul <= pool.available_ul
        enough = float(served.mean())
    return Uncertainty(variation, tuple(doses), enough, draws, seed)


def _drawn(
    random: "np.random.Generator",
    pool: Pool,
    suspensions: Sequence[Suspension],
    variation: Variation,
    draws: int,
) -> "NDArray[np.float64]":
    """The stock drawn from a pool for its suspensions, in microlitres, in each draw."""
    import numpy as np

    lot = pool.lot.number if pool.lot else None
    drawn = np.zeros(draws)
    for suspension in suspensions:
        if suspension.lot == lot:
            drawn += suspension.stock_ul * _factors(random, variation.syringe, draws)
    return drawn


def _factors(random: "np.random.Generator", variation: float, draws: int) -> "NDArray[np.float64]":
    """Log-normal factors of mean 1: sigma squared is ln(1 + cv squared), mu is half of it less."""
    import numpy as np

    variance = np.log1p(variation**2)
    return random.lognormal(-variance / 2, np.sqrt(variance), draws)
