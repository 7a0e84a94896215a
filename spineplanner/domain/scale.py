"""Reading a scale: which syringe a volume is measured in, and which mark a hand can read.

Volumes to be measured come as exact ratios `numerator / denominator` of microlitres; marks are
whole microlitres. A syringe's capacity is a multiple of its graduation, so that rounding up
never leaves the syringe; above the largest one a volume is measured in fills of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spineplanner.domain.formulary import Syringe


@dataclass(frozen=True, slots=True)
class Fill:
    """One filling of a measuring syringe."""

    volume_ul: int
    syringe: Syringe


def smallest_holding(
    numerator: int, denominator: int, syringes: Sequence[Syringe]
) -> Syringe | None:
    """The smallest syringe whose capacity is at least the volume; None where all are too small."""
    for syringe in syringes:
        if numerator <= syringe.capacity_ul * denominator:
            return syringe
    return None


def mark_at_or_above(numerator: int, denominator: int, syringes: Sequence[Syringe]) -> int:
    """Measure up: the first mark that is not below the volume, in microlitres."""
    syringe = smallest_holding(numerator, denominator, syringes) or syringes[-1]
    step = syringe.graduation_ul
    return -(-numerator // (step * denominator)) * step


def mark_at_or_below(numerator: int, denominator: int, syringes: Sequence[Syringe]) -> int:
    """The last mark that is not above the volume, in microlitres."""
    syringe = smallest_holding(numerator, denominator, syringes) or syringes[-1]
    step = syringe.graduation_ul
    return numerator // (step * denominator) * step


def nearest_mark(numerator: int, denominator: int, syringes: Sequence[Syringe]) -> int:
    """Measure to nearest: the closest mark, half way going up, in microlitres."""
    syringe = smallest_holding(numerator, denominator, syringes) or syringes[-1]
    step = syringe.graduation_ul
    return (2 * numerator + step * denominator) // (2 * step * denominator) * step


def next_mark(mark_ul: int, syringes: Sequence[Syringe]) -> int:
    """The first mark above a volume, in microlitres."""
    return mark_at_or_above(mark_ul + 1, 1, syringes)


def fills(volume_ul: int, syringes: Sequence[Syringe]) -> tuple[Fill, ...]:
    """How a volume is measured: in one syringe, or in full fills of the largest and a rest.

    The rest is read on that same syringe.
    """
    single = smallest_holding(volume_ul, 1, syringes)
    if single is not None:
        return (Fill(volume_ul, single),) if volume_ul else ()
    largest = syringes[-1]
    full, rest = divmod(volume_ul, largest.capacity_ul)
    return (Fill(largest.capacity_ul, largest),) * full + ((Fill(rest, largest),) if rest else ())
