"""The steps of the day in the order of work, from what is planned and what is recorded."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from spineplanner.domain.bag_filling import bag_exchange
from spineplanner.domain.day import DayStep, Figure, FigureName, StepKind, StepState
from spineplanner.domain.entries import Done
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Basis, Formulary
from spineplanner.domain.moments import is_before
from spineplanner.domain.preparation import Pool, Preparation
from spineplanner.domain.prepare import prepare
from spineplanner.domain.recognising import count_of
from spineplanner.domain.record import Record
from spineplanner.domain.refusals import NotEnoughVials
from spineplanner.domain.steps_after_count import container_steps, left_over_step, make_step
from spineplanner.domain.stock import strength_from
from spineplanner.domain.thaw_clock import ThawClock, thaw_clock


def day_steps(
    envelope: Envelope,
    formulary: Formulary,
    preparation: Preparation,
    now: datetime,
    *,
    planned: Preparation | None = None,
) -> tuple[DayStep, ...]:
    """Lay out the day.

    Args:
        envelope: the order with its record.
        formulary: what it refers to.
        preparation: computed from the order and the record's counts.
        now: an aware moment, for what is late.
        planned: computed from the order alone; computed here where it is not given.

    Returns:
        The steps in the order of the worksheet. What comes after the count is not yet to be
        done before it. Where the count shows that the order can't be prepared, the steps up to
        the count stay; where nothing can be computed at all, there are only those of containers.
    """
    record, basis = envelope.record, envelope.plan.supply.dose_basis
    if planned is None:
        vials = record.chosen_vials
        counted = bool(preparation.counts)
        planned = prepare(envelope.plan, formulary, vials=vials) if counted else preparation
    before = [
        step
        for pool in _pools(preparation, planned)
        for step in (
            *_stock_steps(pool, planned, preparation, record),
            _take_count(pool, basis, preparation, planned),
        )
    ]
    hold = [] if preparation.measured else [DayStep(StepKind.HOLD, StepState.OPEN)]
    makes = [
        make_step(item, preparation, record, bag_exchange(item, envelope.plan.infusion, formulary))
        for item in preparation.suspensions
    ]
    clock = thaw_clock(envelope.plan, formulary, record, now)
    containers = [
        _timed(step, clock, clock.behind or now)
        for container in preparation.containers
        for step in container_steps(container, preparation, record)
    ]
    given = [step for step in containers if step.kind in _AT_THE_PATIENT]
    ready = [step for step in containers if step.kind not in _AT_THE_PATIENT]
    return (*before, *hold, *makes, *ready, *given, left_over_step(preparation, record))


_AT_THE_PATIENT = {StepKind.GIVE, StepKind.START_INFUSION, StepKind.END_INFUSION}
"""What follows once every container is drawn, labelled and checked."""


def next_step(steps: tuple[DayStep, ...]) -> DayStep | None:
    """The first step that can be done now: where the work goes on; None where all is done."""
    return next(
        (s for s in steps if s.state is StepState.OPEN and s.kind is not StepKind.HOLD), None
    )


def _pools(preparation: Preparation, planned: Preparation) -> tuple[Pool, ...]:
    supply = preparation.supply or planned.supply
    return supply.pools if supply else ()


def _stock_steps(
    pool: Pool, planned: Preparation, preparation: Preparation, record: Record
) -> Iterator[DayStep]:
    lot = _lot_of(pool)
    plan = _planned_pool(planned, lot)
    yield _take_vials(plan, lot, record, wanted=_wanted(plan, preparation, lot))
    yield _moment(StepKind.START_THAW, lot, record.thaw_started_at, record.thaw_started_by)
    yield _moment(StepKind.END_THAW, lot, record.thaw_ended_at, record.thaw_ended_by)
    if planned.apart:
        return
    pooled = next((item for item in record.pooled if item.lot in {lot, None}), None)
    volume = Figure(
        FigureName.POOL,
        planned=plan.vials * plan.vial_ul if plan else None,
        actual=pooled.volume_ul if pooled else None,
    )
    state = StepState.DONE if pooled else StepState.OPEN
    yield DayStep(StepKind.POOL, state, (volume,), pooled.measured if pooled else None, lot)


def _lot_of(pool: Pool) -> str | None:
    return pool.lot.number if pool.lot else None


def _planned_pool(planned: Preparation, lot: str | None) -> Pool | None:
    pools = planned.supply.pools if planned.supply else ()
    return next((pool for pool in pools if _lot_of(pool) == lot), None)


def _wanted(plan: Pool | None, preparation: Preparation, lot: str | None) -> int:
    """How many vials are to be taken: as planned, or what a short count asks for."""
    short, count = _shortage(preparation, lot), count_of(preparation, lot)
    if short is not None and count is not None:
        return count.vials + short.more
    return plan.vials if plan else 1


def _shortage(preparation: Preparation, lot: str | None) -> NotEnoughVials | None:
    """By how much the counted stock of a lot falls short, if it does."""
    found = (item for item in preparation.refusals if isinstance(item, NotEnoughVials))
    return next((item for item in found if item.measured and item.lot in {lot, None}), None)


def _take_vials(plan: Pool | None, lot: str | None, record: Record, *, wanted: int) -> DayStep:
    """Vials that do not look good are recorded, but do not count."""
    good = [vial for vial in record.vials if vial.good and lot in {vial.lot, None}]
    enough = len(good) >= wanted
    return DayStep(
        StepKind.TAKE_VIALS,
        StepState.DONE if enough else StepState.OPEN,
        (Figure(FigureName.VIALS, plan.vials if plan else None, len(good)),),
        good[-1].taken if enough else None,
        lot,
    )


def _moment(kind: StepKind, lot: str | None, at: datetime | None, by: str | None) -> DayStep:
    """A thaw that was entered without a name is done, by nobody known."""
    state = StepState.OPEN if at is None else StepState.DONE
    done = None if at is None or by is None else Done(by=by, at=at)
    return DayStep(kind, state, done=done, lot=lot)


def _take_count(
    pool: Pool, basis: Basis | None, preparation: Preparation, planned: Preparation
) -> DayStep:
    """Count; the strengths are of the cells that an ordered cell means.

    A count that falls short is done, and yet to be done again with more vials.
    """
    lot = _lot_of(pool)
    plan, count = _planned_pool(planned, lot), count_of(preparation, lot)
    counted = strength_from(count, basis) if count and basis else None
    left_ul = plan.vials * plan.vial_ul - plan.sample_ul if plan else None
    held = FigureName.HELD if planned.apart else FigureName.POOL
    figures = (
        Figure(
            FigureName.COUNTED_VIALS, plan.vials if plan else None, count.vials if count else None
        ),
        Figure(FigureName.STRENGTH, plan.strength.cells_per_ul if plan else None, counted),
        Figure(FigureName.VIABILITY, None, count.viability_bp if count else None),
        Figure(held, left_ul, count.pool_ul if count else None),
    )
    again = count is None or _shortage(preparation, lot) is not None
    state = StepState.OPEN if again else StepState.DONE
    done = None
    if count is not None and count.counted_by is not None and count.counted_at is not None:
        done = Done(by=count.counted_by, at=count.counted_at)
    return DayStep(StepKind.COUNT, state, figures, done, lot)


def _timed(step: DayStep, clock: ThawClock, now: datetime) -> DayStep:
    """Say until when something must be given, and whether that is past."""
    match step.kind:
        case StepKind.START_INFUSION:
            do_by = clock.infusion_by
        case StepKind.GIVE | StepKind.END_INFUSION:
            do_by = clock.use_by
        case _:
            return step
    late = do_by is not None and step.state is not StepState.DONE and is_before(do_by, now)
    return replace(step, do_by=do_by, late=late)
