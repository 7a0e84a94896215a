"""Reasons for findings of the day, in the record."""

import pytest

from spineplanner.domain import edits
from spineplanner.domain.anatomy import Level, Side, Site, SiteKind
from spineplanner.domain.plan import Plan, Reason
from spineplanner.domain.record import Record
from spineplanner.domain.rules import DAY_RULES, Rule
from tests.domain.cases import counted, planned_cells_per_ml, situation

SITE = Site(SiteKind.FACET, Level.L4_L5, Side.LEFT)
FIRST = Reason(rule=Rule.COUNT_OFF_PLAN, evidence="1", text="counted twice")
SECOND = Reason(rule=Rule.MADE_OFF, site=SITE, evidence="2", text="refilled")


def test_a_later_reason_replaces_an_earlier_one_for_the_same_rule_and_site() -> None:
    record = edits.answer(Record(), reasons=(FIRST, SECOND))
    newer = FIRST.replace(evidence="3", text="another chamber")
    record = edits.answer(record, reasons=(newer,))
    assert record.reasons == (SECOND, newer)


def test_a_reason_for_one_finding_stays_beside_one_for_another_of_the_same_rule() -> None:
    made_a, made_b = (
        Reason(rule=Rule.MADE_OFF, evidence=f"letter={letter}", text=letter) for letter in "AB"
    )
    stale = made_a.replace(evidence="letter=A off=9")
    record = edits.answer(Record(), reasons=(stale, FIRST))
    standing = {(Rule.MADE_OFF, None, item.evidence) for item in (made_a, made_b)}
    record = edits.answer(record, reasons=(made_a,), standing=standing)
    record = edits.answer(record, reasons=(made_b,), standing=standing)
    assert record.reasons == (FIRST, made_a, made_b)
    record = edits.withdraw_answers(record, answered=((Rule.MADE_OFF, None, "letter=A"),))
    assert record.reasons == (FIRST, made_b)


def test_one_finding_is_answered_alone() -> None:
    record = edits.answer_finding(
        Record(), rule=Rule.MADE_OFF, site=SITE, evidence="2", text="refilled"
    )
    assert record.reasons == (SECOND,)


def test_a_reason_that_is_no_line_is_refused() -> None:
    with pytest.raises(edits.EditError):
        edits.answer_finding(Record(), rule=Rule.MADE_OFF, site=None, evidence="2", text="a\nb")


def test_reasons_are_withdrawn_by_what_they_answered() -> None:
    record = edits.answer(Record(), reasons=(FIRST, SECOND))
    record = edits.withdraw_answers(record, answered=((Rule.MADE_OFF, SITE, "2"),))
    assert record.reasons == (FIRST,)


def test_nothing_is_said_of_the_day_before_it_has_begun() -> None:
    said = {finding.rule for finding in situation(Plan()).look()}
    assert said
    assert not said & DAY_RULES


def test_a_count_that_is_off_is_of_the_day() -> None:
    said = {finding.rule for finding in counted(planned_cells_per_ml() // 3).look()}
    assert said & DAY_RULES == {Rule.COUNT_OFF_PLAN, Rule.COUNT_BELOW_HALF} & said
    assert said & DAY_RULES
