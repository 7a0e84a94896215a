"""Which step of the day is which, and its times as the clocks of a zone show them."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from spineplanner.domain.day import DayStep, StepKind
from spineplanner.domain.drafts import DraftStep
from spineplanner.domain.entries import Done
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.record import Record
from spineplanner.domain.thaw_clock import ThawClock


@dataclass(frozen=True, slots=True)
class StepKey:
    """What tells steps of one day apart, whatever is entered in them."""

    kind: StepKind
    lot: str | None
    letter: str | None
    number: int | None


def key_of(step: DayStep) -> StepKey:
    """The key of a step."""
    return StepKey(
        step.kind,
        step.lot,
        step.suspension.letter if step.suspension else None,
        step.container.number if step.container else None,
    )


def draft_step(step: DayStep, preparation: Preparation) -> DraftStep:
    """What a step is kept by, whatever its number and letter are with another order."""
    numbers: tuple[int, ...] = ()
    if step.container is not None:
        numbers = (step.container.number,)
    elif step.suspension is not None:
        numbers = step.suspension.numbers
    sites = tuple(item.site for item in preparation.containers if item.number in numbers)
    return DraftStep(kind=step.kind, lot=step.lot, sites=sites)


def is_under_way(record: Record) -> bool:
    """Whether the day has begun and is not settled: then the work goes on there."""
    begun = bool(record.vials or record.drafts) or record.thaw_started_at is not None
    return begun and record.left_over is None


def zone_of(plan: Plan, now: datetime) -> tzinfo:
    """The zone of the procedure, or the clinic's clock's where none is stated.

    What was read back from a file may be in another, and so may this workstation's clock.
    """
    return plan.procedure.there(now).tzinfo or UTC


def seen_in(step: DayStep, zone: tzinfo) -> DayStep:
    """The same step with its times as clocks of the zone show them."""
    done = step.done
    return replace(
        step,
        done=Done(by=done.by, at=done.at.astimezone(zone)) if done else None,
        do_by=_at(step.do_by, zone),
    )


def clock_in(clock: ThawClock, zone: tzinfo) -> ThawClock:
    """The same thaw clock with its times as clocks of the zone show them."""
    return replace(
        clock,
        use_by=_at(clock.use_by, zone),
        infusion_by=_at(clock.infusion_by, zone),
        behind=_at(clock.behind, zone),
    )


def _at(moment: datetime | None, zone: tzinfo) -> datetime | None:
    return moment.astimezone(zone) if moment else None
