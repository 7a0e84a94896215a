"""What the count of the day says, and the clock."""

from dataclasses import replace
from fractions import Fraction

import pytest

from spineplanner.domain.findings import CountedStrength, CountedViability, UseBy
from spineplanner.domain.formulary import Basis, LimitName
from spineplanner.domain.record import Record
from spineplanner.domain.rules import Rule
from spineplanner.wording.findings import finding_title
from tests.domain.cases import (
    Situation,
    clinic,
    complete_plan,
    counted,
    limit_of,
    pooled,
    situation,
    thawed,
    with_limit,
    with_product,
)

EVEN = with_product(clinic(), label_cells=38_000_000)
"""A vial of ten thousand cells a microlitre, nine thousand of them planned."""


def _counted(cells_per_ml: int, **changes: object) -> Situation:
    found = replace(counted(cells_per_ml), formulary=EVEN)
    (count,) = found.record.counts
    return replace(found, record=Record(counts=(count.replace(**changes),)))


def _said(found: Situation) -> set[Rule]:
    rules = {
        Rule.COUNT_BELOW_HALF,
        Rule.COUNT_OFF_PLAN,
        Rule.COUNT_ABOVE_FROZEN,
        Rule.COUNT_BELOW_RELEASE,
    }
    return {f.rule for f in found.look() if f.rule in rules}


@pytest.mark.parametrize(
    ("cells_per_ml", "said"),
    [
        (9_000_000, set()),
        (6_750_000, set()),
        (6_749_999, {Rule.COUNT_OFF_PLAN}),
        (4_500_000, {Rule.COUNT_OFF_PLAN}),
        (4_499_999, {Rule.COUNT_BELOW_HALF}),
        (10_000_000, set()),
        (10_000_001, {Rule.COUNT_ABOVE_FROZEN}),
        (11_250_000, {Rule.COUNT_ABOVE_FROZEN}),
        (11_250_001, {Rule.COUNT_ABOVE_FROZEN, Rule.COUNT_OFF_PLAN}),
    ],
)
def test_a_count_is_compared_with_the_plan_and_with_what_was_frozen(
    cells_per_ml: int, said: set[Rule]
) -> None:
    assert _said(_counted(cells_per_ml)) == said


def test_a_count_of_another_basis_is_converted_first() -> None:
    total = _counted(9_000_000, basis=Basis.TOTAL, viability_bp=7000)
    (finding,) = total.found(Rule.COUNT_OFF_PLAN)
    assert finding.evidence == CountedStrength(Fraction(6300), Fraction(9000), Basis.VIABLE)
    assert finding.source == limit_of(clinic(), LimitName.COUNT_OFF_PLAN).source


def test_what_was_frozen_is_diluted_by_what_is_added_at_the_thaw() -> None:
    found = _counted(9_000_000)
    supply = found.plan.supply.replace(thaw_diluent_ul=3600, thaw_diluent="plasma-lyte-a")
    (finding,) = replace(found, plan=found.plan.replace(supply=supply)).found(
        Rule.COUNT_ABOVE_FROZEN
    )
    assert finding.evidence == CountedStrength(Fraction(9000), Fraction(5000), Basis.VIABLE)


@pytest.mark.parametrize(
    ("pool_ul", "said"),
    [
        (30_400, set()),
        (30_401, {Rule.POOL_ABOVE_FILL}),
        (48_000, {Rule.POOL_ABOVE_FILL}),
        (48_001, {Rule.POOL_ABOVE_VIALS}),
    ],
)
def test_no_more_is_in_a_pool_than_its_eight_vials_can_hold(pool_ul: int, said: set[Rule]) -> None:
    rules = {Rule.POOL_ABOVE_FILL, Rule.POOL_ABOVE_VIALS}
    found = pooled(pool_ul)

    assert {finding.rule for finding in found.look() if finding.rule in rules} == said
    sentences = [finding_title(f) for f in found.look() if f.rule in rules]
    held = {
        Rule.POOL_ABOVE_FILL: "8 vials are filled with 30.4 mL.",
        Rule.POOL_ABOVE_VIALS: "8 vials can’t hold more than 48 mL.",
    }
    assert all(said.endswith(held[rule]) for said, rule in zip(sentences, said, strict=True))


def test_what_is_added_at_the_thaw_is_in_the_pool_too() -> None:
    found = pooled(30_401)
    supply = found.plan.supply.replace(thaw_diluent_ul=100, thaw_diluent="plasma-lyte-a")
    assert not replace(found, plan=found.plan.replace(supply=supply)).found(Rule.POOL_ABOVE_FILL)


