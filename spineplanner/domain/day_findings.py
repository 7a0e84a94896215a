"""Which findings are of the day: those that a count or an entry brings, and not the order alone."""

from datetime import datetime

from spineplanner.domain.checks import check
from spineplanner.domain.findings import Finding, FindingKey, finding_key
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.plan import Plan
from spineplanner.domain.prepare import prepare
from spineplanner.domain.record import Record
from spineplanner.domain.rules import DAY_RULES, Severity


def keys_of_order(plan: Plan, formulary: Formulary, now: datetime) -> frozenset[FindingKey]:
    """What the checks say of an order before anything is done; letters of a sheet aside."""
    found = check(
        plan,
        formulary,
        prepare(plan, formulary),
        Record(),
        now,
        printable=lambda _text: frozenset(),
    )
    return frozenset(map(finding_key, found))


def is_of_the_day(finding: Finding, of_order: frozenset[FindingKey] | None) -> bool:
    """Whether a finding comes from what was counted and done.

    Args:
        finding: one of a plan with its record.
        of_order: what the order has without it; None where nothing is counted yet, for then all
            else is of the order.
    """
    if finding.rule in DAY_RULES or (finding.field or "").startswith("record."):
        return True
    asks = finding.severity is not Severity.NOTE
    return asks and of_order is not None and finding_key(finding) not in of_order
