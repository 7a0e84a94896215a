"""What the count of the day says, against the plan, its vials and the measured pool."""

from collections.abc import Iterator
from fractions import Fraction

from spineplanner.domain.bench_evidence import LeftOfPool
from spineplanner.domain.checks.case import Case, LimitSet, confirm, stop
from spineplanner.domain.entries import Pooled
from spineplanner.domain.findings import (
    CountedStrength,
    CountedViability,
    Finding,
    PoolAbove,
)
from spineplanner.domain.formulary import Basis, LimitName
from spineplanner.domain.moments import is_before
from spineplanner.domain.record import Count
from spineplanner.domain.rules import Rule
from spineplanner.domain.stock import strength_from
from spineplanner.domain.values import WHOLE_BP


def release(case: Case) -> Iterator[Finding]:
    """The counted viability is at least what the product is released with."""
    least = _release_limit(case)
    if least is None:
        return
    for count in case.record.counts:
        if count.viability_bp < least.value:
            yield stop(
                Rule.COUNT_BELOW_RELEASE,
                CountedViability(count.viability_bp, least.value, case.lot_among(count.lot)),
                source=least.source,
                field="record.counts",
            )


def _release_limit(case: Case) -> LimitSet | None:
    """The product's own release viability, or else the clinic's general one."""
    product = case.product
    if product is None or product.release_viability_bp is None:
        return case.limit(LimitName.RELEASE_VIABILITY)
    return LimitSet(product.release_viability_bp, product.source_of("release_viability_bp"))


def against_plan(case: Case) -> Iterator[Finding]:
    """The counted stock is near what was planned; far below it, it is stopped."""
    least = case.limit(LimitName.COUNT_LEAST_OF_PLAN)
    off = case.limit(LimitName.COUNT_OFF_PLAN)
    for counted, planned, basis, lot in _strengths(case):
        evidence = CountedStrength(counted, planned, basis, lot)
        ratio_bp = counted / planned * WHOLE_BP
        if least is not None and ratio_bp < least.value:
            yield stop(Rule.COUNT_BELOW_HALF, evidence, source=least.source, field="record.counts")
        elif off is not None and abs(ratio_bp - WHOLE_BP) > off.value:
            yield confirm(Rule.COUNT_OFF_PLAN, evidence, source=off.source, field="record.counts")


def _strengths(case: Case) -> Iterator[tuple[Fraction, Fraction, Basis, str | None]]:
    planned, basis = case.preparation.planned_strength, case.plan.supply.dose_basis
    if planned is None or basis is None:
        return
    for count in case.record.counts:
        lot = case.lot_among(count.lot)
        yield strength_from(count, basis), planned.cells_per_ul, basis, lot


def above_frozen(case: Case) -> Iterator[Finding]:
    """No count finds more cells than were frozen."""
    planned, basis = case.preparation.planned_strength, case.plan.supply.label_basis
    if planned is None or basis is None:
        return
    frozen = planned.base * (planned.undiluted or 1)
    for count in case.record.counts:
        counted = strength_from(count, basis)
        if counted > frozen:
            yield stop(
                Rule.COUNT_ABOVE_FROZEN,
                CountedStrength(counted, frozen, basis, case.lot_among(count.lot)),
                source=case.product.source_of("label_cells") if case.product else None,
                field="record.counts",
            )


def pool(case: Case) -> Iterator[Finding]:
    """No more is in a pool than its vials were filled with; nor, by far, than they can hold."""
    product = case.product
    if product is None or product.fill_ul is None:
        return
    added_ul = case.plan.supply.thaw_diluent_ul
    for count in case.record.counts:
        lot = case.lot_among(count.lot)
        filled_ul = count.vials * (product.fill_ul + added_ul)
        held_ul = count.vials * ((product.vial_ul or product.fill_ul) + added_ul)
        if product.vial_ul is not None and count.pool_ul > held_ul:
            evidence = PoolAbove(count.pool_ul, count.vials, held_ul, lot)
            source = product.source_of("vial_ul")
            yield stop(Rule.POOL_ABOVE_VIALS, evidence, source=source, field="record.counts")
        elif count.pool_ul > filled_ul:
            evidence = PoolAbove(count.pool_ul, count.vials, filled_ul, lot)
            source = product.source_of("fill_ul")
            yield confirm(Rule.POOL_ABOVE_FILL, evidence, source=source, field="record.counts")


def left_of_pool(case: Case) -> Iterator[Finding]:
    """What is left of a pool after the count is what was measured of it, but for the sample.

    A reading that is off gets no allowance upwards: nothing can be added by counting, of two
    readings that contradict each other the lower one is safe, and an allowance of one mark of a
    large syringe would hide a sample that was not taken off. Downwards as much may be missing as
    stays in the tube.
    """
    bench = case.formulary.bench
    for count in case.record.counts:
        pooled = _measured_before(case, count)
        if pooled is None:
            continue
        expected_ul = pooled.volume_ul - bench.count_sample_ul
        lot = case.lot_among(count.lot)
        evidence = LeftOfPool(count.pool_ul, pooled.volume_ul, bench.count_sample_ul, lot)
        if count.pool_ul > expected_ul:
            yield stop(Rule.LEFT_ABOVE_POOL, evidence, field="record.counts")
        elif count.pool_ul < expected_ul - bench.pool_residual_ul:
            yield confirm(Rule.LEFT_BELOW_POOL, evidence, field="record.counts")


def _measured_before(case: Case, count: Count) -> Pooled | None:
    """What was measured of the pool that was counted; None where a vial came into it since."""
    for pooled in case.record.pooled:
        if count.lot == pooled.lot or None in {count.lot, pooled.lot}:
            later = [v for v in case.record.vials if is_before(pooled.measured.at, v.taken.at)]
            added = any(v.good and pooled.lot in {v.lot, None} for v in later)
            return None if added else pooled
    return None
