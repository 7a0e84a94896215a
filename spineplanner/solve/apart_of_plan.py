"""What a plan asks of vials that are kept apart: its syringes as portions, its lots as vials."""

from dataclasses import dataclass
from math import floor

from spineplanner.domain.apart import Allocation, Portion, VialsOnHand
from spineplanner.domain.containers import batches
from spineplanner.domain.entries import FromVial
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.lots import usable_lots
from spineplanner.domain.mixing import Batch, is_too_dilute, stock_for
from spineplanner.domain.plan import Lot, Plan
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.refusals import ConcentrationUnknown
from spineplanner.domain.stock import Stock, stock_of
from spineplanner.domain.vials_apart import usable_ul_of


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be filled, and from what."""

    portions: tuple[Portion, ...]
    vials: tuple[VialsOnHand, ...]


def task_of(
    plan: Plan, formulary: Formulary, preparation: Preparation
) -> Task | ConcentrationUnknown:
    """Turn a plan into portions and vials, in whole cells that add up as the volumes do.

    Each syringe has a tube of its own; it takes the stock that is measured for it, to the mark.
    A vial gives what it holds without its count sample and what stays in it. Both are counted
    with the stock's strength rounded down to whole cells per microlitre, so that of one lot as
    many portions fit as their volumes do. Of lots of different strength a portion is what is
    largest: a vial is never overdrawn, though one might hold a little more. Bags are left out,
    and so are syringes whose volumes can't be computed or that the stock is too dilute for.

    Args:
        plan: the order.
        formulary: what it refers to.
        preparation: computed from that plan and its counts with vials kept apart.
    """
    stock = stock_of(plan, formulary, preparation.counts)
    if isinstance(stock, ConcentrationUnknown):
        return stock
    nowhere = {container.number: None for container in preparation.containers}
    grouped = batches(preparation.containers, plan, formulary.bench, nowhere, apart=True)
    syringes = [batch for batch in grouped if not batch.bag]
    lots = _lots(plan, preparation)
    portions = (_portion(batch, lots, formulary, stock) for batch in syringes)
    return Task(
        portions=tuple(portion for portion in portions if portion is not None),
        vials=tuple(_vials(lot, plan, preparation, formulary, stock) for lot in lots),
    )


def choice_from(allocation: Allocation, preparation: Preparation) -> tuple[FromVial, ...]:
    """Say by sites which vial each syringe is filled from, for the record of the day."""
    sites = {container.number: container.site for container in preparation.containers}
    return tuple(
        FromVial(site=sites[number], lot=vial.lot or None, vial=vial.vial)
        for vial in allocation.vials
        for number in vial.numbers
    )


def _lots(plan: Plan, preparation: Preparation) -> tuple[Lot | None, ...]:
    """The lots that may be used: the chosen one, unless they may be mixed; one of no name."""
    usable = usable_lots(plan)
    if not plan.supply.lots:
        return (None,)
    if plan.supply.may_mix_lots or preparation.supply is None:
        return usable if plan.supply.may_mix_lots else usable[:1]
    return tuple(pool.lot for pool in preparation.supply.pools)


def _portion(
    batch: Batch, lots: tuple[Lot | None, ...], formulary: Formulary, stock: Stock
) -> Portion | None:
    cells = []
    for lot in lots:
        strength = stock.strength_of(lot.number if lot else None).cells_per_ul
        if is_too_dilute(batch, strength):
            return None
        stock_ul = stock_for(batch, strength, formulary.bench, formulary.measuring_syringes)
        cells.append(stock_ul * floor(strength))
    return Portion(batch.numbers[0], max(cells, default=0))


def _vials(
    lot: Lot | None, plan: Plan, preparation: Preparation, formulary: Formulary, stock: Stock
) -> VialsOnHand:
    number = lot.number if lot else None
    strength, count = stock.strength_of(number).cells_per_ul, stock.count_of(number)
    if count is not None:
        there = count.vials
    elif lot is None or lot.on_hand is None:
        there = len(plan.aliquots)
    else:
        there = lot.on_hand
    return VialsOnHand(
        lot=number or "",
        cells=floor(strength) * max(0, usable_ul_of(count, stock.per, formulary.bench)),
        on_hand=max(0, there - _for_bags(number, preparation)),
        last_day=lot.expiry.last_day if lot and lot.expiry else None,
    )


def _for_bags(lot: str | None, preparation: Preparation) -> int:
    """Vials of a lot that a bag needs for itself, where it is not sure to get another's rest."""
    supply = preparation.supply
    if supply is None or preparation.vial_map is None or len(supply.pools) < 2:
        return 0
    return sum(use.lot == lot and not use.syringes for use in preparation.vial_map.uses)
