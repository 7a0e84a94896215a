"""The viable cells of what is prepared, over the minutes after the thaw."""

from dataclasses import dataclass
from fractions import Fraction

from spineplanner.domain.formulary import Basis
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.stability import StabilityPoint, viability_after
from spineplanner.domain.values import of_whole


@dataclass(frozen=True, slots=True)
class Fading:
    """Viable cells in all containers together, so many minutes after the thaw.

    `points` are the minutes that are looked at, `measured` those of the product's data; cells
    are exact. `use_by` is in minutes after the thaw, absent where the product has none.
    """

    points: tuple[tuple[int, Fraction], ...]
    measured: tuple[tuple[int, Fraction], ...]
    use_by: int | None


def fading_of(
    preparation: Preparation,
    points: tuple[StabilityPoint, ...],
    dose_basis: Basis,
    *,
    use_by: int | None,
    apart: int = 5,
) -> Fading | None:
    """Follow the viable cells of what is prepared over the product's stability data.

    A viable dose holds at the first point what it is made to hold, and then loses as the data
    lose; of a total dose the viable part is the data's own share. Nothing is drawn out beyond
    the data; without data or doses there is nothing to draw.
    """
    made = [preparation.achieved_cells(container) for container in preparation.containers]
    cells = sum((dose for dose in made if dose is not None), Fraction(0))
    if not points or not cells:
        return None
    start = of_whole(points[0].viability_bp)
    scale = cells / start if dose_basis is Basis.VIABLE else cells
    first, last = points[0].minutes, points[-1].minutes
    minutes = sorted({*range(first, last, apart), *(point.minutes for point in points)})
    series = [(minute, viability_after(points, minute)) for minute in minutes]
    return Fading(
        points=tuple((minute, share * scale) for minute, share in series if share is not None),
        measured=tuple((p.minutes, of_whole(p.viability_bp) * scale) for p in points),
        use_by=use_by,
    )
