"""What becomes of the viable cells after the thaw: measured points, and what lies between them."""

from fractions import Fraction
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from spineplanner.domain.values import Share, Value, of_whole


class StabilityPoint(Value):
    """The viability that was measured so many minutes after the end of the thaw."""

    minutes: Annotated[int, Field(ge=0, le=60 * 24 * 31)]
    viability_bp: Share


def _later_each(points: tuple[StabilityPoint, ...]) -> tuple[StabilityPoint, ...]:
    if any(earlier.minutes >= later.minutes for earlier, later in pairwise(points)):
        raise PydanticCustomError(
            "points_out_of_order", "needs points from the first minute to the last, each once", {}
        )
    return points


StabilityPoints = Annotated[tuple[StabilityPoint, ...], AfterValidator(_later_each)]
"""Points in order of time, of one product in one fluid at one temperature."""


def viability_after(points: tuple[StabilityPoint, ...], minutes: int) -> Fraction | None:
    """The viability so long after the thaw, on straight lines between the points.

    Before the first and after the last point nothing is known, and nothing is said.
    """
    for point in points:
        if point.minutes == minutes:
            return of_whole(point.viability_bp)
    for earlier, later in pairwise(points):
        if earlier.minutes < minutes < later.minutes:
            part = Fraction(minutes - earlier.minutes, later.minutes - earlier.minutes)
            change = of_whole(later.viability_bp) - of_whole(earlier.viability_bp)
            return of_whole(earlier.viability_bp) + part * change
    return None
