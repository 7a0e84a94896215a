"""From suspensions to vials: what each pool gives, what the label says, and the margins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from spineplanner.domain.anatomy import SiteKind
from spineplanner.domain.formulary import Basis, Formulary, Syringe
from spineplanner.domain.keeping_apart import (
    Wanted,
    larger_than_a_vial,
    open_vials,
    vials_short,
    wanted_of,
)
from spineplanner.domain.mixing import Batch, is_too_dilute, stock_for
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import (
    Container,
    Cryoprotectant,
    Pool,
    Supply,
    Suspension,
)
from spineplanner.domain.refusals import NotEnoughVials
from spineplanner.domain.stock import Stock
from spineplanner.domain.values import WHOLE_BP, of_whole

DMSO_MG_PER_UL = Fraction(110, 100)
"""Density of DMSO, 1.10 g/mL (standard chemical data), in milligrams per microlitre."""

_PERMILLE = 1000


def pools_of(
    suspensions: Sequence[Suspension], plan: Plan, formulary: Formulary, stock: Stock
) -> tuple[Pool, ...]:
    """Gather what each lot's pool must give, in order of first use."""
    bench = formulary.bench
    used: dict[str | None, int] = {}
    for suspension in suspensions:
        used[suspension.lot] = used.get(suspension.lot, 0) + suspension.stock_ul
    lots = {lot.number: lot for lot in plan.supply.lots}
    pools = []
    for number, stock_ul in used.items():
        count = stock.count_of(number)
        vials = stock.per.vials_for(stock_ul) if count is None else count.vials
        pools.append(
            Pool(
                lot=None if number is None else lots[number],
                strength=stock.strength_of(number),
                vials=vials,
                vial_ul=stock.per.vial_ul,
                suspensions_ul=stock_ul,
                sample_ul=bench.count_sample_ul,
                residual_ul=bench.pool_residual_ul,
                available_ul=vials * stock.per.vial_ul
                if count is None
                else count.pool_ul + bench.count_sample_ul,
            )
        )
    return tuple(pools)


