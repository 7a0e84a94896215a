"""Which entry of the day belongs to which lot, suspension or container of the order as it is."""

from spineplanner.domain.entries import Filled, Made, Vial
from spineplanner.domain.plan import Expiry, Plan
from spineplanner.domain.preparation import Container, Preparation, Suspension
from spineplanner.domain.record import Count, Record


def differing_expiry(vial: Vial, plan: Plan) -> Expiry | None:
    """What the plan has for the lot of a vial, where the vial says another expiry; None else."""
    for lot in plan.supply.lots:
        here = lot.expiry if lot.number == vial.lot else None
        if here is not None and vial.expiry is not None and not vial.expiry.agrees_with(here):
            return here
    return None


def is_filled_for(filled: Filled, container: Container) -> bool:
    """Whether what was filled is what is ordered there now: number, site, cells and volume."""
    aliquot = container.aliquot
    return (
        filled.container_number,
        filled.site,
        filled.cells,
        filled.volume_ul,
        filled.container,
    ) == (container.number, aliquot.site, aliquot.cells, aliquot.volume_ul, aliquot.container)


def is_made_for(made: Made, suspension: Suspension, preparation: Preparation) -> bool:
    """Whether what was made is what is asked for now: letter, sites and concentration."""
    sites = tuple(c.site for c in preparation.containers if c.number in suspension.numbers)
    concentration = suspension.concentration
    return (
        made.letter == suspension.letter
        and made.sites == sites
        and made.cells * concentration.denominator == made.volume_ul * concentration.numerator
    )


def count_of(preparation: Preparation, lot: str | None) -> Count | None:
    """The count of a lot's pool; one that names no lot is of the only pool."""
    several = len({suspension.lot for suspension in preparation.suspensions}) > 1
    for count in preparation.counts:
        if count.lot == lot or (count.lot is None and not several):
            return count
    return None


def is_counted(preparation: Preparation, lot: str | None) -> bool:
    """Whether the pool of a lot rests on a count."""
    return count_of(preparation, lot) is not None


def made_for(record: Record, suspension: Suspension, preparation: Preparation) -> Made | None:
    """What was really made of a suspension, if it was made for the order as it is now."""
    made = record.made_of(suspension.letter)
    return made if made is not None and is_made_for(made, suspension, preparation) else None


def filled_for(record: Record, container: Container) -> Filled | None:
    """What was done with a container, if it was done for the order as it is now."""
    filled = record.filled_for(container.site)
    return filled if filled is not None and is_filled_for(filled, container) else None