def test_a_pool_is_compared_with_no_vial_whose_size_is_not_known() -> None:
    sized = with_product(clinic(), vial_ul=None)
    assert replace(pooled(48_001), formulary=sized).found(Rule.POOL_ABOVE_FILL)
    unknown = with_product(clinic(), vial_ul=None, fill_ul=None, withdrawable_ul=None)
    found = replace(pooled(99_000), formulary=unknown).look()
    assert not {f.rule for f in found} & {Rule.POOL_ABOVE_FILL, Rule.POOL_ABOVE_VIALS}


def test_without_limits_or_a_plan_to_compare_with_nothing_is_said() -> None:
    unset = with_limit(EVEN, LimitName.COUNT_OFF_PLAN, None)
    unset = with_limit(unset, LimitName.COUNT_LEAST_OF_PLAN, None)
    assert _said(replace(_counted(1_000_000), formulary=unset)) == set()
    plan = complete_plan()
    for basis in ("dose_basis", "label_basis"):
        unknown = plan.replace(supply=plan.supply.replace(**{basis: None}))
        assert _said(replace(_counted(12_000_000), plan=unknown)) == set()


def _release(viability_bp: int, own_bp: int | None, general_bp: int | None) -> list[object]:
    formulary = with_product(clinic(), release_viability_bp=own_bp)
    formulary = with_limit(formulary, LimitName.RELEASE_VIABILITY, general_bp)
    found = replace(counted(viability_bp=viability_bp), formulary=formulary)
    return [f.evidence for f in found.found(Rule.COUNT_BELOW_RELEASE)]


def test_the_release_limit_is_the_products_own_or_else_the_general_one() -> None:
    assert _release(7500, 7500, 7000) == []
    assert _release(7499, 7500, 7000) == [CountedViability(7499, 7500)]
    assert _release(7000, None, 7000) == []
    assert _release(6999, None, 7000) == [CountedViability(6999, 7000)]
    assert _release(1, None, None) == []


def test_without_a_product_the_general_release_limit_holds() -> None:
    plan = complete_plan()
    unknown = plan.replace(supply=plan.supply.replace(product=None))
    (finding,) = replace(counted(viability_bp=6999), plan=unknown).found(Rule.COUNT_BELOW_RELEASE)
    assert finding.source == limit_of(clinic(), LimitName.RELEASE_VIABILITY).source


@pytest.mark.parametrize(
    ("minutes_ago", "said"),
    [
        (239, set()),
        (240, {Rule.USE_BY_NEAR}),
        (270, {Rule.USE_BY_NEAR}),
        (271, {Rule.USE_BY_NEAR, Rule.INFUSION_LATE}),
        (300, {Rule.USE_BY_NEAR, Rule.INFUSION_LATE}),
        (301, {Rule.USE_BY_PASSED, Rule.INFUSION_LATE}),
    ],
)
def test_the_stock_is_used_within_five_hours_of_the_thaw_and_the_bag_begins_half_an_hour_before(
    minutes_ago: int, said: set[Rule]
) -> None:
    assert {f.rule for f in thawed(minutes_ago).look()} == said


def test_without_a_time_or_a_warning_nothing_is_said_before_it_is_too_late() -> None:
    quiet = with_limit(clinic(), LimitName.USE_BY_NEAR, None)
    assert not replace(thawed(300), formulary=quiet).found(Rule.USE_BY_NEAR)
    endless = with_product(clinic(), stability_minutes=None)
    assert not replace(thawed(9999), formulary=endless).found(Rule.USE_BY_PASSED)
    plan = complete_plan()
    unknown = plan.replace(supply=plan.supply.replace(product=None))
    assert not replace(thawed(9999), plan=unknown).found(Rule.USE_BY_PASSED)
    assert not situation().found(Rule.USE_BY_PASSED)


def test_the_use_by_is_said_as_the_clock_at_the_procedures_place_shows_it() -> None:
    late = thawed(minutes_ago=301)
    procedure = late.plan.procedure.replace(zone="Asia/Kolkata")
    (finding,) = replace(late, plan=late.plan.replace(procedure=procedure)).found(
        Rule.USE_BY_PASSED
    )
    assert isinstance(finding.evidence, UseBy)
    assert f"{finding.evidence.at:%H:%M}" == "14:59"
