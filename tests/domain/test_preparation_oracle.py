"""The program's sums and a second, naive implementation of the same maths agree."""

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from spineplanner.domain.formulary import Basis
from spineplanner.domain.preparation import Drawn, Preparation
from spineplanner.domain.prepare import prepare
from tests.domain.oracle import DMSO_MG_PER_UL, Answer, Sums, lowest_serving
from tests.domain.strategies import Case, cases


@dataclass
class Both:
    """One case, computed twice, and the lots its containers come from."""

    case: Case
    preparation: Preparation
    lots: dict[int, str | None]
    sums: Sums
    answer: Answer


def both(case: Case) -> Both:
    """Compute twice. Which lot serves is the program's choice: other tests judge it."""
    preparation = prepare(case.plan, case.formulary, case.counts)
    lots: dict[int, str | None] = {}
    if case.plan.supply.lots:
        for item in preparation.suspensions:
            lots |= dict.fromkeys(item.numbers, item.lot)
    sums = Sums(case.plan, case.formulary, case.counts)
    return Both(case, preparation, lots, sums, sums.answer(lots))


def prepared(case: Case) -> Both:
    """Compute twice what is not refused."""
    result = both(case)
    assume(not result.preparation.refusals)
    assert not result.answer.refusals
    return result


def without_lots(case: Case) -> Case:
    """The same case for a clinic that names no lots."""
    aliquots = tuple(aliquot.replace(lot=None) for aliquot in case.plan.aliquots)
    supply = case.plan.supply.replace(lots=())
    plan = case.plan.replace(aliquots=aliquots, supply=supply)
    return Case(plan, case.formulary, tuple(count for count in case.counts if count.lot is None))


unhurried = settings(deadline=None)
mostly_refused = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)
any_case = st.booleans().flatmap(lambda measured: cases(measured=measured))
lotless = any_case.map(without_lots)


@unhurried
@given(lotless)
def test_both_refuse_the_same_plans_for_the_same_reasons(case: Case) -> None:
    result = both(case)
    named = {type(refusal).__name__ for refusal in result.preparation.refusals}
    if named != {"NotEnoughVials"} or result.answer.refusals:
        assert named - {"NotEnoughVials"} == result.answer.refusals - {"NotEnoughVials"}
    if not named - {"NotEnoughVials"}:
        assert named == result.answer.refusals


@unhurried
@given(any_case)
def test_both_draw_every_syringe_to_the_same_mark(case: Case) -> None:
    result = both(case)
    marks = {
        container.number: container.volumes.mark_ul
        for container in result.preparation.containers
        if isinstance(container.volumes, Drawn)
    }
    taken = {
        container.number: container.taken_ul
        for container in result.preparation.containers
        if container.volumes is not None
    }
    assert marks == result.answer.marks
    assert taken == result.answer.taken


@unhurried
@given(lotless)
def test_both_find_the_same_suspensions_stock_and_diluent(case: Case) -> None:
    result = both(case)
    assert [
        (item.numbers, item.needed_ul, item.stock_ul, item.diluent_ul, item.strength)
        for item in result.preparation.suspensions
    ] == [
        (tube.numbers, tube.needed, tube.stock, tube.diluent, tube.strength)
        for tube in result.answer.tubes
        if tube.refusal is None
    ]


@mostly_refused
@given(any_case)
def test_both_thaw_the_same_vials_and_leave_the_same_over(case: Case) -> None:
    result = prepared(case)
    supply = result.preparation.supply
    assert supply is not None
    pools = {pool.lot.number if pool.lot else None: pool for pool in supply.pools}
    assert {lot: pool.total_ul for lot, pool in pools.items()} == result.answer.totals
    assert {lot: pool.vials for lot, pool in pools.items()} == result.answer.vials
    assert {lot: pool.left_over_ul for lot, pool in pools.items()} == result.answer.left_over
    assert supply.cells_left_over == result.answer.cells_left_over
    assert supply.label_vials == result.answer.label_vials
    assert supply.label_short == result.answer.label_short


@mostly_refused
@given(any_case)
def test_both_find_the_same_achieved_concentrations_and_cryoprotectant(case: Case) -> None:
    result = prepared(case)
    achieved = {item.numbers: item.achieved for item in result.preparation.suspensions}
    assert achieved == {tube.numbers: tube.achieved for tube in result.answer.tubes}
    cryoprotectant = result.preparation.cryoprotectant
    if result.sums.dmso is None:
        assert cryoprotectant is None
        return
    assert cryoprotectant is not None
    local = [result.sums.local_dmso(tube) for tube in result.answer.tubes]
    volumes = [tube.stock + tube.diluent for tube in result.answer.tubes]
    assert [share for _, share in cryoprotectant.local] == local
    assert cryoprotectant.patient_mg == DMSO_MG_PER_UL * sum(
        share * volume for share, volume in zip(local, volumes, strict=True)
    )


def margins_agree(case: Case) -> None:
    result = prepared(case)
    supply = result.preparation.supply
    assert supply is not None
    shares = case.plan.supply
    assert supply.recovery_margin_permille == lowest_serving(
        case.plan, case.formulary, result.lots, share="recovery_bp"
    )
    if (shares.label_basis, shares.dose_basis) == (Basis.TOTAL, Basis.VIABLE):
        assert supply.viability_margin_permille == lowest_serving(
            case.plan, case.formulary, result.lots, share="viability_bp"
        )
    else:
        assert supply.viability_margin_permille is None


@settings(mostly_refused, max_examples=8)
@given(cases(most=4))
def test_searching_for_a_margin_finds_what_trying_every_share_finds(case: Case) -> None:
    margins_agree(case)


@pytest.mark.long
@settings(mostly_refused, max_examples=500)
@given(cases())
def test_margins_agree_on_many_plans(case: Case) -> None:
    margins_agree(case)
