"""All rules together: none speaks without cause, each can speak, and each leads somewhere."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from spineplanner.domain.anatomy import VEIN, Level
from spineplanner.domain.findings import Finding, evidence_key, reason_for
from spineplanner.domain.formulary import Basis, LimitName
from spineplanner.domain.plan import Expiry, Plan, Reason
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.rules import Rule, Severity
from spineplanner.wording.fields import field_name
from spineplanner.wording.findings import finding_advice, finding_title
from tests.domain import cases, day_situations
from tests.domain.apart_cases import apart_clinic, published
from tests.domain.cases import (
    LEFT,
    MILLION,
    NOW,
    RIGHT,
    Situation,
    aliquot,
    changed,
    clinic,
    complete_plan,
    counted,
    facets,
    ordering,
    pooled,
    shipped,
    situation,
    thawed,
    two_lots,
    with_limit,
    with_lot,
    with_product,
)


def _plan(**changes: object) -> Situation:
    return situation(complete_plan().replace(**changes))


def _with(name: LimitName, value: int | None) -> Situation:
    return situation(formulary=with_limit(clinic(), name, value))


def _lost_stock(made: Preparation) -> Preparation:
    """The same preparation with stock in a suspension that no pool has given."""
    first, *others = made.suspensions
    return replace(made, suspensions=(replace(first, stock_ul=first.stock_ul + 10), *others))


SPEAKS: dict[Rule, Callable[[], Situation]] = {
    Rule.PATIENT_IDENTIFIERS: lambda: changed("patient", name=None),
    Rule.PROCEDURE_NOT_STATED: lambda: changed("procedure", physician=None),
    Rule.ALLERGIES_NOT_STATED: lambda: changed("patient", allergies=None),
    Rule.SUPPLY_NOT_STATED: lambda: changed("supply", viability_bp=None),
    Rule.LOT_NOT_STATED: lambda: changed("supply", lots=()),
    Rule.ENTRY_UNKNOWN: lambda: _plan(protocol="unknown"),
    Rule.EPIDURAL_LEVEL_OPEN: lambda: situation(
        ordering(aliquot(LEFT, MILLION, 500)).replace(protocol="sharan-2023")
    ),
    Rule.REFUSAL: lambda: situation(ordering()),
    Rule.LOT_EXPIRED: lambda: with_lot(expiry=Expiry(year=2026, month=11, day=23)),
    Rule.LOTS_MIXED: lambda: situation(two_lots("EX-1", "EX-1", "EX-1", "EX-2")),
    Rule.LEVELS_NOT_CONFIRMED: lambda: changed("counting", confirmed=False),
    Rule.LUMBAR_COUNT_NOT_STATED: lambda: changed("counting", lumbar_count=None),
    Rule.EPIDURAL_NOT_REVIEWED: lambda: situation(
        cases.cervical(Level.C7_T1).replace(counting=complete_plan().counting)
    ),
    Rule.ALLERGY: lambda: changed("patient", allergies=("DMSO",)),
    Rule.DILUENT_NOT_CHOSEN: lambda: changed("diluents", facet=None),
    Rule.DILUENT_PRESERVATIVE: lambda: changed("diluents", epidural="bacteriostatic-saline"),
    Rule.DILUENT_ROUTE: lambda: changed("diluents", facet="lactated-ringer"),
    Rule.BAG_NOT_STATED: lambda: changed("infusion", minutes=None),
    Rule.WEIGHT_NOT_STATED: lambda: changed("patient", weight_g=None),
    Rule.VOLUME_ABOVE_USUAL: lambda: situation(facets(volume_ul=1010)),
    Rule.VOLUME_ABOVE_HARD: lambda: situation(facets(volume_ul=1510)),
    Rule.CELLS_ABOVE_USUAL: lambda: _with(LimitName.FACET_CELLS_USUAL, MILLION - 1),
    Rule.CELLS_ABOVE_HARD: lambda: _with(LimitName.FACET_CELLS_HARD, MILLION - 1),
    Rule.CELLS_ABOVE_SIBLINGS: lambda: situation(
        ordering(aliquot(LEFT, MILLION, 500), aliquot(RIGHT, 5 * MILLION, 1000))
    ),
    Rule.CELLS_ABOVE_PROTOCOL: lambda: situation(
        ordering(aliquot(LEFT, 5 * MILLION, 1000)).replace(protocol="sharan-2023")
    ),
    Rule.CERVICAL_EPIDURAL: lambda: situation(cases.cervical(Level.C6_C7)),
    Rule.CERVICAL_EPIDURAL_TOO_HIGH: lambda: situation(cases.cervical(Level.C5_C6)),
    Rule.DOSE_OFF: lambda: _with(LimitName.DOSE_ERROR_USUAL, 0),
    Rule.DOSE_FAR_OFF: lambda: _with(LimitName.DOSE_ERROR_HARD, 0),
    Rule.TOTAL_OFF_TARGET: lambda: _plan(target_cells=47 * MILLION),
    Rule.PROTOCOL_MODIFIED: lambda: _plan(protocol="sharan-2023"),
    Rule.DMSO_PER_KG: lambda: _with(LimitName.DMSO_PER_KG, 1),
    Rule.LOCAL_DMSO: lambda: _with(LimitName.LOCAL_DMSO_FACET, 1),
    Rule.SMALL_IN_SYRINGE: lambda: _with(LimitName.SYRINGE_FILL_LEAST, 10_000),
    Rule.SUSPENSION_THIN: lambda: _with(LimitName.CONCENTRATION_LEAST, MILLION),
    Rule.DILUENT_WITHOUT_PROTEIN: lambda: changed("diluents", facet="plasma-lyte-a"),
    Rule.NO_SPARE_VIAL: lambda: with_lot(on_hand=3),
    Rule.ANTICOAGULANT_NOT_STATED: lambda: _plan(anticoagulant=None),
    Rule.SUSPENSIONS_ALIKE: lambda: situation(
        ordering(aliquot(LEFT, 1_000_001, 500), aliquot(RIGHT, MILLION, 500))
    ),
    Rule.VIALS_KEPT_APART: lambda: situation(published(), apart_clinic()),
    Rule.VIABILITY_MARGIN: lambda: changed("supply", label_basis=Basis.TOTAL),
    Rule.SIDES_DIFFER: lambda: situation(ordering(aliquot(LEFT, MILLION, 500))),
    Rule.LIMIT_NOT_SET: lambda: _with(LimitName.DMSO_PER_KG, None),
    Rule.PRODUCT_NOT_STATED: lambda: situation(formulary=with_product(clinic(), dmso_bp=None)),
    Rule.TEXT_UNPRINTABLE: lambda: replace(
        situation(), printable=lambda text: frozenset("E") & frozenset(text)
    ),
    Rule.STOCK_OUT_OF_BALANCE: lambda: replace(situation(), tampered=_lost_stock),
    Rule.COUNT_BELOW_RELEASE: lambda: counted(viability_bp=6999),
    Rule.COUNT_BELOW_HALF: lambda: counted(cases.planned_cells_per_ml() // 2 - 1),
    Rule.COUNT_ABOVE_FROZEN: lambda: counted(25 * MILLION * 10 // 38 + 1),
    Rule.COUNT_OFF_PLAN: lambda: counted(cases.planned_cells_per_ml() * 3 // 4 - 1),
    Rule.POOL_ABOVE_VIALS: lambda: pooled(48_001),
    Rule.POOL_ABOVE_FILL: lambda: pooled(30_401),
    Rule.USE_BY_PASSED: lambda: thawed(301),
    Rule.USE_BY_NEAR: lambda: thawed(240),
    **day_situations.SPEAKS,
}


CLASSES = {
    Severity.CONFIRM: {
        Rule.VOLUME_ABOVE_USUAL,
        Rule.CELLS_ABOVE_USUAL,
        Rule.CELLS_ABOVE_SIBLINGS,
        Rule.CELLS_ABOVE_PROTOCOL,
        Rule.CERVICAL_EPIDURAL,
        Rule.DOSE_OFF,
        Rule.TOTAL_OFF_TARGET,
        Rule.DMSO_PER_KG,
        Rule.LOCAL_DMSO,
        Rule.SMALL_IN_SYRINGE,
        Rule.SUSPENSION_THIN,
        Rule.DILUENT_WITHOUT_PROTEIN,
        Rule.DILUENT_ROUTE,
        Rule.NO_SPARE_VIAL,
        Rule.ANTICOAGULANT_NOT_STATED,
        Rule.SUSPENSIONS_ALIKE,
        Rule.COUNT_OFF_PLAN,
        Rule.POOL_ABOVE_FILL,
        Rule.MADE_OFF,
        Rule.LEFT_BELOW_POOL,
        Rule.DRAWN_OFF,
        Rule.DRAWN_ABOVE_USUAL,
        Rule.GIVEN_OFF,
        Rule.GIVEN_ABOVE_USUAL,
        Rule.LEFT_OVER_ABOVE,
    },
    Severity.NOTE: {
        Rule.PROTOCOL_MODIFIED,
        Rule.VIABILITY_MARGIN,
        Rule.VIALS_KEPT_APART,
        Rule.SIDES_DIFFER,
        Rule.LIMIT_NOT_SET,
        Rule.PRODUCT_NOT_STATED,
        Rule.USE_BY_NEAR,
        Rule.INFUSION_WAS_LATE,
        Rule.VIAL_NOT_GOOD,
        Rule.SECOND_CHECK_OUTDATED,
    },
}
"""What product.md classes so; everything else stops."""


def test_a_complete_plan_has_no_finding() -> None:
    assert situation().look() == ()


def test_the_shipped_formulary_says_only_which_limits_are_not_set() -> None:
    assert [f.rule for f in situation(formulary=shipped()).look()] == [Rule.LIMIT_NOT_SET]


def test_every_rule_is_shown_to_speak() -> None:
    assert set(SPEAKS) == set(Rule)


@pytest.mark.parametrize("rule", Rule)
def test_each_rule_speaks_in_its_class_and_leads_to_a_field(rule: Rule) -> None:
    findings = SPEAKS[rule]().found(rule)
    assert findings
    wanted = [severity for severity, rules in CLASSES.items() if rule in rules]
    for finding in findings:
        assert [finding.severity] == (wanted or [Severity.STOP])
        assert finding.field is not None
        assert _leads_somewhere(finding.field)


def _leads_somewhere(field: str) -> bool:
    """Whether it is a field of the plan or the record, or a list of the formulary."""
    if field in {"formulary", "formulary.limits", "formulary.products"}:
        return True
    first = field.partition(".")[0]
    return first in {*Plan.model_fields, "record"} and bool(field_name(field))


@pytest.mark.parametrize("rule", Rule)
def test_each_rule_is_worded_without_ids(rule: Rule) -> None:
    for finding in SPEAKS[rule]().found(rule):
        title, advice = finding_title(finding), finding_advice(finding)
        assert title.endswith(".")
        assert advice.endswith(".")
        assert not re.search(r"[a-z]_[a-z]|[{}]|\b[A-Z]+_|None|Rule\.", title + advice)


@pytest.mark.parametrize("limit", LimitName)
def test_no_limit_is_named_by_its_id(limit: LimitName) -> None:
    kinds = [Level.C4_C5, Level.L4_L5]
    plans = [cases.cervical(Level.C7_T1), cases.caudal(), complete_plan(), _cervical_facet(kinds)]
    formulary = with_product(with_limit(clinic(), limit, None), release_viability_bp=None)
    said = [
        finding_title(finding)
        for plan in plans
        for finding in situation(plan, formulary).found(Rule.LIMIT_NOT_SET)
    ]
    assert said
    assert not any(limit.value in title or "-ul" in title or "-bp" in title for title in said)


def _cervical_facet(levels: list[Level]) -> Plan:
    return ordering(*(aliquot(replace(LEFT, level=level), MILLION // 2, 300) for level in levels))


def test_findings_come_with_stops_first_and_notes_last() -> None:
    plan = complete_plan().replace(anticoagulant=None, target_cells=None, aliquots=())
    plan = plan.replace(aliquots=ordering(aliquot(LEFT, MILLION, 1600)).aliquots)
    order = list(Severity)
    ranks = [order.index(finding.severity) for finding in situation(plan).look()]
    assert len(set(ranks)) > 1
    assert ranks == sorted(ranks)


def _answer(finding: Finding) -> Reason:
    return Reason(
        rule=finding.rule,
        site=finding.site,
        evidence=evidence_key(finding.evidence),
        text="EXAMPLE reason",
    )


def test_a_reason_answers_the_finding_it_was_given_for() -> None:
    (finding, *_others) = situation(facets(volume_ul=1010)).found(Rule.VOLUME_ABOVE_USUAL)
    reason = _answer(finding)
    assert reason_for(finding, (reason,)) == reason


def test_a_reason_does_not_answer_another_site_or_rule() -> None:
    left, right = situation(facets(volume_ul=1010)).found(Rule.VOLUME_ABOVE_USUAL)
    assert reason_for(right, (_answer(left),)) is None
    other_rule = _answer(left).replace(rule=Rule.DOSE_OFF)
    assert reason_for(left, (other_rule,)) is None


def test_a_finding_is_open_again_when_its_evidence_changes() -> None:
    before, *_others = situation(facets(volume_ul=1010)).found(Rule.VOLUME_ABOVE_USUAL)
    after, *_others = situation(facets(volume_ul=1020)).found(Rule.VOLUME_ABOVE_USUAL)
    assert before.site == after.site
    assert reason_for(after, (_answer(before),)) is None


@pytest.mark.parametrize("rule", sorted(CLASSES[Severity.CONFIRM]))
def test_what_asks_for_a_reason_can_be_answered(rule: Rule) -> None:
    for finding in SPEAKS[rule]().found(rule):
        assert reason_for(finding, (_answer(finding),)) is not None


@pytest.mark.parametrize("rule", sorted(set(Rule) - CLASSES[Severity.CONFIRM]))
def test_no_reason_lifts_a_stop(rule: Rule) -> None:
    for finding in SPEAKS[rule]().found(rule):
        assert reason_for(finding, (_answer(finding),)) is None


def test_the_time_of_looking_decides_only_about_the_use_by() -> None:
    later = replace(situation(), now=NOW + timedelta(days=30))
    assert later.look() == situation().look()


def test_a_vein_alone_asks_for_no_levels_and_no_anticoagulant() -> None:
    plan = ordering(aliquot(VEIN, 40 * MILLION, 50_000))
    plan = plan.replace(counting=Plan().counting, anticoagulant=None)
    assert situation(plan).look() == ()
