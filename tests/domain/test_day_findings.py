"""Which findings are of the day, and which of the order."""

from spineplanner.domain.day_findings import is_of_the_day, keys_of_order
from spineplanner.domain.findings import finding_key
from spineplanner.domain.rules import DAY_RULES, Severity
from tests.domain.cases import NOW, clinic, complete_plan, counted, planned_cells_per_ml, situation
from tests.domain.day_cases import day_until
from tests.domain.day_situations import SPEAKS, on_the_day


def test_whatever_the_record_says_is_of_the_day() -> None:
    for rule, spoilt in SPEAKS.items():
        [*found] = spoilt().found(rule)
        assert found
        assert all(is_of_the_day(finding, None) for finding in found)


def test_what_the_order_has_without_a_count_is_not_of_the_day() -> None:
    plan = complete_plan().replace(anticoagulant=None)
    of_order = keys_of_order(plan, clinic(), NOW)
    found = on_the_day(day_until("count"), plan=plan).look()

    assert of_order
    assert not [f for f in found if finding_key(f) in of_order and is_of_the_day(f, of_order)]
    assert not [f for f in situation(plan).look() if is_of_the_day(f, None)]


def test_what_a_count_changes_of_the_order_is_of_the_day_but_for_notes() -> None:
    weak = counted(planned_cells_per_ml() // 4)
    of_order = keys_of_order(weak.plan, clinic(), NOW)
    brought = [f for f in weak.look() if f.rule not in DAY_RULES and f.field != "record.counts"]
    new = [finding for finding in brought if finding_key(finding) not in of_order]
    assert new
    for finding in new:
        assert is_of_the_day(finding, of_order) is (finding.severity is not Severity.NOTE)
