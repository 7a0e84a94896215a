"""From suspensions to vials that are kept apart: what each lot's vials are used for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spineplanner.domain.apart import VialMap, VialUse
from spineplanner.domain.entries import ChosenVials
from spineplanner.domain.formulary import Bench
from spineplanner.domain.keeping_apart import (
    Wanted,
    fewest_vials,
    larger_than_a_vial,
    open_vials,
)
from spineplanner.domain.lots import Load, Yield, usable_lots
from spineplanner.domain.lots_apart import ChosenByNumber, LotsChosen, chosen_of, lots_apart
from spineplanner.domain.mixing import Batch
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import Container, Pool, Suspension
from spineplanner.domain.record import Count
from spineplanner.domain.refusals import LargerThanAVial, NotEnoughVials, Refusal
from spineplanner.domain.stock import Stock


def chosen_by_number(chosen: ChosenVials | None, containers: Sequence[Container]) -> ChosenByNumber:
    """Find the syringes of a choice of vials; those that are ordered no more are left out."""
    if chosen is None:
        return {}
    numbers = {container.site: container.number for container in containers}
    return {
        numbers[item.site]: (item.lot, item.vial)
        for item in chosen.syringes
        if item.site in numbers
    }


def chosen_apart(
    grouped: Sequence[Batch],
    loads: Sequence[Load],
    plan: Plan,
    stock: Stock,
    picked: ChosenByNumber,
) -> LotsChosen | NotEnoughVials:
    """Choose the lot of each container, and follow the vials as they were chosen where it serves.

    Args:
        grouped: each container's suspension.
        loads: what each takes as planned, and the lot it must come from.
        plan: the lots on hand.
        stock: what a vial gives, and the lots that were counted.
        picked: the vials as they were chosen.

    Returns:
        The lot of each container by its number; nothing where a vial gives nothing at all.
    """
    usable_ul = stock.per.usable_ul
    if usable_ul <= 0:
        return {}
    wanted, named = [], dict[int, str | None]()
    for batch, load in zip(grouped, loads, strict=True):
        number = batch.numbers[0]
        wanted.append(Wanted(number, load.stock_ul, batch.bag))
        named[number] = load.lot
    counted = {count.lot: count.vials for count in stock.counts}
    first = lots_apart(wanted, named, plan, usable_ul, counted, picked)
    followed = _followed(named, picked, plan)
    if followed is None:
        return first
    as_chosen = lots_apart(wanted, followed, plan, usable_ul, counted, picked)
    if isinstance(as_chosen, NotEnoughVials):
        return first
    if isinstance(first, NotEnoughVials):
        return as_chosen
    opened = [_opened(wanted, lots, usable_ul, picked) for lots in (as_chosen, first)]
    return as_chosen if opened[0] <= opened[1] else first


def _followed(
    named: Mapping[int, str | None], picked: ChosenByNumber, plan: Plan
) -> dict[int, str | None] | None:
    """The lots as they were chosen, where they may be mixed and each can still be used."""
    followed = {n: picked[n][0] if lot is None and n in picked else lot for n, lot in named.items()}
    usable = {lot.number for lot in usable_lots(plan)}
    there = usable.issuperset(lot for lot in followed.values() if lot is not None)
    return followed if plan.supply.may_mix_lots and there and followed != named else None


def _opened(
    wanted: Sequence[Wanted], lots: LotsChosen, usable_ul: int, picked: ChosenByNumber
) -> int:
    """How many vials are opened with such lots; a syringe that takes too much needs one."""
    fitting = [
        item if item.bag else replace(item, stock_ul=min(item.stock_ul, usable_ul))
        for item in wanted
    ]
    return sum(
        len(
            open_vials(
                [item for item in fitting if lots[item.number] == lot],
                usable_ul,
                chosen=chosen_of(lot, picked),
            )
        )
        for lot in dict.fromkeys(lots.values())
    )


def usable_ul_of(count: Count | None, per: Yield, bench: Bench) -> int:
    """What one vial that is kept apart gives, in microlitres.

    It is what a vial holds without a count sample and a residual of its own. Counted, it holds
    its part of what all thawed vials of the lot were measured to hold together.
    """
    if count is None:
        return per.usable_ul
    held_ul = count.pool_ul + count.vials * bench.count_sample_ul
    return held_ul // count.vials - per.overhead_ul


def _kept_apart(
    pool: Pool,
    suspensions: Sequence[Suspension],
    bench: Bench,
    stock: Stock,
    chosen: ChosenByNumber,
) -> Pool | LargerThanAVial:
    """Say what each vial of a lot is used for, instead of pooling them."""
    lot = pool.lot.number if pool.lot else None
    wanted = [Wanted(s.numbers[0], s.stock_ul, s.bag) for s in suspensions if s.lot == lot]
    count, sample_ul = pool.strength.count, bench.count_sample_ul
    usable_ul = usable_ul_of(count, stock.per, bench)
    if (large := larger_than_a_vial(wanted, usable_ul)) is not None:
        return large
    uses = open_vials(wanted, usable_ul, lot=lot, chosen=chosen_of(lot, chosen))
    vials = len(uses) if count is None else count.vials
    return replace(
        pool,
        vials=vials,
        sample_ul=vials * sample_ul,
        residual_ul=vials * bench.pool_residual_ul,
        available_ul=vials * pool.vial_ul if count is None else count.pool_ul + vials * sample_ul,
        uses=uses,
        least=fewest_vials(wanted, usable_ul),
    )


def all_kept_apart(
    pools: Sequence[Pool],
    suspensions: Sequence[Suspension],
    bench: Bench,
    stock: Stock,
    picked: ChosenByNumber,
) -> tuple[tuple[Pool, ...], list[Refusal]]:
    """Keep the vials of each lot apart, or name the syringes that no vial fills alone."""
    kept, refusals = list[Pool](), list[Refusal]()
    for pool in pools:
        made = _kept_apart(pool, suspensions, bench, stock, picked)
        if isinstance(made, Pool):
            kept.append(made)
        else:
            refusals.append(made)
    return tuple(kept), refusals


def with_vials(suspensions: Sequence[Suspension], pools: Sequence[Pool]) -> tuple[Suspension, ...]:
    """Say of each suspension which vials of its lot its stock comes from."""
    vials: dict[int, tuple[int, ...]] = {}
    for use in (use for pool in pools for use in pool.uses):
        for number in use.numbers:
            vials[number] = (*vials.get(number, ()), use.vial)
    return tuple(replace(item, vials=vials[item.numbers[0]]) for item in suspensions)


def map_of(pools: Sequence[Pool], chosen: ChosenByNumber) -> VialMap:
    """Put the vials of all lots into one map.

    Of several lots it is not said how few vials might do: another share of the syringes among
    them might open fewer.
    """
    uses = tuple(use for pool in pools for use in pool.uses)
    return VialMap(
        uses=uses,
        least=pools[0].least if len(pools) == 1 else None,
        chosen=_is_as_chosen(uses, chosen),
    )


def _is_as_chosen(uses: Sequence[VialUse], chosen: ChosenByNumber) -> bool:
    """Whether the same syringes share a vial of the same lot as somebody chose."""
    keys: list[tuple[str | None, int]] = []
    for use in uses:
        together = {chosen.get(number) for number in use.syringes}
        key = next(iter(together), None)
        if together and (len(together) > 1 or key is None or key[0] != use.lot):
            return False
        keys += [] if key is None else [key]
    return bool(keys) and len(set(keys)) == len(keys)
