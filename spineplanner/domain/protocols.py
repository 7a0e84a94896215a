"""What a plan takes from the protocol it was begun from, and whether it still follows it."""

from collections import Counter

from spineplanner.domain.formulary import Protocol
from spineplanner.domain.plan import Aliquot, Plan


def target_of(plan: Plan, protocol: Protocol | None) -> int | None:
    """The cells aimed at in all: the plan's own target, or else its protocol's."""
    if plan.target_cells is not None or protocol is None:
        return plan.target_cells
    return protocol.target_cells


def keeps_vials_apart(protocol: Protocol | None) -> bool:
    """Whether each syringe is filled from one vial, because the protocol forbids pooling."""
    return protocol is not None and protocol.pooling is False


def is_modified(plan: Plan, protocol: Protocol) -> bool:
    """Tell whether a plan departs from its protocol, so that it is "modified from" it.

    Other cells, another published volume, a kind of site the protocol does not treat, more
    sites than it treated, or another target than its own. Levels not chosen yet are no
    departure, nor is a target where the protocol has none.
    """
    if protocol.target_cells not in {None, target_of(plan, protocol)}:
        return True
    if not protocol.doses:
        return False
    return any(_departs(item, protocol) for item in plan.aliquots) or _has_more_sites(
        plan, protocol
    )


def _departs(aliquot: Aliquot, protocol: Protocol) -> bool:
    dose = protocol.dose_for(aliquot.site)
    if dose is None or aliquot.cells != dose.cells:
        return True
    return dose.volume_ul is not None and aliquot.volume_ul != dose.volume_ul


def _has_more_sites(plan: Plan, protocol: Protocol) -> bool:
    given = Counter(protocol.dose_for(aliquot.site) for aliquot in plan.aliquots)
    return any(dose and dose.sites and many > dose.sites for dose, many in given.items())
