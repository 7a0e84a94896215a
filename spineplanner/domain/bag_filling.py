"""How a prefilled bag is made from the bag that exists: what is withdrawn from it, or added."""

from collections.abc import Sequence
from dataclasses import dataclass

from spineplanner.domain.formulary import Bench, Formulary, Syringe
from spineplanner.domain.plan import BagFill, Infusion
from spineplanner.domain.preparation import Suspension
from spineplanner.domain.scale import mark_at_or_above, mark_at_or_below, nearest_mark


@dataclass(frozen=True, slots=True)
class Exchange:
    """What becomes of a prefilled bag of `bag_ul`, before the stock goes into it.

    Fluid is withdrawn where the stock is more than what stays in the line, and added where it
    is less; never both.
    """

    bag_ul: int
    withdrawn_ul: int
    added_ul: int

    @property
    def fluid_ul(self) -> int:
        """The fluid that the stock is added to."""
        return self.bag_ul - self.withdrawn_ul + self.added_ul

    def measured(self, fluid_ul: int) -> "Exchange":
        """What was really done with the bag, where so much fluid is in it beside the stock."""
        changed_ul = fluid_ul - self.bag_ul
        return Exchange(self.bag_ul, max(-changed_ul, 0), max(changed_ul, 0))


def bag_exchange(
    suspension: Suspension, infusion: Infusion, formulary: Formulary
) -> Exchange | None:
    """What is done with the fluid of a prefilled bag; None of an empty one, and of no bag."""
    if not suspension.bag or infusion.fill is not BagFill.PREFILLED:
        return None
    kept_ul = infusion.kept_ul or 0
    return exchange(suspension, kept_ul, formulary.bench, formulary.measuring_syringes)


def exchange(bag: Suspension, kept_ul: int, bench: Bench, syringes: Sequence[Syringe]) -> Exchange:
    """Work out what is done with a prefilled bag that holds the ordered volume.

    The calculation makes a bag to exactly what is ordered and what the line keeps. A hand gets
    there only as near as a mark: the difference between the stock and what the line keeps is
    measured to nearest, so that what is really in the bag may be half a mark more or less, or
    half of the smallest volume. Where the line keeps nothing as much is withdrawn as is added,
    and nothing is off.

    Args:
        bag: the suspension of a bag that comes with its fluid in it.
        kept_ul: what stays in its line.
        bench: says what is the smallest volume that can be measured.
        syringes: those that measure, smallest first.
    """
    came_ul = bag.taken_ul - kept_ul
    if kept_ul == 0:
        return Exchange(came_ul, bag.stock_ul, 0)
    if bag.stock_ul < kept_ul:
        return Exchange(came_ul, 0, _measured(kept_ul - bag.stock_ul, bench, syringes))
    surplus = _measured(bag.stock_ul - kept_ul, bench, syringes)
    return Exchange(came_ul, min(surplus, mark_at_or_below(came_ul, 1, syringes)), 0)


def _measured(volume_ul: int, bench: Bench, syringes: Sequence[Syringe]) -> int:
    """Measure to nearest; too little becomes the smallest volume or nothing, as is nearer."""
    smallest = mark_at_or_above(bench.smallest_ul, 1, syringes)
    if volume_ul < smallest:
        return smallest if 2 * volume_ul >= smallest else 0
    return nearest_mark(volume_ul, 1, syringes)
