"""What a plan asks of vials that are kept apart, and how the answer goes back into it."""

from math import floor

import pytest

from spineplanner.domain.apart import Allocation
from spineplanner.domain.entries import ChosenVials, Done, FromVial
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.prepare import prepare
from spineplanner.domain.record import Count
from spineplanner.domain.refusals import ConcentrationUnknown
from spineplanner.solve.apart_of_plan import Task, choice_from, task_of
from spineplanner.solve.vials import allocate
from tests.domain.apart_cases import (
    apart_clinic,
    apart_plan,
    counted,
    lot,
    published,
    unfit_for_first_fit,
)
from tests.domain.cases import LEFT, MILLION, NOW, RIGHT, aliquot


def asked(plan: Plan, *counts: Count) -> tuple[Task, Preparation]:
    preparation = prepare(plan, apart_clinic(), counts)
    task = task_of(plan, apart_clinic(), preparation)
    assert isinstance(task, Task)
    return task, preparation


def test_cells_add_up_as_the_measured_volumes_do() -> None:
    """Ten syringes of 0.33 mL are a vial of 3.3 mL to the drop."""
    task, preparation = asked(published())
    strength = preparation.planned_strength
    assert strength is not None
    per_ul = floor(strength.cells_per_ul)
    assert [portion.number for portion in task.portions] == list(range(1, 10))
    assert [portion.cells for portion in task.portions] == [330 * per_ul] * 8 + [1_200 * per_ul]
    (vials,) = task.vials
    assert (vials.lot, vials.cells, vials.on_hand) == ("EX-1", 3_300 * per_ul, 8)
    assert vials.last_day is not None
    assert vials.last_day.isoformat() == "2027-06-30"


def test_what_can_not_be_computed_or_made_is_left_out() -> None:
    order = apart_plan(aliquot(LEFT, None, 500), aliquot(RIGHT, 9 * MILLION, 500))
    assert asked(order)[0].portions == ()


def test_without_a_strength_nothing_is_asked() -> None:
    order = published(recovery_bp=None)
    preparation = prepare(order, apart_clinic())
    assert isinstance(task_of(order, apart_clinic(), preparation), ConcentrationUnknown)


@pytest.mark.parametrize("lots", [(), (lot("EX-1", None),)], ids=["no lot", "none stated"])
def test_where_nobody_says_how_many_vials_there_are_one_a_container_is_enough(
    lots: tuple[object, ...],
) -> None:
    (vials,) = asked(published(lots=lots))[0].vials
    assert vials.on_hand == 10
    assert vials.lot == ("EX-1" if lots else "")


TWO = (lot("SOON", 4, month=3), lot("LATE", 9, month=9))


def test_only_the_lot_in_use_is_searched_unless_lots_may_be_mixed() -> None:
    facet = aliquot(LEFT, MILLION, 500)
    assert [v.lot for v in asked(apart_plan(facet, lots=TWO))[0].vials] == ["SOON"]
    mixed = apart_plan(facet, lots=TWO, may_mix_lots=True)
    assert [v.lot for v in asked(mixed)[0].vials] == ["SOON", "LATE"]
    refused = apart_plan(facet, aliquot(RIGHT, 9 * MILLION, 500), lots=TWO)
    assert [v.lot for v in asked(refused)[0].vials] == ["SOON"]


def test_vials_that_a_bag_needs_for_itself_are_not_given_to_syringes_of_mixed_lots() -> None:
    """The bag takes 17.2 mL of LATE: the rest of one vial with syringes, and five of its own."""
    lots = (lot("SOON", 1, month=3), lot("LATE", 6, month=9))
    task, preparation = asked(published(lots=lots, may_mix_lots=True))
    assert preparation.vial_map is not None
    of_late = [use.syringes for use in preparation.vial_map.uses if use.lot == "LATE"]
    assert of_late == [(7, 8), (), (), (), (), ()]
    assert [(v.lot, v.on_hand) for v in task.vials] == [("SOON", 1), ("LATE", 1)]


def test_lots_of_other_strength_are_never_overdrawn() -> None:
    """Of SOON with 4 million/mL a syringe takes 0.41 mL, of LATE as planned 0.33 mL."""
    mixed = apart_plan(aliquot(LEFT, MILLION, 500), lots=TWO, may_mix_lots=True)
    count = counted(4 * MILLION, vials=2, pool_ul=7_000, of="SOON")
    task, _preparation = asked(mixed, count)
    assert task.portions[0].cells == max(410 * 4_000, 330 * 5_032)
    assert [v.cells for v in task.vials] == [3_300 * 4_000, 3_300 * 5_032]
    assert [v.on_hand for v in task.vials] == [2, 9]


def test_counted_vials_that_give_nothing_hold_nothing() -> None:
    count = counted(4 * MILLION, vials=2, pool_ul=100)
    assert asked(published(), count)[0].vials[0].cells == 0


def test_a_proved_way_with_fewer_vials_goes_back_into_the_preparation() -> None:
    plan = unfit_for_first_fit()
    task, before = asked(plan)
    assert before.supply is not None
    assert before.supply.vials == 4
    answer = allocate(task.portions, task.vials)
    assert isinstance(answer, Allocation)
    assert answer.unproved is None
    chosen = ChosenVials(
        syringes=choice_from(answer, before), chosen=Done(by="EXAMPLE, Nurse", at=NOW)
    )
    after = prepare(plan, apart_clinic(), vials=chosen)
    assert after.vial_map is not None
    assert (after.vial_map.vials, after.vial_map.chosen, after.vial_map.is_fewest) == (
        3,
        True,
        True,
    )
    held = [sum(part.stock_ul for part in use.parts) for use in after.vial_map.uses]
    assert sorted(held) == [3_200, 3_240, 3_260]


def test_a_choice_without_a_lot_names_none() -> None:
    plan = apart_plan(aliquot(LEFT, MILLION, 500), lots=())
    task, preparation = asked(plan)
    answer = allocate(task.portions, task.vials)
    assert isinstance(answer, Allocation)
    assert choice_from(answer, preparation) == (FromVial(site=LEFT, vial=1),)
