"""The sums of a preparation in floats, straight on, without working, findings or refusals.

It is what the engine is measured against, not what anybody should prepare from.
"""

from collections.abc import Callable, Sequence
from math import ceil, floor

SYRINGES = ((1.0, 0.01, 0.07), (3.0, 0.1, 0.07), (5.0, 0.2, 0.07), (10.0, 0.2, 0.1))
"""Capacity, graduation and what stays below the zero mark, in mL."""

RESIDUAL, OVERFILL, SMALLEST = 0.2, 0.05, 0.1
SAMPLE, POOL_RESIDUAL = 0.1, 0.2
LABEL, FILL, WITHDRAWABLE = 25.0, 3.8, 3.6
RECOVERY, VIABILITY = 0.9, 0.85
DMSO, DMSO_DENSITY = 0.1, 1.1
HARD_VOLUME, DOSE_ERROR = 15.0, 0.02
EPSILON = 1e-9

Ordered = tuple[float, float, float, bool]
"""Million cells, mL to give, mL that the needle keeps, and whether it is a bag."""

Mixture = tuple[float, float, bool]
"""Million cells per mL, mL needed, and whether it is a bag."""


def syringe_for(volume: float) -> tuple[float, float, float]:
    """The smallest syringe that holds a volume; above 10 mL, the largest."""
    return next((s for s in SYRINGES if volume <= s[0] + EPSILON), SYRINGES[-1])


def up(volume: float) -> float:
    """The first mark that is not below a volume."""
    step = syringe_for(volume)[1]
    return ceil(volume / step - EPSILON) * step


def nearest(volume: float) -> float:
    """The nearest mark, half way going up."""
    step = syringe_for(volume)[1]
    return floor(volume / step + 0.5 + EPSILON) * step


def mixed(mixture: Mixture, strength: float) -> tuple[float, float]:
    """Stock and diluent, in mL."""
    concentration, needed, bag = mixture
    if bag:
        stock = nearest(concentration * needed / strength)
        return stock, needed - stock
    stock = up(max(concentration * needed / strength, SMALLEST))
    diluent = diluent_for(stock, concentration, strength)
    while stock + diluent < needed - EPSILON:
        stock = up(stock + 0.001)
        diluent = diluent_for(stock, concentration, strength)
    return stock, diluent


def diluent_for(stock: float, concentration: float, strength: float) -> float:
    """The diluent for so much stock, in mL."""
    exact = stock * strength / concentration - stock
    if exact < SMALLEST:
        return SMALLEST if exact >= SMALLEST / 2 else 0.0
    return nearest(exact)


def lowest(share: float, serves: Callable[[float], bool]) -> float:
    """The lowest share, to a tenth of a per cent, at which the vials still serve."""
    low, high = 1, round(share * 1000)
    while low < high:
        middle = (low + high) // 2
        if serves(middle / 1000):
            high = middle
        else:
            low = middle + 1
    return low / 1000


def mixtures_of(ordered: Sequence[Ordered]) -> list[Mixture]:
    """Gather what shares a suspension; each bag is one of its own."""
    taken: dict[float, float] = {}
    bags: list[Mixture] = []
    for cells, volume, needle, bag in ordered:
        if bag:
            bags.append((cells / volume, volume, True))
            continue
        mark = up(volume + needle)
        strength = cells / volume
        taken[strength] = taken.get(strength, 0.0) + mark + syringe_for(volume + needle)[2]
    tubes = [(c, t + max(RESIDUAL, OVERFILL * t), False) for c, t in taken.items()]
    return [*tubes, *bags]


def vials_for(mixtures: Sequence[Mixture], strength: float) -> int:
    """The vials to thaw, with what the count and the pooling tube cost."""
    if any(concentration > strength for concentration, _needed, _bag in mixtures):
        return 1_000_000
    total = sum(mixed(mixture, strength)[0] for mixture in mixtures) + SAMPLE + POOL_RESIDUAL
    return ceil(total / WITHDRAWABLE - EPSILON)


def prepared(ordered: Sequence[Ordered]) -> tuple[int, int, float, float, float, float, int]:
    """All results: vials, the label's vials, both margins, cells left over, DMSO, what is off."""
    strength = LABEL / FILL * RECOVERY * VIABILITY
    mixtures = mixtures_of(ordered)
    made = [mixed(mixture, strength) for mixture in mixtures]
    stock = sum(volume for volume, _diluent in made)
    total = stock + SAMPLE + POOL_RESIDUAL
    vials = ceil(total / WITHDRAWABLE - EPSILON)
    label = ceil(sum(cells for cells, *_rest in ordered) / LABEL - EPSILON)
    viability = lowest(
        VIABILITY, lambda share: vials_for(mixtures, strength * share / VIABILITY) <= vials
    )
    recovery = lowest(
        RECOVERY, lambda share: vials_for(mixtures, strength * share / RECOVERY) <= vials
    )
    left_over = (vials * WITHDRAWABLE - total) * strength
    off = sum(volume > HARD_VOLUME for _cells, volume, _needle, bag in ordered if not bag)
    for (concentration, *_rest), (volume, diluent) in zip(mixtures, made, strict=True):
        achieved = volume * strength / (volume + diluent)
        off += abs(achieved / concentration - 1) > DOSE_ERROR
    return vials, label, viability, recovery, left_over, stock * DMSO * DMSO_DENSITY, off
