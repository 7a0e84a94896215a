"""The calculation: one pure function from a plan, a formulary and a count to a preparation."""

from collections.abc import Sequence
from dataclasses import replace

from spineplanner.domain.containers import batches, fill_container
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.lots import Load, allot
from spineplanner.domain.mixing import Batch, is_too_dilute, mix, stock_for
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import Bagged, Container, Drawn, Preparation, Suspension
from spineplanner.domain.record import Count
from spineplanner.domain.refusals import (
    ConcentrationUnknown,
    NoAliquots,
    NotEnoughVials,
    Refusal,
)
from spineplanner.domain.stock import Stock, stock_of
from spineplanner.domain.vials import cryoprotectant_of, pools_of, shortage_of, supply_of


def prepare(plan: Plan, formulary: Formulary, counts: tuple[Count, ...] = ()) -> Preparation:
    """Compute what must be prepared for a plan.

    Args:
        plan: the order.
        formulary: the clinic's products, syringes, needles and bench figures.
        counts: the measured stock, one count a pool; empty while it is only planned.

    Returns:
        Syringes and bags with their volumes, suspensions, vials and what is left over. What
        can't be made is a named refusal in it; nothing is raised.
    """
    containers, refusals = _containers(plan, formulary)
    grouped = batches(containers, plan, formulary.bench)
    containers = _lettered(containers, grouped)
    stock = stock_of(plan, formulary, counts)
    if isinstance(stock, ConcentrationUnknown):
        return _refused(containers, (), None, counts, [*refusals, stock])
    lots = _lots(grouped, plan, formulary, stock)
    if isinstance(lots, NotEnoughVials):
        return _refused(containers, (), stock, counts, [*refusals, lots])
    lots_of = list(zip(grouped, lots, strict=True))
    suspensions, unmixable = _mixed(lots_of, formulary, stock)
    refusals += unmixable
    pools = pools_of(suspensions, plan, formulary, stock)
    refusals += [short for short in map(shortage_of, pools) if short is not None]
    if refusals:
        return _refused(containers, suspensions, stock, counts, refusals)
    return Preparation(
        containers=containers,
        suspensions=suspensions,
        planned_strength=stock.planned,
        counts=counts,
        supply=supply_of(plan, formulary, pools, lots_of, stock),
        cryoprotectant=cryoprotectant_of(plan, formulary, suspensions, stock),
        refusals=(),
    )


def _refused(
    containers: tuple[Container, ...],
    suspensions: tuple[Suspension, ...],
    stock: Stock | None,
    counts: tuple[Count, ...],
    refusals: Sequence[Refusal],
) -> Preparation:
    planned = None if stock is None else stock.planned
    return Preparation(containers, suspensions, planned, counts, None, None, tuple(refusals))


def _containers(plan: Plan, formulary: Formulary) -> tuple[tuple[Container, ...], list[Refusal]]:
    containers: list[Container] = []
    refusals: list[Refusal] = [] if plan.aliquots else [NoAliquots()]
    for number, aliquot in enumerate(plan.aliquots, start=1):
        volumes = fill_container(aliquot, plan, formulary)
        if isinstance(volumes, Drawn | Bagged):
            containers.append(Container(number, aliquot, volumes, None))
        else:
            refusals.append(volumes)
            containers.append(Container(number, aliquot, None, None))
    return tuple(containers), refusals


def _lettered(containers: tuple[Container, ...], grouped: Sequence[Batch]) -> tuple[Container, ...]:
    letters = {number: batch.letter for batch in grouped for number in batch.numbers}
    return tuple(
        replace(container, letter=letters.get(container.number)) for container in containers
    )


def _lots(
    grouped: Sequence[Batch], plan: Plan, formulary: Formulary, stock: Stock
) -> tuple[str | None, ...] | NotEnoughVials:
    """Choose the lot of each batch by what it needs as planned."""
    strength = stock.planned.cells_per_ul
    loads = [
        Load(
            stock_ul=0
            if is_too_dilute(batch, strength)
            else stock_for(batch, strength, formulary.bench, formulary.measuring_syringes),
            lot=batch.lot,
        )
        for batch in grouped
    ]
    return allot(loads, plan, stock.per, thawed=bool(stock.counts))


def _mixed(
    lots_of: Sequence[tuple[Batch, str | None]], formulary: Formulary, stock: Stock
) -> tuple[tuple[Suspension, ...], list[Refusal]]:
    suspensions: list[Suspension] = []
    refusals: list[Refusal] = []
    for batch, lot in lots_of:
        strength = stock.strength_of(lot).cells_per_ul
        mixed = mix(batch, strength, formulary.bench, formulary.measuring_syringes)
        if isinstance(mixed, Suspension):
            suspensions.append(replace(mixed, lot=lot))
        else:
            refusals.append(mixed)
    return tuple(suspensions), refusals
