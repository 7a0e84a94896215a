"""Whether the thawed stock is used in time, and whether that can be known at all."""

from collections.abc import Iterator
from dataclasses import replace

from spineplanner.domain.bench_evidence import BegunLate, GivenLate
from spineplanner.domain.checks.case import Case, note, stop
from spineplanner.domain.checks.given import given_field
from spineplanner.domain.chronology import first_disorder
from spineplanner.domain.findings import ClockBehind, Finding, NotStated, TimesDisordered, UseBy
from spineplanner.domain.formulary import Source
from spineplanner.domain.moments import is_before
from spineplanner.domain.rules import Rule
from spineplanner.domain.thaw_clock import ClockState, is_all_given, latest_start


def clock(case: Case) -> Iterator[Finding]:
    """The clock shows no moment before one that is recorded already."""
    behind = case.clock.behind
    if behind is not None:
        yield stop(
            Rule.CLOCK_SET_BACK,
            ClockBehind(case.plan.procedure.there(behind)),
            field="record.thaw_started_at",
        )


def times(case: Case) -> Iterator[Finding]:
    """Nothing is recorded before what must have come first."""
    disorder = first_disorder(case.record)
    if disorder is not None:
        evidence = TimesDisordered(disorder.seen(case.plan.procedure.there))
        yield stop(Rule.TIMES_OUT_OF_ORDER, evidence, field="record.thaw_started_at")


def thaw_stated(case: Case) -> Iterator[Finding]:
    """Once stock is counted or used, it is entered when it was thawed: no clock runs without."""
    record = case.record
    used = record.infusion_started or any(item.drawn or item.given for item in record.filled)
    if not (record.counts or record.made or used):
        return
    moments = {
        "record.thaw_started_at": record.thaw_started_at,
        "record.thaw_ended_at": record.thaw_ended_at,
    }
    missing = tuple(field for field, at in moments.items() if at is None)
    if missing:
        yield stop(Rule.THAW_NOT_STATED, NotStated(missing), field=missing[0])


def use_by(case: Case) -> Iterator[Finding]:
    """The thawed stock is used in time; nothing is said once all of it is given."""
    clock = case.clock
    if clock.use_by is None or is_all_given(case.plan, case.record):
        return
    evidence = UseBy(case.plan.procedure.there(clock.use_by))
    if clock.state is ClockState.PASSED:
        rule = Rule.USE_BY_PASSED
        yield stop(rule, evidence, source=_stability(case), field="record.thaw_ended_at")
    elif clock.is_near:
        rule = Rule.USE_BY_NEAR
        yield note(rule, evidence, source=_stability(case), field="record.thaw_ended_at")


def infusion_in_time(case: Case) -> Iterator[Finding]:
    """A bag that waits or runs can have run in before the use-by.

    One that began too late and ended in time all the same is noted; of one that ended too late,
    what was given speaks.
    """
    clock, started, ended = case.clock, case.record.infusion_started, case.record.infusion_ended
    by = None if clock.use_by is None else latest_start(case.plan, clock.use_by)
    if by is None or clock.use_by is None:
        return
    there, source, field = case.plan.procedure.there, _stability(case), "record.infusion_started"
    if started is None:
        if clock.infusion_late:
            yield stop(Rule.INFUSION_LATE, UseBy(there(by)), source=source, field=field)
    elif is_before(by, started.at):
        begun = BegunLate(there(started.at), there(by), there(clock.use_by))
        if ended is None:
            yield stop(Rule.INFUSION_LATE, begun, source=source, field=field)
        elif not is_before(clock.use_by, ended.at):
            was = replace(begun, ended=there(ended.at))
            yield note(Rule.INFUSION_WAS_LATE, was, source=source, field=field)


def given_in_time(case: Case) -> Iterator[Finding]:
    """Nothing was given after the use-by."""
    use_by, there = case.clock.use_by, case.plan.procedure.there
    for entry in case.record.filled:
        if use_by is not None and entry.given is not None and is_before(use_by, entry.given.at):
            yield stop(
                Rule.GIVEN_LATE,
                GivenLate(there(entry.given.at), there(use_by)),
                site=entry.site,
                source=_stability(case),
                field=given_field(entry),
            )


def _stability(case: Case) -> Source | None:
    """Where it is from how long the product may be used."""
    return case.product.source_of("stability_minutes") if case.product else None
