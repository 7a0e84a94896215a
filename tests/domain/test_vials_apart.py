"""A plan whose protocol forbids pooling: its suspensions, its vials, and what the sheet says."""

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import HealthCheck, assume, given, settings

from spineplanner.domain.anatomy import CAUDAL
from spineplanner.domain.apart import VialMap
from spineplanner.domain.day import FigureName, StepKind
from spineplanner.domain.day_steps import day_steps
from spineplanner.domain.entries import ChosenVials, Done, FromVial
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.findings import KeptApart
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.prepare import prepare, prepare_as_recorded
from spineplanner.domain.record import Count, Record
from spineplanner.domain.refusals import LargerThanAVial, NotEnoughVials
from spineplanner.domain.rules import Rule
from spineplanner.domain.sheet_steps import KeepApart, PoolVials, TakeCount, steps_of
from spineplanner.domain.working import Quantity, working
from tests.domain.apart_cases import (
    PROTOCOL,
    apart_clinic,
    apart_plan,
    counted,
    lot,
    published,
    unfit_for_first_fit,
)
from tests.domain.cases import (
    EPIDURAL,
    FLUID,
    LEFT,
    MILLION,
    NOW,
    RIGHT,
    Situation,
    aliquot,
    clinic,
)
from tests.domain.strategies import Case, cases


def made(plan: Plan, *counts: Count, vials: ChosenVials | None = None) -> Preparation:
    return prepare(plan, apart_clinic(), counts, vials=vials)


def map_of(preparation: Preparation) -> VialMap:
    assert preparation.refusals == ()
    assert preparation.vial_map is not None
    return preparation.vial_map


def fills(preparation: Preparation) -> list[dict[int, int]]:
    return [{part.number: part.stock_ul for part in use.parts} for use in map_of(preparation).uses]


def choosing(*groups: tuple[int, ...], plan: Plan, lots: tuple[str, ...] = ()) -> ChosenVials:
    """The syringes of each vial by their numbers."""
    names = lots or ("EX-1",) * len(groups)
    syringes = tuple(
        FromVial(site=plan.aliquots[number - 1].site, lot=name, vial=vial)
        for vial, (group, name) in enumerate(zip(groups, names, strict=True), start=1)
        for number in group
    )
    return ChosenVials(syringes=syringes, chosen=Done(by="EXAMPLE, Nurse", at=NOW))


def test_the_published_case_kept_apart_takes_seven_vials() -> None:
    """A syringe takes 0.62 + 0.2 mL of 2 million/mL: 0.3259 mL of stock, measured 0.33.

    A vial gives 3.6 - 0.1 - 0.2 = 3.3 mL. The epidural takes 1.2 mL and the bag 17.2 mL.
    """
    preparation = made(published())
    assert fills(preparation) == [
        {1: 330, 2: 330, 3: 330, 4: 330, 5: 330, 6: 330, 9: 1_200},
        {7: 330, 8: 330, 10: 700},
        *[{10: 3_300}] * 5,
    ]
    supply = preparation.supply
    assert supply is not None
    assert (supply.vials, supply.label_vials) == (7, 4)
    assert supply.needed == 7
    assert (supply.spare, map_of(preparation).is_fewest) == (1, True)
    assert supply.left_over_ul == 7 * 3_300 - (8 * 330 + 1_200 + 17_200)


def test_each_syringe_has_a_suspension_of_its_own_and_knows_its_vials() -> None:
    suspensions = made(published()).suspensions
    assert [item.numbers for item in suspensions] == [(number,) for number in range(1, 11)]
    assert suspensions[0].stock_exact_ul == Fraction(2_000 * 820) / suspensions[0].strength
    assert [item.vials for item in suspensions[5:]] == [
        (1,),
        (2,),
        (2,),
        (1,),
        (2, 3, 4, 5, 6, 7),
    ]


def test_pooled_the_same_order_takes_fewer_and_has_no_map() -> None:
    pooled = prepare(published(), apart_clinic(), apart=False)
    assert pooled.supply is not None
    assert (pooled.supply.vials, pooled.vial_map, pooled.apart) == (6, None, False)
    assert [item.vials for item in pooled.suspensions] == [()] * 3
    assert prepare(published().replace(protocol=None), apart_clinic()) == pooled


