"""Reasons for several findings that are alike: given and taken back in one step."""

from spineplanner.domain import edits
from spineplanner.domain.anatomy import Site
from spineplanner.domain.plan import Plan, Reason
from spineplanner.domain.rules import Rule
from spineplanner.wording.edits import edit_name
from tests.domain.cases import LEFT, RIGHT


def _reason(site: Site | None, text: str, rule: Rule = Rule.VOLUME_ABOVE_USUAL) -> Reason:
    return Reason(rule=rule, site=site, evidence="give_ul=1200", text=text)


def test_reasons_for_several_sites_are_given_in_one_step() -> None:
    plan = edits.give_reasons(Plan(), reasons=(_reason(LEFT, "wide"), _reason(RIGHT, "wide")))
    assert [(item.site, item.text) for item in plan.reasons] == [(LEFT, "wide"), (RIGHT, "wide")]


def test_reasons_replace_those_for_the_same_rule_and_site_and_keep_the_others() -> None:
    other = _reason(LEFT, "other rule", Rule.DOSE_OFF)
    before = edits.give_reasons(Plan(), reasons=(other, _reason(LEFT, "old"), _reason(None, "p")))
    after = edits.give_reasons(before, reasons=[_reason(LEFT, "new")])
    assert [item.text for item in after.reasons] == ["other rule", "p", "new"]


def test_of_two_reasons_for_one_finding_the_last_counts() -> None:
    plan = edits.give_reasons(Plan(), reasons=[_reason(LEFT, "first"), _reason(LEFT, "last")])
    assert [item.text for item in plan.reasons] == ["last"]


def test_two_findings_of_one_rule_at_one_site_are_answered_beside_each_other() -> None:
    thin_a, thin_b = (
        Reason(rule=Rule.SUSPENSION_THIN, evidence=f"letter={letter}", text=letter)
        for letter in "AB"
    )
    assert edits.give_reasons(Plan(), reasons=(thin_a, thin_b)).reasons == (thin_a, thin_b)
    standing = {(Rule.SUSPENSION_THIN, None, item.evidence) for item in (thin_a, thin_b)}
    plan = edits.give_reasons(Plan(), reasons=(thin_a,))
    plan = edits.give_reason(
        plan, rule=thin_b.rule, site=None, evidence="letter=B", text="B", standing=standing
    )
    assert plan.reasons == (thin_a, thin_b)


def test_reasons_are_taken_back_together_and_no_other_goes() -> None:
    both = (_reason(LEFT, "wide"), _reason(RIGHT, "wide"))
    other = _reason(LEFT, "other rule", Rule.DOSE_OFF)
    plan = edits.give_reasons(Plan(), reasons=(*both, other))
    assert edits.withdraw_reasons(plan, reasons=both).reasons == (other,)


def test_the_steps_are_named_by_how_many_findings_they_answer() -> None:
    both = (_reason(LEFT, "wide"), _reason(RIGHT, "wide"))
    assert edit_name(edits.give_reasons, reasons=both) == "Give a reason for 2 findings"
    assert edit_name(edits.give_reasons, reasons=both[:1]) == "Give a reason"
    assert edit_name(edits.withdraw_reasons, reasons=both) == "Withdraw the reason for 2 findings"
