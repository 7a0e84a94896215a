"""Every rule, always evaluated: what a plan, its preparation and the day have to say."""

from collections.abc import Callable, Iterator
from datetime import datetime

from spineplanner.domain.checks import (
    allergies,
    amounts,
    bench,
    completeness,
    day,
    given,
    in_time,
    measured,
    mixing,
    supply,
)
from spineplanner.domain.checks.case import Case, Printable
from spineplanner.domain.findings import Finding
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.record import Record
from spineplanner.domain.rules import Severity

Check = Callable[[Case], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    completeness.patient_identifiers,
    completeness.procedure,
    completeness.allergies_stated,
    completeness.supply_stated,
    completeness.lots_stated,
    completeness.entries_known,
    completeness.epidural_level,
    completeness.refusals,
    completeness.levels_confirmed,
    completeness.lumbar_count,
    completeness.epidurals_reviewed,
    completeness.bag_stated,
    completeness.weight_stated,
    completeness.product_stated,
    completeness.printable,
    supply.lots_expired,
    supply.lots_mixed,
    allergies.listed,
    supply.diluents_chosen,
    supply.preservatives,
    supply.diluent_routes,
    supply.protein,
    supply.spare_vial,
    supply.anticoagulant,
    supply.margin,
    supply.kept_apart,
    supply.balance,
    amounts.volumes,
    amounts.cells,
    amounts.limits_set,
    amounts.siblings,
    amounts.against_protocol,
    amounts.cervical_epidurals,
    amounts.doses,
    amounts.total,
    amounts.protocol_followed,
    amounts.sides,
    mixing.small_readings,
    mixing.thin,
    mixing.alike,
    mixing.cryoprotectant,
    mixing.local_cryoprotectant,
    measured.release,
    measured.against_plan,
    measured.above_frozen,
    measured.pool,
    measured.left_of_pool,
    in_time.thaw_stated,
    in_time.use_by,
    in_time.infusion_in_time,
    in_time.given_in_time,
    in_time.clock,
    in_time.times,
    day.vials_in_date,
    day.vials_of_their_lot,
    day.vials_good,
    day.vials_counted,
    bench.made,
    bench.made_enough,
    bench.stock_used,
    bench.made_counted,
    bench.left_over,
    day.done_for_this_order,
    given.filled_from_made,
    given.drawn,
    given.drawn_volumes,
    given.given,
    given.given_volumes,
    given.given_from_what_was_there,
    given.checked,
    day.second_check,
    day.second_check_current,
    day.written_order,
)
"""All checks, in the order in which findings of one severity are listed."""

_ORDER = {severity: place for place, severity in enumerate(Severity)}


def check(
    plan: Plan,
    formulary: Formulary,
    preparation: Preparation,
    record: Record,
    now: datetime,
    *,
    printable: Printable | None = None,
) -> tuple[Finding, ...]:
    """Look at a plan with every rule.

    Args:
        plan: the order.
        formulary: what it refers to, with the limits.
        preparation: computed from that plan, and from the record's counts.
        record: what was done so far.
        now: an aware moment, for what must be used in time.
        printable: gives the characters of a text that the sheets can't print; absent where
            nothing is printed.

    Returns:
        The findings: stops, then what wants a reason, then notes.
    """
    case = Case(plan, formulary, preparation, record, now, printable)
    findings = [finding for look in CHECKS for finding in look(case)]
    return tuple(sorted(findings, key=lambda finding: _ORDER[finding.severity]))
