"""What was drawn and given, against what was ordered and what a site may get."""

from collections.abc import Iterator
from fractions import Fraction

from spineplanner.domain.bench_evidence import (
    DoneAbove,
    DrawnOff,
    FilledUnmade,
    GivenAboveHeld,
    GivenOff,
)
from spineplanner.domain.checks.case import Case, LimitSet, stop
from spineplanner.domain.comparison import made_concentration
from spineplanner.domain.entries import Filled
from spineplanner.domain.findings import AtSite, Finding
from spineplanner.domain.formulary import LimitName
from spineplanner.domain.limits import VOLUME_LIMITS
from spineplanner.domain.preparation import Drawn
from spineplanner.domain.recognising import filled_for, made_for
from spineplanner.domain.rules import Rule, Severity
from spineplanner.domain.values import WHOLE_BP


def filled_from_made(case: Case) -> Iterator[Finding]:
    """Nothing is drawn or given from a suspension that is not entered as made."""
    for entry in case.record.filled:
        used = entry.drawn or entry.given or _runs(case, entry)
        if used and case.record.made_of(entry.letter) is None:
            evidence = FilledUnmade(entry.container_number, entry.letter)
            yield stop(Rule.FILLED_UNMADE, evidence, site=entry.site, field="record.made")


def checked(case: Case) -> Iterator[Finding]:
    """Nothing was given, and no infusion begun, that nobody else had checked."""
    for entry in case.record.filled:
        if (entry.given or _runs(case, entry)) and entry.checked is None:
            field = "record.filled.checked"
            yield stop(Rule.GIVEN_UNCHECKED, AtSite(), site=entry.site, field=field)


def drawn(case: Case) -> Iterator[Finding]:
    """A syringe is drawn so that its dose is as ordered when it is pushed to zero.

    One that is drawn as planned is as exact as its mark, of which the order's findings speak. Of
    one that is given, what was given speaks, unless so much could not come out of it.
    """
    for entry, planned, drawn_ul in _drawn(case):
        pushed_ul = max(drawn_ul - planned.needle_ul, 0)
        could_be = entry.given_ul is not None and entry.given_ul <= pushed_ul
        error = _error(case, entry, pushed_ul)
        exceeded = _dose_exceeded(case, error)
        if exceeded is not None and drawn_ul != planned.mark_ul and not could_be:
            severity, limit = exceeded
            rule = Rule.DRAWN_FAR_OFF if severity is Severity.STOP else Rule.DRAWN_OFF
            evidence = DrawnOff(drawn_ul, planned.mark_ul, error, limit.value)
            yield Finding(rule, severity, evidence, entry.site, limit.source, "record.filled")


def drawn_volumes(case: Case) -> Iterator[Finding]:
    """A syringe that waits gives no more than its site may get when it is pushed to zero."""
    for entry, planned, drawn_ul in _drawn(case):
        pushed_ul = drawn_ul - planned.needle_ul
        exceeded = case.exceeded(pushed_ul, *VOLUME_LIMITS[entry.site.kind, entry.site.region])
        waits_above = entry.given is None and pushed_ul > max(planned.give_ul, planned.pushed_ul)
        if exceeded is not None and waits_above:
            severity, limit = exceeded
            hard = severity is Severity.STOP
            rule = Rule.DRAWN_ABOVE_HARD if hard else Rule.DRAWN_ABOVE_USUAL
            above = DoneAbove(pushed_ul, limit.value, given=False)
            yield Finding(rule, severity, above, entry.site, limit.source, "record.filled")


def given(case: Case) -> Iterator[Finding]:
    """What was given is the dose that was ordered.

    Where the volume is the one that was ordered, it is as exact as what it was taken from.
    """
    for entry in case.record.filled:
        given_ul = entry.given_ul
        if given_ul is None or given_ul == entry.volume_ul:
            continue
        error = _error(case, entry, given_ul)
        exceeded = _dose_exceeded(case, error)
        if exceeded is not None:
            severity, limit = exceeded
            rule = Rule.GIVEN_FAR_OFF if severity is Severity.STOP else Rule.GIVEN_OFF
            off = GivenOff(given_ul, entry.volume_ul, error, limit.value)
            yield Finding(rule, severity, off, entry.site, limit.source, given_field(entry))


def given_volumes(case: Case) -> Iterator[Finding]:
    """No site was given more than it may get; of what is ordered above it the order's speak."""
    ordered = {aliquot.site: aliquot.volume_ul or 0 for aliquot in case.plan.aliquots}
    for entry in case.record.filled:
        given_ul = entry.given_ul or 0
        exceeded = case.exceeded(given_ul, *VOLUME_LIMITS[entry.site.kind, entry.site.region])
        if exceeded is not None and given_ul > ordered.get(entry.site, 0):
            severity, limit = exceeded
            hard = severity is Severity.STOP
            rule = Rule.GIVEN_ABOVE_HARD if hard else Rule.GIVEN_ABOVE_USUAL
            above = DoneAbove(given_ul, limit.value, given=True)
            yield Finding(rule, severity, above, entry.site, limit.source, given_field(entry))


def given_from_what_was_there(case: Case) -> Iterator[Finding]:
    """No more was given than was drawn, or than the bag was made to."""
    for entry in case.record.filled:
        made = case.record.made_of(entry.letter) if entry.is_bag else None
        held_ul = made.stock_ul + made.diluent_ul if made else entry.drawn_ul
        if held_ul is not None and entry.given_ul is not None and entry.given_ul > held_ul:
            evidence = GivenAboveHeld(entry.given_ul, held_ul)
            field = given_field(entry)
            yield stop(Rule.GIVEN_ABOVE_HELD, evidence, site=entry.site, field=field)


def given_field(entry: Filled) -> str:
    """What is entered once something was given: a bag's infusion has ended then."""
    return "record.infusion_ended" if entry.is_bag else "record.filled.given"


def _drawn(case: Case) -> Iterator[tuple[Filled, Drawn, int]]:
    """Each syringe that is drawn for the order as it is now, and to which mark."""
    for container in case.preparation.containers:
        entry, planned = filled_for(case.record, container), container.volumes
        if entry is not None and entry.drawn_ul is not None and isinstance(planned, Drawn):
            yield entry, planned, entry.drawn_ul


def _runs(case: Case, entry: Filled) -> bool:
    return entry.is_bag and case.record.infusion_started is not None


def _dose_exceeded(case: Case, error: Fraction) -> tuple[Severity, LimitSet] | None:
    off_bp = abs(error) * WHOLE_BP
    return case.exceeded(off_bp, LimitName.DOSE_ERROR_USUAL, LimitName.DOSE_ERROR_HARD)


def _error(case: Case, entry: Filled, volume_ul: int) -> Fraction:
    """By which share a dose is off in so much of what it was taken from, as that was made."""
    share, preparation = Fraction(volume_ul, entry.volume_ul), case.preparation
    suspension = preparation.suspension(entry.letter)
    made = made_for(case.record, suspension, preparation) if suspension else None
    if suspension is None or made is None:
        return share - 1
    return share * made_concentration(made, suspension) / suspension.concentration - 1
