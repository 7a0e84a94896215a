"""What the count of the day says, and the clock."""

from collections.abc import Iterator
from fractions import Fraction

from spineplanner.domain.checks.case import Case, LimitSet, confirm, note, stop
from spineplanner.domain.findings import (
    CountedStrength,
    CountedViability,
    Finding,
    PoolAbove,
    UseBy,
)
from spineplanner.domain.formulary import Basis, LimitName
from spineplanner.domain.rules import Rule
from spineplanner.domain.stock import strength_from
from spineplanner.domain.thaw_clock import ClockState, thaw_clock
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
                CountedViability(count.viability_bp, least.value),
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
    for counted, planned, basis in _strengths(case):
        evidence = CountedStrength(counted, planned, basis)
        ratio_bp = counted / planned * WHOLE_BP
        if least is not None and ratio_bp < least.value:
            yield stop(Rule.COUNT_BELOW_HALF, evidence, source=least.source, field="record.counts")
        elif off is not None and abs(ratio_bp - WHOLE_BP) > off.value:
            yield confirm(Rule.COUNT_OFF_PLAN, evidence, source=off.source, field="record.counts")


def _strengths(case: Case) -> Iterator[tuple[Fraction, Fraction, Basis]]:
    planned, basis = case.preparation.planned_strength, case.plan.supply.dose_basis
    if planned is None or basis is None:
        return
    for count in case.record.counts:
        yield strength_from(count, basis), planned.cells_per_ul, basis


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
                CountedStrength(counted, frozen, basis),
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
        filled_ul = count.vials * (product.fill_ul + added_ul)
        held_ul = count.vials * ((product.vial_ul or product.fill_ul) + added_ul)
        if product.vial_ul is not None and count.pool_ul > held_ul:
            evidence = PoolAbove(count.pool_ul, count.vials, held_ul)
            source = product.source_of("vial_ul")
            yield stop(Rule.POOL_ABOVE_VIALS, evidence, source=source, field="record.counts")
        elif count.pool_ul > filled_ul:
            evidence = PoolAbove(count.pool_ul, count.vials, filled_ul)
            source = product.source_of("fill_ul")
            yield confirm(Rule.POOL_ABOVE_FILL, evidence, source=source, field="record.counts")


def use_by(case: Case) -> Iterator[Finding]:
    """The thawed stock is used in time; nothing is said once all of it is given."""
    clock = thaw_clock(case.plan, case.formulary, case.record, case.now)
    if clock.use_by is None or case.product is None:
        return
    evidence = UseBy(case.plan.procedure.there(clock.use_by))
    source = case.product.source_of("stability_minutes")
    field = "record.thaw_ended_at"
    if clock.state is ClockState.PASSED:
        yield stop(Rule.USE_BY_PASSED, evidence, source=source, field=field)
    elif clock.state is ClockState.NEAR:
        yield note(Rule.USE_BY_NEAR, evidence, source=source, field=field)


def infusion_in_time(case: Case) -> Iterator[Finding]:
    """A bag that waits can still have run in before the use-by."""
    clock = thaw_clock(case.plan, case.formulary, case.record, case.now)
    if clock.infusion_late and clock.infusion_by is not None and case.product is not None:
        yield stop(
            Rule.INFUSION_LATE,
            UseBy(case.plan.procedure.there(clock.infusion_by)),
            source=case.product.source_of("stability_minutes"),
            field="record.infusion_started",
        )
