"""What was done on the day: clock, vials, suspensions, containers, and the second looks."""

from collections.abc import Iterator

from spineplanner.domain.blind_check import is_outdated, last_check
from spineplanner.domain.checks.case import Case, confirm, note, stop
from spineplanner.domain.chronology import first_disorder
from spineplanner.domain.comparison import made_concentration
from spineplanner.domain.findings import (
    AtSite,
    CheckDiffers,
    CheckOutdated,
    ClockBehind,
    ContainerOfAnother,
    Finding,
    MadeOff,
    OrderDiffers,
    SuspensionOfAnother,
    TimesDisordered,
    VialExpired,
    VialExpiryDiffers,
    VialNotGood,
    VialsDisagree,
)
from spineplanner.domain.formulary import LimitName
from spineplanner.domain.recognising import differing_expiry, filled_for, made_for
from spineplanner.domain.rules import Rule
from spineplanner.domain.thaw_clock import thaw_clock
from spineplanner.domain.values import WHOLE_BP
from spineplanner.domain.written_order import order_differences


def clock(case: Case) -> Iterator[Finding]:
    """The clock shows no moment before one that is recorded already."""
    behind = thaw_clock(case.plan, case.formulary, case.record, case.now).behind
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


def vials_in_date(case: Case) -> Iterator[Finding]:
    """Each vial is within its date."""
    local = case.plan.procedure.local
    for vial in case.record.vials:
        day = (local or vial.taken.at).date()
        if vial.expiry is not None and vial.expiry.last_day < day:
            evidence = VialExpired(vial.lot, vial.vial, vial.expiry.last_day, day)
            yield stop(Rule.VIAL_EXPIRED, evidence, field="record.vials")


def vials_of_their_lot(case: Case) -> Iterator[Finding]:
    """Each vial that is used says of its lot what the plan does."""
    for vial in case.record.vials:
        planned = differing_expiry(vial, case.plan)
        if vial.good and vial.expiry is not None and planned is not None:
            evidence = VialExpiryDiffers(vial.lot, vial.vial, vial.expiry, planned)
            yield stop(Rule.VIAL_EXPIRY_DIFFERS, evidence, field="record.vials")


def vials_good(case: Case) -> Iterator[Finding]:
    """Each vial looks as it should."""
    for vial in case.record.vials:
        if not vial.good:
            evidence = VialNotGood(vial.lot, vial.vial)
            yield note(Rule.VIAL_NOT_GOOD, evidence, field="record.vials")


def vials_counted(case: Case) -> Iterator[Finding]:
    """As many vials are in the count as were recorded and looked good, if any were recorded."""
    counted = sum(count.vials for count in case.record.counts)
    good = sum(vial.good for vial in case.record.vials)
    if counted and case.record.vials and counted != good:
        yield stop(Rule.VIALS_DISAGREE, VialsDisagree(counted, good), field="record.vials")


def made(case: Case) -> Iterator[Finding]:
    """Each suspension was made so that its doses are as ordered."""
    usual, hard = case.limit(LimitName.DOSE_ERROR_USUAL), case.limit(LimitName.DOSE_ERROR_HARD)
    for suspension in case.preparation.suspensions:
        entry = made_for(case.record, suspension, case.preparation)
        if entry is None:
            continue
        error = made_concentration(entry, suspension) / suspension.concentration - 1
        evidence, off_bp = MadeOff(suspension.letter, error), abs(error) * WHOLE_BP
        if hard is not None and off_bp > hard.value:
            yield stop(Rule.MADE_FAR_OFF, evidence, source=hard.source, field="record.made")
        elif usual is not None and off_bp > usual.value:
            yield confirm(Rule.MADE_OFF, evidence, source=usual.source, field="record.made")


def done_for_this_order(case: Case) -> Iterator[Finding]:
    """What was made and filled was made and filled for the order as it is now.

    Of a suspension that can't be computed any more, another finding speaks.
    """
    preparation, record = case.preparation, case.record
    current = {made_for(record, suspension, preparation) for suspension in preparation.suspensions}
    for made_entry in record.made:
        lost = preparation.refusals and preparation.suspension(made_entry.letter) is None
        if made_entry not in current and not lost:
            evidence = SuspensionOfAnother(made_entry.letter)
            yield stop(Rule.DONE_FOR_ANOTHER_ORDER, evidence, field="record.made")
    filled = {filled_for(record, container) for container in preparation.containers}
    for entry in record.filled:
        if entry not in filled:
            yield stop(
                Rule.DONE_FOR_ANOTHER_ORDER,
                ContainerOfAnother(entry.container_number, entry.cells, entry.volume_ul),
                site=entry.site,
                field="record.filled",
            )


def given_checked(case: Case) -> Iterator[Finding]:
    """Nothing was given that nobody else had checked."""
    for entry in case.record.filled:
        if entry.given is not None and entry.checked is None:
            yield stop(Rule.GIVEN_UNCHECKED, AtSite(), site=entry.site, field="record.filled")


def second_check(case: Case) -> Iterator[Finding]:
    """In the last second check, both have found the same."""
    check = last_check(case.record)
    for line in check.differences if check else ():
        yield stop(Rule.SECOND_CHECK_DIFFERS, CheckDiffers(line), field="record.second_checks")


def second_check_current(case: Case) -> Iterator[Finding]:
    """The last second check is of the present numbers."""
    check = last_check(case.record)
    if check is not None and is_outdated(check, case.plan, case.preparation):
        evidence = CheckOutdated(case.plan.procedure.there(check.checked.at))
        yield note(Rule.SECOND_CHECK_OUTDATED, evidence, field="record.second_checks")


def written_order(case: Case) -> Iterator[Finding]:
    """The plan is what was written."""
    order = case.record.written_order
    if order is None:
        return
    for difference in order_differences(order, case.plan):
        yield stop(Rule.ORDER_DIFFERS, OrderDiffers(difference), field="record.written_order")
