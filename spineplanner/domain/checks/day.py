"""What was done on the day: its vials, whether it is of this order, and the second looks."""

from collections.abc import Iterator

from spineplanner.domain.blind_check import is_outdated, last_check
from spineplanner.domain.checks.case import Case, note, stop
from spineplanner.domain.findings import (
    CheckDiffers,
    CheckOutdated,
    ContainerOfAnother,
    Finding,
    OrderDiffers,
    SuspensionOfAnother,
    VialExpired,
    VialExpiryDiffers,
    VialNotGood,
    VialsDisagree,
)
from spineplanner.domain.recognising import differing_expiry, filled_for, made_for
from spineplanner.domain.rules import Rule
from spineplanner.domain.written_order import order_differences


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
    """Of each lot, as many vials are counted as were recorded and looked good, if any were.

    Once every pool is counted, a good vial of a lot without a count is in no pool either.
    """
    counts, good = case.record.counts, [vial.lot for vial in case.record.vials if vial.good]
    if not counts or not case.record.vials:
        return
    pairs: dict[str | None, tuple[int, int]]
    if any(count.lot is None for count in counts):
        pairs = {None: (sum(count.vials for count in counts), len(good))}
    else:
        recorded = good if case.preparation.measured else []
        lots = dict.fromkeys([*(count.lot for count in counts), *recorded])
        thawed = {count.lot: count.vials for count in counts}
        pairs = {lot: (thawed.get(lot, 0), good.count(lot or "")) for lot in lots}
    for lot, (counted, looked_good) in pairs.items():
        if counted != looked_good:
            evidence = VialsDisagree(counted, looked_good, case.lot_among(lot))
            yield stop(Rule.VIALS_DISAGREE, evidence, field="record.vials")


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
