"""What holds for every plan, whatever is ordered."""

import random
from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from spineplanner.domain.formulary import Basis
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import Drawn, Preparation, Supply
from spineplanner.domain.prepare import prepare
from spineplanner.domain.values import WHOLE_BP
from tests.domain.strategies import CLINIC, Case, cases, counts, plans

any_case = st.booleans().flatmap(lambda measured: cases(measured=measured))
unhurried = settings(max_examples=60, deadline=None)
mostly_refused = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)


def prepared(case: Case) -> tuple[Preparation, Supply]:
    """The preparation of a case that is not refused."""
    preparation = prepare(case.plan, case.formulary, case.counts)
    assume(preparation.supply is not None)
    assert preparation.supply is not None
    return preparation, preparation.supply


@mostly_refused
@given(any_case)
def test_stock_out_is_suspensions_sample_residual_and_what_is_left(case: Case) -> None:
    preparation, supply = prepared(case)
    bench = case.formulary.bench
    for pool in supply.pools:
        lot = pool.lot.number if pool.lot else None
        count = pool.strength.count
        out = pool.vials * pool.vial_ul if count is None else count.pool_ul + bench.count_sample_ul
        mixed = sum(item.stock_ul for item in preparation.suspensions if item.lot == lot)
        used = mixed + bench.count_sample_ul + bench.pool_residual_ul
        assert out == used + pool.left_over_ul
        assert pool.left_over_ul >= 0
    assert sum(item.stock_ul for item in preparation.suspensions) == sum(
        pool.suspensions_ul for pool in supply.pools
    )


@unhurried
@given(any_case)
def test_a_syringe_pushed_to_zero_gives_at_least_what_is_ordered(case: Case) -> None:
    for container in prepare(case.plan, case.formulary, case.counts).containers:
        if isinstance(container.volumes, Drawn):
            assert container.volumes.pushed_ul >= (container.aliquot.volume_ul or 0) > 0
            assert container.volumes.mark_ul <= container.volumes.syringe.capacity_ul
            assert container.volumes.mark_ul % container.volumes.syringe.graduation_ul == 0


@unhurried
@given(any_case)
def test_every_suspension_holds_what_its_containers_take(case: Case) -> None:
    preparation = prepare(case.plan, case.formulary, case.counts)
    for item in preparation.suspensions:
        taken = sum(c.taken_ul for c in preparation.containers if c.letter == item.letter)
        assert taken == item.taken_ul
        assert item.volume_ul >= item.needed_ul >= taken
        assert item.diluent_ul >= 0
        assert item.stock_ul >= case.formulary.bench.smallest_ul


@mostly_refused
@given(any_case)
def test_no_more_stock_is_taken_than_the_vials_give(case: Case) -> None:
    _, supply = prepared(case)
    for pool in supply.pools:
        assert 0 <= pool.suspensions_ul <= pool.total_ul <= pool.available_ul
        if pool.strength.count is None:
            assert pool.needed <= pool.vials < pool.needed + 1
            on_hand = pool.lot.on_hand if pool.lot else None
            assert on_hand is None or pool.vials <= on_hand


@mostly_refused
@given(cases(), st.integers(1, WHOLE_BP))
def test_more_viability_never_needs_more_vials(case: Case, more_bp: int) -> None:
    supply = case.plan.supply.replace(
        label_basis=Basis.TOTAL, dose_basis=Basis.VIABLE, lots=(), thaw_diluent_ul=0
    )
    bare = tuple(aliquot.replace(lot=None) for aliquot in case.plan.aliquots)
    plan = case.plan.replace(supply=supply, aliquots=bare)
    better = min(WHOLE_BP, (supply.viability_bp or 0) + more_bp)
    better_plan = plan.replace(supply=supply.replace(viability_bp=better))
    _, before = prepared(Case(plan, case.formulary))
    _, after = prepared(Case(better_plan, case.formulary))
    assert after.vials <= before.vials
    assert after.stock_ul <= before.stock_ul


@unhurried
@given(any_case, st.randoms(use_true_random=False))
def test_the_order_in_which_aliquots_are_placed_changes_nothing(
    case: Case, shuffled: random.Random
) -> None:
    aliquots = list(case.plan.aliquots)
    shuffled.shuffle(aliquots)
    plan = case.plan.replace(aliquots=tuple(aliquots))
    assert prepare(plan, case.formulary, case.counts) == prepare(
        case.plan, case.formulary, case.counts
    )


@mostly_refused
@given(any_case)
def test_the_achieved_doses_and_what_stays_behind_hold_all_cells_mixed(case: Case) -> None:
    preparation, _ = prepared(case)
    for item in preparation.suspensions:
        assert item.achieved * item.volume_ul == item.stock_ul * item.strength
        for container in preparation.containers:
            if container.letter == item.letter:
                ordered = Fraction(container.aliquot.cells or 0)
                assert preparation.achieved_cells(container) == ordered * (1 + item.error)


@unhurried
@given(plans(), st.data())
def test_any_valid_plan_is_prepared_or_refused_by_name(plan: Plan, data: st.DataObject) -> None:
    preparation = prepare(plan, CLINIC, data.draw(counts(plan)))
    assert (preparation.supply is None) is bool(preparation.refusals)
    assert len(preparation.containers) == len(plan.aliquots)