def test_the_margin_is_the_lowest_viability_at_which_as_many_vials_serve() -> None:
    supply = made(published()).supply
    assert supply is not None
    lowest = supply.viability_margin_permille
    assert lowest is not None
    for permille, serves in ((lowest, True), (lowest - 1, False)):
        less = made(published(viability_bp=permille * 10, lots=(lot("EX-1", 50),)))
        assert less.supply is not None
        assert (less.supply.vials <= 7) is serves


def test_the_margin_ends_where_a_syringe_outgrows_a_vial() -> None:
    order = apart_plan(aliquot(EPIDURAL, 8 * MILLION, 4_000))
    supply = made(order).supply
    assert supply is not None
    lowest = supply.viability_margin_permille
    assert lowest is not None
    share = order.supply.replace(viability_bp=(lowest - 1) * 10)
    assert isinstance(made(order.replace(supply=share)).refusals[0], LargerThanAVial)


def test_a_syringe_that_takes_more_than_a_vial_is_refused_with_its_number() -> None:
    """16 million in 4 mL, drawn to 4.2: (4.27 + 0.2135) x 4 / 5.0329 = 3.563, measured 3.6 mL."""
    order = apart_plan(aliquot(LEFT, MILLION, 500), aliquot(EPIDURAL, 16 * MILLION, 4_000))
    preparation = made(order)
    assert preparation.refusals == (LargerThanAVial((2,), 3_600, 3_300),)
    assert (preparation.supply, preparation.vial_map, preparation.apart) == (None, None, True)


def test_where_sample_and_residual_are_all_a_vial_holds_nothing_can_be_filled() -> None:
    formulary = apart_clinic()
    greedy = formulary.replace(bench=formulary.bench.replace(count_sample_ul=3_400))
    preparation = prepare(apart_plan(aliquot(LEFT, MILLION, 500)), greedy)
    assert preparation.refusals == (LargerThanAVial((1,), 330, 0),)


def test_without_a_product_it_is_still_known_that_vials_are_kept_apart() -> None:
    preparation = made(published(product=None))
    assert preparation.apart
    assert [item.letter for item in preparation.containers[:3]] == ["A", "B", "C"]


def test_vials_on_hand_that_are_too_few_are_refused_with_what_is_missing() -> None:
    preparation = made(published(lots=(lot("EX-1", 5),)))
    assert preparation.refusals == (NotEnoughVials("EX-1", 5, 6_600, 2, measured=False),)


def test_a_stock_that_is_too_dilute_is_refused_as_ever() -> None:
    names = [type(r).__name__ for r in made(apart_plan(aliquot(LEFT, 9 * MILLION, 500))).refusals]
    assert names == ["StockTooDilute"]


def test_a_count_20_per_cent_below_plan_asks_for_more_vials() -> None:
    """4 million/mL: a syringe takes 0.41 mL, the epidural 1.5 mL, the bag 21.8 mL: 26.58 in all.

    Seven vials hold 24.5 mL and seven samples of 0.1 mL: each gives (25.2 / 7) - 0.3 = 3.3 mL.
    Two for the syringes and seven for the bag are nine; the last two hold 3.3 and 2 mL of it.
    All nine are sampled again: (24.5 + 7.2) / 9 - 0.3 = 3.222 mL each, and 26.58 mL need no more.
    """
    count = counted(4 * MILLION, vials=7, pool_ul=24_500)
    preparation = made(published(), count)
    assert preparation.refusals == (NotEnoughVials("EX-1", 7, 5_300, 2, measured=True),)
    more = counted(4 * MILLION, vials=9, pool_ul=31_500)
    supply = made(published(), more).supply
    assert supply is not None
    assert (supply.vials, len(supply.pools[0].uses)) == (9, 9)
    assert supply.left_over_ul == 32_400 - 9 * 300 - 26_580


def test_the_vials_asked_for_serve_once_all_are_sampled_and_counted_again() -> None:
    """4.026 million/mL: seven vials are 1 short by volume; with eight samples more they need 9."""
    short = made(published(), counted(4_026_000, vials=7, pool_ul=24_500)).refusals[0]
    assert isinstance(short, NotEnoughVials)
    vials = 7 + short.more
    left_ul = 24_500 + short.more * 3_600 - vials * 100
    assert made(published(), counted(4_026_000, vials=vials, pool_ul=left_ul)).refusals == ()
    fewer = left_ul - 3_600 + 100
    again = made(published(), counted(4_026_000, vials=vials - 1, pool_ul=fewer))
    assert isinstance(again.refusals[0], NotEnoughVials)


