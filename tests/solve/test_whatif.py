"""The series behind the charts are those of the calculation, to the hundredth of a per cent."""

from fractions import Fraction

import pytest

from spineplanner.domain.anatomy import Level, Side
from spineplanner.domain.formulary import Basis
from spineplanner.domain.plan import Plan
from spineplanner.domain.prepare import prepare
from spineplanner.domain.stability import StabilityPoint
from spineplanner.solve.fading import fading_of
from spineplanner.solve.level_doses import Dose, doses_by_level
from spineplanner.solve.whatif import Assumed, Needed, vials_against
from tests.domain.cases import MILLION, clinic, complete_plan, ordering, with_lot

LACTATED_RINGER = (
    StabilityPoint(minutes=0, viability_bp=9440),
    StabilityPoint(minutes=90, viability_bp=8110),
    StabilityPoint(minutes=385, viability_bp=5900),
)
"""Umbilical-cord cells at room temperature (bmrat 2024;11(9):917)."""


def total_label() -> Plan:
    plan = complete_plan()
    return plan.replace(supply=plan.supply.replace(label_basis=Basis.TOTAL))


def vials_at(plan: Plan, **share: int) -> int | None:
    made = prepare(plan.replace(supply=plan.supply.replace(**share)), clinic())
    return None if made.supply is None else made.supply.vials


@pytest.mark.parametrize("assumed", Assumed)
def test_every_point_is_what_the_plan_needs_with_that_share(assumed: Assumed) -> None:
    plan = total_label()
    series = vials_against(plan, clinic(), assumed, lowest_bp=6000, apart_bp=500)
    assert [point.share_bp for point in series.points] == [*range(6000, 10_001, 500)]
    for point in series.points:
        there = vials_at(plan, **{f"{assumed}_bp": point.share_bp})
        assert there == (point.vials if (point.vials or 0) <= 8 else None)
    assert (
        sum(vials_at(plan, **{f"{assumed}_bp": p.share_bp}) is not None for p in series.points) > 4
    )


def test_today_is_the_plans_own_share_and_its_own_vials() -> None:
    plan = total_label()
    series = vials_against(plan, clinic(), Assumed.VIABILITY)
    assert series.today == Needed(8500, vials_at(plan))
    assert series.on_hand == 8
    assert series.matters


@pytest.mark.parametrize("assumed", Assumed)
def test_just_below_a_threshold_one_more_vial_is_needed(assumed: Assumed) -> None:
    plan = total_label()
    lot = plan.supply.lots[0].replace(on_hand=500)
    plan = plan.replace(supply=plan.supply.replace(lots=(lot,)))
    thresholds = vials_against(plan, clinic(), assumed, lowest_bp=3000).thresholds
    assert len(thresholds) > 3
    for step in thresholds:
        assert vials_at(plan, **{f"{assumed}_bp": step.share_bp}) == step.vials
        assert vials_at(plan, **{f"{assumed}_bp": step.share_bp - 1}) == step.below
        assert step.below is None or step.below > step.vials


def test_the_threshold_below_today_is_the_margin_of_the_preparation() -> None:
    plan = total_label()
    supply = prepare(plan, clinic()).supply
    assert supply is not None
    assert supply.viability_margin_permille is not None
    steps = vials_against(plan, clinic(), Assumed.VIABILITY).thresholds
    below = max(step.share_bp for step in steps if step.share_bp <= 8500)
    assert -(-below // 10) == supply.viability_margin_permille


def test_a_share_that_does_not_enter_the_sum_is_a_flat_line() -> None:
    series = vials_against(complete_plan(), clinic(), Assumed.VIABILITY)
    assert not series.matters
    assert series.thresholds == ()
    assert len({point.vials for point in series.points}) == 1


def test_more_vials_than_are_on_hand_are_shown_too() -> None:
    plan = with_lot(on_hand=1).plan
    series = vials_against(plan, clinic(), Assumed.RECOVERY)
    assert series.on_hand == 1
    assert series.today is not None
    assert series.today.vials == vials_at(complete_plan())
    roomy = vials_against(complete_plan(), clinic(), Assumed.RECOVERY)
    assert series.points == roomy.points


def test_where_no_lot_or_no_number_is_stated_nothing_is_said_of_what_is_on_hand() -> None:
    assert vials_against(with_lot(on_hand=None).plan, clinic(), Assumed.RECOVERY).on_hand is None
    plan = complete_plan()
    plan = plan.replace(supply=plan.supply.replace(lots=(), viability_bp=None))
    series = vials_against(plan, clinic(), Assumed.VIABILITY, apart_bp=5000)
    assert (series.on_hand, series.today) == (None, None)


def test_what_cannot_be_prepared_has_no_number() -> None:
    series = vials_against(ordering(), clinic(), Assumed.RECOVERY, apart_bp=5000)
    assert {point.vials for point in series.points} == {None}
    assert series.thresholds == ()


def test_viable_doses_fade_as_the_data_do_and_end_with_them() -> None:
    preparation = prepare(complete_plan(), clinic())
    made = [preparation.achieved_cells(container) for container in preparation.containers]
    start = sum((dose for dose in made if dose is not None), Fraction(0))
    fading = fading_of(preparation, LACTATED_RINGER, Basis.VIABLE, use_by=300, apart=45)
    assert fading is not None
    at = dict(fading.points)
    assert list(at) == [0, 45, 90, 135, 180, 225, 270, 315, 360, 385]
    assert at[0] == start
    assert at[90] == start * 8110 / 9440
    assert at[45] == (at[0] + at[90]) / 2
    assert [minutes for minutes, _cells in fading.measured] == [0, 90, 385]
    assert fading.use_by == 300


def test_of_total_doses_the_viable_part_is_the_share_of_the_data() -> None:
    preparation = prepare(complete_plan(), clinic())
    viable = fading_of(preparation, LACTATED_RINGER, Basis.VIABLE, use_by=None)
    total = fading_of(preparation, LACTATED_RINGER, Basis.TOTAL, use_by=None)
    assert viable is not None
    assert total is not None
    assert total.points[0][1] == viable.points[0][1] * 9440 / 10_000


def test_without_data_or_doses_there_is_nothing_to_draw() -> None:
    assert fading_of(prepare(complete_plan(), clinic()), (), Basis.VIABLE, use_by=300) is None
    nothing = prepare(ordering(), clinic())
    assert fading_of(nothing, LACTATED_RINGER, Basis.VIABLE, use_by=None) is None


def test_doses_stand_by_level_left_and_right() -> None:
    preparation = prepare(complete_plan(), clinic())
    (level,) = doses_by_level(preparation)
    achieved = [preparation.achieved_cells(container) for container in preparation.containers]
    assert level.level is Level.L4_L5
    assert level.left == Dose(MILLION, achieved[0])
    assert level.right == Dose(MILLION, achieved[1])
    assert level.epidural == Dose(4 * MILLION, achieved[2])


def test_levels_go_from_cranial_to_caudal_and_a_side_without_dose_is_absent() -> None:
    plan = complete_plan()
    facet = plan.aliquots[0]
    upper = facet.replace(site=type(facet.site)(facet.site.kind, Level.C5_C6, Side.RIGHT))
    levels = doses_by_level(prepare(ordering(facet, upper), clinic()))
    assert [item.level for item in levels] == [Level.C5_C6, Level.L4_L5]
    assert levels[0].left is None
    assert levels[0].right is not None
    assert levels[1].right is None
