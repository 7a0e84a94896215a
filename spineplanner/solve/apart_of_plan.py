"""What a plan asks of vials that are kept apart: its syringes as portions, its lots as vials."""

from collections.abc import Sequence
from math import ceil, floor

from spineplanner.domain.apart import Portion, VialsOnHand
from spineplanner.domain.formulary import Bench, Formulary
from spineplanner.domain.lots import usable_lots
from spineplanner.domain.mixing import residual
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import Container, Drawn, Preparation
from spineplanner.domain.record import Count
from spineplanner.domain.refusals import ConcentrationUnknown
from spineplanner.domain.stock import stock_of


def portions_of(preparation: Preparation, bench: Bench) -> tuple[Portion, ...]:
    """The cells that each syringe takes from its vial, rounded up to whole cells.

    Each has a tube of its own: what leaves the tube at the ordered concentration, with what
    stays in hub and needle, and what stays in the tube. Bags are no syringes and are left out,
    and so is a syringe whose volumes can't be computed.
    """
    portions = (_portion(container, bench) for container in preparation.containers)
    return tuple(portion for portion in portions if portion is not None)


def _portion(container: Container, bench: Bench) -> Portion | None:
    aliquot, volumes = container.aliquot, container.volumes
    if not isinstance(volumes, Drawn) or aliquot.cells is None:
        return None
    needed_ul = volumes.taken_ul + residual(volumes.taken_ul, bench)
    return Portion(container.number, ceil(aliquot.cells * needed_ul / volumes.give_ul))


def vials_of(
    plan: Plan, formulary: Formulary, counts: Sequence[Count] = ()
) -> tuple[VialsOnHand, ...] | ConcentrationUnknown:
    """The usable lots: the cells that one vial gives after its own count sample and residual.

    Lots differ in strength where they have been counted. A lot whose vials on hand are not
    stated is taken to have one for each aliquot.
    """
    stock = stock_of(plan, formulary, tuple(counts))
    if isinstance(stock, ConcentrationUnknown):
        return stock
    usable_ul = max(0, stock.per.vial_ul - stock.per.overhead_ul)
    return tuple(
        VialsOnHand(
            lot=lot.number,
            cells=floor(stock.strength_of(lot.number).cells_per_ul * usable_ul),
            on_hand=len(plan.aliquots) if lot.on_hand is None else lot.on_hand,
            last_day=lot.expiry.last_day if lot.expiry else None,
        )
        for lot in usable_lots(plan)
    )