def test_a_shortage_that_no_vials_make_good_is_told_as_it_is() -> None:
    """One vial of 5.1 mL fills one of two syringes of 4.2 mL; with more vials none gives 4.2."""
    epidurals = (aliquot(EPIDURAL, 8 * MILLION, 4_000), aliquot(CAUDAL, 8 * MILLION, 4_000))
    count = counted(2_220_000, vials=1, pool_ul=5_000)
    short = made(apart_plan(*epidurals), count).refusals
    assert short == (NotEnoughVials("EX-1", 1, 4_200, 1, measured=True),)


def test_counted_each_vial_gives_its_part_of_what_was_measured() -> None:
    """Two vials hold 5.8 mL and two samples: each gives 3 - 0.3 = 2.7 mL."""
    count = counted(5 * MILLION, vials=2, pool_ul=5_800)
    (use,) = map_of(made(apart_plan(aliquot(LEFT, MILLION, 500)), count)).uses
    assert use.usable_ul == 2_700


def test_thawed_vials_that_nothing_is_taken_from_are_left_over() -> None:
    count = counted(5 * MILLION, vials=2, pool_ul=7_000)
    supply = made(apart_plan(aliquot(LEFT, MILLION, 500)), count).supply
    assert supply is not None
    assert (supply.vials, len(supply.pools[0].uses)) == (2, 1)
    assert supply.left_over_ul == 7_200 - 600 - 330


PAIR = ((1, 2, 3, 4, 5, 6, 7, 8), (9,))


def test_vials_are_used_as_chosen_on_the_day() -> None:
    plan = published()
    vial_map = map_of(made(plan, vials=choosing(*PAIR, plan=plan)))
    assert [use.syringes for use in vial_map.uses][:2] == [*PAIR]
    assert vial_map.chosen


def test_a_choice_of_other_lots_or_sites_is_not_followed() -> None:
    plan = published()
    elsewhere = choosing(*PAIR, plan=plan, lots=("EX-2", "EX-2"))
    assert not map_of(made(plan, vials=elsewhere)).chosen
    smaller = plan.replace(aliquots=plan.aliquots[:3])
    of_more = map_of(made(smaller, vials=choosing((1, 2), (9,), plan=plan)))
    assert not of_more.chosen
    assert of_more.vials == 1


def test_a_choice_that_first_fit_makes_too_is_as_chosen() -> None:
    plan = published()
    same = choosing((1, 2, 3, 4, 5, 6, 9), (7, 8), plan=plan)
    assert map_of(made(plan, vials=same)).chosen


def test_an_order_of_a_bag_alone_has_no_choice_to_follow() -> None:
    plan = published()
    bag = plan.replace(aliquots=plan.aliquots[-1:])
    assert not map_of(made(bag, vials=choosing(*PAIR, plan=plan))).chosen


MIXED = (lot("SOON", 1, month=3), lot("LATE", 8, month=9))


def test_lots_are_shared_out_as_chosen_where_they_may_be_mixed() -> None:
    """Each epidural takes 1.8 mL, so that two vials are opened whatever lots they are of."""
    epidurals = (aliquot(EPIDURAL, 8 * MILLION, 4_000), aliquot(CAUDAL, 8 * MILLION, 4_000))
    plan = apart_plan(*epidurals, lots=MIXED, may_mix_lots=True)
    chosen = choosing((1,), (2,), plan=plan, lots=("LATE", "SOON"))
    vial_map = map_of(made(plan, vials=chosen))
    assert [(use.lot, use.syringes) for use in vial_map.uses] == [("LATE", (1,)), ("SOON", (2,))]
    assert (vial_map.chosen, vial_map.least, vial_map.is_fewest) == (True, None, False)
    assert {use.lot for use in map_of(made(plan)).uses} == {"LATE"}


def test_a_choice_that_opens_more_vials_does_not_decide_the_lots_either() -> None:
    facets = (aliquot(LEFT, MILLION, 500), aliquot(RIGHT, MILLION, 500))
    plan = apart_plan(*facets, lots=MIXED, may_mix_lots=True)
    apart = choosing((1,), (2,), plan=plan, lots=("LATE", "SOON"))
    assert made(plan, vials=apart) == made(plan)


BEST = ((1, 3), (2, 6, 7), (4, 5, 8))
"""Three vials of 3.3 mL for what first fit fills four with."""


