"""The calculation: one pure function from a plan, a formulary and a count to a preparation."""

from collections.abc import Sequence
from dataclasses import replace

from spineplanner.domain.containers import batches, fill_container
from spineplanner.domain.entries import ChosenVials
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.lots import Load, allot, named_lots
from spineplanner.domain.lots_apart import ChosenByNumber, LotsChosen
from spineplanner.domain.mixing import Batch, is_too_dilute, mix, stock_for
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import Bagged, Container, Drawn, Preparation, Suspension
from spineplanner.domain.protocols import keeps_vials_apart
from spineplanner.domain.record import Count
from spineplanner.domain.refusals import (
    ConcentrationUnknown,
    NoAliquots,
    NotEnoughVials,
    Refusal,
)
from spineplanner.domain.stock import Stock, stock_of
from spineplanner.domain.vials import cryoprotectant_of, pools_of, shortage_of, supply_of
from spineplanner.domain.vials_apart import (
    all_kept_apart,
    chosen_apart,
    chosen_by_number,
    map_of,
    with_vials,
)


def prepare(
    plan: Plan,
    formulary: Formulary,
    counts: tuple[Count, ...] = (),
    *,
    vials: ChosenVials | None = None,
    apart: bool | None = None,
) -> Preparation:
    """Compute what must be prepared for a plan.

    Args:
        plan: the order.
        formulary: the clinic's products, syringes, needles and bench figures.
        counts: the measured stock, one count a pool; empty while it is only planned.
        vials: which vial fills which syringe, as chosen on the day. It is followed where vials
            are kept apart and it still serves.
        apart: whether vials are kept apart; as the plan's protocol says where nobody asks.

    Returns:
        Syringes and bags with their volumes, suspensions, vials and what is left over. What
        can't be made is a named refusal in it; nothing is raised.
    """
    if apart is None:
        apart = keeps_vials_apart(formulary.protocol(plan.protocol))
    containers, refusals = _containers(plan, formulary)
    bench, lots = formulary.bench, named_lots(plan)
    grouped = batches(containers, plan, bench, lots, apart=apart)
    stock = stock_of(plan, formulary, counts)
    if isinstance(stock, ConcentrationUnknown):
        lettered = _lettered(containers, grouped)
        return _refused(lettered, (), None, counts, [*refusals, stock], apart=apart)
    picked = chosen_by_number(vials, containers) if apart else {}
    chosen = _chosen(grouped, plan, formulary, stock, picked, apart=apart)
    if isinstance(chosen, NotEnoughVials):
        refusals.append(chosen)
    else:
        lots |= chosen
        grouped = batches(containers, plan, bench, lots, apart=apart)
    containers = _lettered(containers, grouped)
    stock = stock.among({batch.lot for batch in grouped})
    suspensions, unmixable = _mixed(grouped, formulary, stock)
    refusals += unmixable
    pools = pools_of(suspensions, plan, formulary, stock)
    if apart:
        pools, too_large = all_kept_apart(pools, suspensions, formulary.bench, stock, picked)
        refusals += too_large
    refusals += [short for short in map(shortage_of, pools) if short is not None]
    if refusals:
        return _refused(containers, suspensions, stock, counts, _once(refusals), apart=apart)
    return Preparation(
        containers=containers,
        suspensions=with_vials(suspensions, pools) if apart else suspensions,
        planned_strength=stock.planned,
        counts=counts,
        supply=supply_of(plan, formulary, pools, grouped, stock),
        cryoprotectant=cryoprotectant_of(plan, formulary, containers, suspensions, stock),
        refusals=(),
        apart=apart,
        vial_map=map_of(pools, picked) if apart else None,
    )


def prepare_as_recorded(envelope: Envelope, formulary: Formulary) -> Preparation:
    """Compute what must be prepared for a plan with what its record has of the day."""
    record = envelope.record
    return prepare(envelope.plan, formulary, record.counts, vials=record.chosen_vials)


def _refused(
    containers: tuple[Container, ...],
    suspensions: tuple[Suspension, ...],
    stock: Stock | None,
    counts: tuple[Count, ...],
    refusals: Sequence[Refusal],
    *,
    apart: bool,
) -> Preparation:
    planned = None if stock is None else stock.planned
    return Preparation(containers, suspensions, planned, counts, None, None, tuple(refusals), apart)


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


def _chosen(
    grouped: Sequence[Batch],
    plan: Plan,
    formulary: Formulary,
    stock: Stock,
    picked: ChosenByNumber,
    *,
    apart: bool,
) -> LotsChosen | NotEnoughVials:
    """Choose the lot of each container by what its batch needs as planned."""
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
    if apart:
        return chosen_apart(grouped, loads, plan, stock, picked)
    lots = allot(loads, plan, stock.per, stock.measured_as_planned(formulary.bench))
    if isinstance(lots, NotEnoughVials):
        return lots
    return {
        number: lot for batch, lot in zip(grouped, lots, strict=True) for number in batch.numbers
    }


def _mixed(
    grouped: Sequence[Batch], formulary: Formulary, stock: Stock
) -> tuple[tuple[Suspension, ...], list[Refusal]]:
    suspensions: list[Suspension] = []
    refusals: list[Refusal] = []
    for batch in grouped:
        strength = stock.strength_of(batch.lot).cells_per_ul
        mixed = mix(batch, strength, formulary.bench, formulary.measuring_syringes)
        if isinstance(mixed, Suspension):
            suspensions.append(mixed)
        else:
            refusals.append(mixed)
    return tuple(suspensions), refusals


def _once(refusals: Sequence[Refusal]) -> tuple[Refusal, ...]:
    """Each refusal once, in order."""
    return tuple(dict.fromkeys(refusals))