def shortage_of(pool: Pool) -> NotEnoughVials | None:
    """Say by how much a pool falls short: of what was counted, or of the vials on hand."""
    counted, lot = pool.strength.count is not None, pool.lot
    limited = counted or lot is None or lot.on_hand is None
    available = pool.vials if limited or lot is None else lot.on_hand or 0
    if pool.uses:
        short = vials_short(pool.uses, lot.number if lot else None, available, measured=counted)
        return replace(short, more=_more_apart(pool, short)) if short and counted else short
    short_ul = -pool.left_over_ul if limited else pool.total_ul - available * pool.vial_ul
    if short_ul <= 0:
        return None
    # Another vial changes the stock, so that it is counted again, and that takes a sample more.
    wanted_ul = short_ul + (pool.sample_ul if counted else 0)
    return NotEnoughVials(
        lot=lot.number if lot else None,
        available=available,
        short_ul=short_ul,
        more=-(-wanted_ul // pool.vial_ul),
        measured=counted,
    )


_MOST_MORE = 200
"""Vials more, beyond which it is not looked whether they would do."""


def _more_apart(pool: Pool, short: NotEnoughVials) -> int:
    """The vials that it takes more, once all are sampled and counted again."""
    wanted = wanted_of(pool.uses)
    overhead_ul = (pool.sample_ul + pool.residual_ul) // pool.vials
    left_ul = pool.available_ul - pool.sample_ul
    for more in range(1, _MOST_MORE):
        vials = pool.vials + more
        usable_ul = (left_ul + more * pool.vial_ul) // vials - overhead_ul
        if larger_than_a_vial(wanted, usable_ul) is None and (
            len(open_vials(wanted, usable_ul)) <= vials
        ):
            return more
    return short.more


def supply_of(
    plan: Plan,
    formulary: Formulary,
    pools: tuple[Pool, ...],
    grouped: Sequence[Batch],
    stock: Stock,
) -> Supply:
    """Sum up the vials, the label's own answer, what is spare and how far the vials serve."""
    product = formulary.product(plan.supply.product)
    label_cells = (product.label_cells if product else None) or 1
    label_vials = -(-plan.ordered_cells // label_cells)
    total_ul = sum(pool.total_ul for pool in pools)
    viability, recovery = _margins(plan, formulary, pools, grouped, stock)
    return Supply(
        pools=pools,
        label_vials=label_vials,
        label_short=max(Fraction(0), 1 - Fraction(label_vials * stock.per.vial_ul, total_ul)),
        viability_margin_permille=viability,
        recovery_margin_permille=recovery,
        spare=_spare(pools),
    )


def _spare(pools: Sequence[Pool]) -> int | None:
    """Vials of the lots in use that stay on hand; None where that is not known."""
    spare = 0
    for pool in pools:
        if pool.lot is None or pool.lot.on_hand is None:
            return None
        spare += max(0, pool.lot.on_hand - pool.vials)
    return spare


def _margins(
    plan: Plan,
    formulary: Formulary,
    pools: Sequence[Pool],
    grouped: Sequence[Batch],
    stock: Stock,
) -> tuple[int | None, int | None]:
    """The lowest viability and recovery, in tenths of a per cent, for the same vials.

    A viability that does not multiply the label's cells has no such margin; a counted stock
    has none either. Whether the tubes hold it all is not asked: it is the vials that serve.
    """
    inputs, planned = plan.supply, stock.planned.cells_per_ul
    if stock.counts or inputs.recovery_bp is None:
        return None, None

    def serves(strength: Fraction) -> bool:
        return _serves(strength, pools, grouped, formulary, stock)

    recovery = _lowest(inputs.recovery_bp, planned, serves)
    multiplies = inputs.label_basis is Basis.TOTAL and inputs.dose_basis is Basis.VIABLE
    if not multiplies or inputs.viability_bp is None:
        return None, recovery
    return _lowest(inputs.viability_bp, planned, serves), recovery


def _lowest(share_bp: int, planned: Fraction, serves: Callable[[Fraction], bool]) -> int:
    """Bisect for the lowest share in tenths of a per cent: more cells never need more vials."""
    per_permille = planned / Fraction(share_bp * _PERMILLE, WHOLE_BP)
    low, high = 1, -(-share_bp * _PERMILLE // WHOLE_BP)
    while low < high:
        middle = (low + high) // 2
        if serves(per_permille * middle):
            high = middle
        else:
            low = middle + 1
    return low


def _serves(
    strength: Fraction,
    pools: Sequence[Pool],
    grouped: Sequence[Batch],
    formulary: Formulary,
    stock: Stock,
) -> bool:
    """Whether every pool's vials still suffice with stock of that strength."""
    syringes: Sequence[Syringe] = formulary.measuring_syringes
    used: dict[str | None, list[Wanted]] = {}
    for batch in grouped:
        if is_too_dilute(batch, strength):
            return False
        needed = stock_for(batch, strength, formulary.bench, syringes)
        used.setdefault(batch.lot, []).append(Wanted(batch.numbers[0], needed, batch.bag))
    return all(_pool_serves(pool, used, stock) for pool in pools)


def _pool_serves(pool: Pool, used: Mapping[str | None, Sequence[Wanted]], stock: Stock) -> bool:
    wanted = used[pool.lot.number if pool.lot else None]
    if not pool.uses:
        return stock.per.vials_for(sum(item.stock_ul for item in wanted)) <= pool.vials
    usable_ul = stock.per.usable_ul
    if larger_than_a_vial(wanted, usable_ul) is not None:
        return False
    # As they share vials now, or as they fit first: a way that was chosen may open fewer.
    chosen = {number: use.vial for use in pool.uses for number in use.syringes}
    shared = open_vials(wanted, usable_ul, chosen=chosen)
    return len(shared) <= pool.vials


def cryoprotectant_of(
    plan: Plan,
    formulary: Formulary,
    containers: Sequence[Container],
    suspensions: Sequence[Suspension],
    stock: Stock,
) -> Cryoprotectant | None:
    """The DMSO in what is prepared; None where the product does not say how much it holds.

    All stock of a suspension counts, with what stays in tubes and needles: the patient gets no
    more than that. Of a suspension that is not for the vein alone, the vein has its part.
    """
    product = formulary.product(plan.supply.product)
    if product is None or product.dmso_bp is None or stock.planned.undiluted is None:
        return None
    share = of_whole(product.dmso_bp) * stock.planned.undiluted
    return Cryoprotectant(
        patient_mg=sum(s.stock_ul for s in suspensions) * share * DMSO_MG_PER_UL,
        vein_mg=sum(s.stock_ul * _vein_part(s, containers) for s in suspensions)
        * share
        * DMSO_MG_PER_UL,
        local=tuple((s.letter, share * s.stock_ul / s.volume_ul) for s in suspensions),
    )


def _vein_part(suspension: Suspension, containers: Sequence[Container]) -> Fraction:
    """The part of a suspension that is for the vein, in a bag or in a syringe."""
    vein = sum(
        container.taken_ul
        for container in containers
        if container.letter == suspension.letter and container.site.kind is SiteKind.VEIN
    )
    return Fraction(vein, suspension.taken_ul)