def test_a_choice_that_serves_is_followed_where_the_vials_on_hand_are_just_enough() -> None:
    plan = unfit_for_first_fit(lots=(lot("EX-1", 3),))
    assert isinstance(made(plan).refusals[0], NotEnoughVials)
    assert map_of(made(plan, vials=choosing(*BEST, plan=plan))).vials == 3


@pytest.mark.parametrize("early", [0, 1, 2])
def test_mixed_lots_that_serve_only_as_chosen_are_taken_so(early: int) -> None:
    lots = (lot("SOON", 1, month=3), lot("LATE", 2, month=9))
    plan = unfit_for_first_fit(lots=lots, may_mix_lots=True)
    assert isinstance(made(plan).refusals[0], NotEnoughVials)
    names = tuple("SOON" if place == early else "LATE" for place in range(3))
    chosen = choosing(*BEST, plan=plan, lots=names)
    assert map_of(made(plan, vials=chosen)).chosen


def test_the_margin_holds_for_vials_as_they_were_chosen() -> None:
    plan = unfit_for_first_fit()
    chosen = choosing(*BEST, plan=plan)
    supply = made(plan, vials=chosen).supply
    assert supply is not None
    lowest = supply.viability_margin_permille
    assert lowest is not None
    assert lowest < 850
    at_margin = plan.replace(supply=plan.supply.replace(viability_bp=lowest * 10))
    assert map_of(made(at_margin, vials=chosen)).vials == 3


def test_lots_that_were_chosen_and_do_not_serve_are_chosen_anew() -> None:
    """The epidural takes 1.8 mL: two of them are more than the 3.3 mL of the one early vial."""
    epidurals = (aliquot(EPIDURAL, 8 * MILLION, 4_000), aliquot(CAUDAL, 8 * MILLION, 4_000))
    plan = apart_plan(*epidurals, lots=MIXED, may_mix_lots=True)
    chosen = choosing((1,), (2,), plan=plan, lots=("SOON", "SOON"))
    vial_map = map_of(made(plan, vials=chosen))
    assert vial_map == map_of(made(plan))
    assert not vial_map.chosen


def test_a_lot_that_is_gone_is_not_followed() -> None:
    facets = (aliquot(LEFT, MILLION, 500), aliquot(RIGHT, MILLION, 500))
    plan = apart_plan(*facets, lots=MIXED, may_mix_lots=True)
    chosen = choosing((1,), (2,), plan=plan, lots=("GONE", "SOON"))
    assert made(plan, vials=chosen) == made(plan)


def test_a_lot_that_the_order_names_stands_above_what_was_chosen() -> None:
    left, right = aliquot(LEFT, MILLION, 500), aliquot(RIGHT, MILLION, 500)
    plan = apart_plan(left, right, lots=MIXED, may_mix_lots=True)
    plan = plan.replace(aliquots=(left.replace(lot="LATE"), right))
    vial_map = map_of(made(plan, vials=choosing((1,), (2,), plan=plan, lots=("SOON", "SOON"))))
    assert [(use.lot, use.syringes) for use in vial_map.uses] == [("LATE", (1, 2))]


def found(plan: Plan, record: Record | None = None) -> KeptApart:
    look = Situation(plan, apart_clinic(), record or Record())
    (finding,) = look.found(Rule.VIALS_KEPT_APART)
    assert isinstance(finding.evidence, KeptApart)
    return finding.evidence


def test_it_is_noted_that_the_protocol_keeps_vials_apart() -> None:
    plan = published()
    name = "EXAMPLE, vials apart"
    assert found(plan) == KeptApart(name, 7, fewest=True, followed=None)
    followed = Record(chosen_vials=choosing(*PAIR, plan=plan))
    assert found(plan, followed).followed is True
    outgrown = Record(chosen_vials=choosing((1, 2), (3,), plan=plan))
    assert found(plan, outgrown).followed is False


def test_nothing_is_noted_where_vials_are_pooled_or_there_are_none() -> None:
    pooled = Situation(published().replace(protocol=None), apart_clinic())
    assert pooled.found(Rule.VIALS_KEPT_APART) == []
    refused = Situation(published(product=None), apart_clinic())
    assert refused.found(Rule.VIALS_KEPT_APART) == []


def test_equal_suspensions_are_meant_to_be_alike_and_nearly_equal_ones_are_not() -> None:
    equal = apart_plan(aliquot(LEFT, MILLION, 500), aliquot(RIGHT, MILLION, 500))
    assert Situation(equal, apart_clinic()).found(Rule.SUSPENSIONS_ALIKE) == []
    nearly = apart_plan(aliquot(LEFT, 1_000_001, 500), aliquot(RIGHT, MILLION, 500))
    assert len(Situation(nearly, apart_clinic()).found(Rule.SUSPENSIONS_ALIKE)) == 1


def envelope_of(plan: Plan) -> Envelope:
    id = UUID("6f1c2b1e-5f0e-4c57-9d1a-0f3f5f7f1a2b")
    return Envelope(id=id, number="SP-2026-A-0113", revision=3, plan=plan)


def test_a_choice_of_the_day_is_prepared_as_recorded() -> None:
    plan = published()
    record = Record(chosen_vials=choosing(*PAIR, plan=plan))
    envelope = envelope_of(plan).replace(record=record)
    assert prepare_as_recorded(envelope, apart_clinic()) == made(plan, vials=record.chosen_vials)


def test_the_sheet_says_not_to_pool_and_which_vial_fills_which() -> None:
    plan = published(thaw_diluent_ul=400, thaw_diluent=FLUID)
    preparation = made(plan)
    steps = steps_of(envelope_of(plan), apart_clinic(), preparation)
    assert not any(isinstance(step, PoolVials) for step in steps)
    (apart,) = (step for step in steps if isinstance(step, KeepApart))
    assert apart.uses == map_of(preparation).uses
    assert (apart.diluent_ul, apart.vial_ul) == (400, 4_000)
    (count,) = (step for step in steps if isinstance(step, TakeCount))
    assert (count.apart, count.sample_ul) == (True, 100)
    assert count.left_ul == len(apart.uses) * 3_900


def test_more_vials_thawed_than_on_hand_leave_none_to_spare() -> None:
    count = counted(5 * MILLION, vials=9, pool_ul=31_500)
    supply = made(published(lots=(lot("EX-1", 7),)), count).supply
    assert supply is not None
    assert (supply.vials, supply.spare) == (9, 0)


def test_the_sheet_has_all_vials_that_were_thawed() -> None:
    plan = published()
    count = counted(5_033_000, vials=9, pool_ul=31_500)
    steps = steps_of(envelope_of(plan), apart_clinic(), made(plan, count))
    (apart,) = (step for step in steps if isinstance(step, KeepApart))
    assert (apart.vials, len(apart.uses)) == (9, 7)


def test_on_the_day_nothing_is_pooled() -> None:
    plan = published()
    days = day_steps(envelope_of(plan), apart_clinic(), made(plan), NOW)
    kinds = {step.kind for step in days}
    assert StepKind.POOL not in kinds
    (count,) = (step for step in days if step.kind is StepKind.COUNT)
    assert {figure.name: figure.planned for figure in count.figures}[FigureName.HELD] == 24_500
    assert kinds >= {StepKind.TAKE_VIALS, StepKind.END_THAW, StepKind.COUNT, StepKind.MAKE}


def test_the_working_says_how_many_vials_are_opened() -> None:
    results = {step.result: step.exact for step in working(made(published()))}
    assert results[Quantity.VIALS_APART] == 7
    assert Quantity.VIALS not in results


def test_a_syringe_larger_than_a_vial_is_mended_in_its_cells() -> None:
    plan = apart_plan(aliquot(EPIDURAL, 16 * MILLION, 4_000))
    (finding,) = Situation(plan, apart_clinic()).found(Rule.REFUSAL)
    assert finding.field == "aliquots.cells"


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(cases())
def test_whatever_is_ordered_the_stock_is_accounted_for_to_the_microlitre(case: Case) -> None:
    preparation = prepare(case.plan, case.formulary, case.counts, apart=True)
    assume(preparation.supply is not None)
    assert preparation.supply is not None
    pools = preparation.supply.pools
    suspensions = sum(item.stock_ul for item in preparation.suspensions)
    assert suspensions == sum(use.stock_ul for use in map_of(preparation).uses)
    for pool in pools:
        assert pool.total_ul + pool.left_over_ul == pool.available_ul
        assert pool.left_over_ul >= 0
        assert len(pool.uses) <= pool.vials
    pooled = prepare(case.plan, case.formulary, case.counts, apart=False)
    if pooled.supply is not None and not case.counts and len(case.plan.supply.lots) < 2:
        assert pooled.supply.vials <= preparation.supply.vials


def test_the_protocol_is_what_decides() -> None:
    assert apart_clinic().protocol(PROTOCOL) is not None
    assert clinic().protocol(PROTOCOL) is None
    assert not prepare(published(), clinic()).apart
