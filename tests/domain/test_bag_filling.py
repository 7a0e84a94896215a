"""A prefilled bag is made from the bag that exists: one of the ordered volume."""

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spineplanner.domain.bag_filling import Exchange, exchange
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.plan import BagFill, Infusion
from spineplanner.domain.preparation import Suspension
from spineplanner.domain.prepare import prepare
from spineplanner.domain.sheet_steps import MakeBag, steps_of
from tests.domain.cases import clinic, complete_plan

ORDERED_UL = 50_000


def _make(kept_ul: int, fill: BagFill = BagFill.PREFILLED) -> MakeBag:
    """Fill the bag of 40 million in 50 mL from stock of some 5.9 million/mL."""
    infusion = Infusion(fill=fill, line_flushed=False, line_kept_ul=kept_ul, minutes=30)
    plan = complete_plan().replace(infusion=infusion)
    envelope = Envelope(id=UUID(int=7), number="SP-2026-A-0113", plan=plan)
    (step,) = [
        step
        for step in steps_of(envelope, clinic(), prepare(plan, clinic()))
        if isinstance(step, MakeBag)
    ]
    return step


def _bag(stock_ul: int, volume_ul: int) -> Suspension:
    concentration = Fraction(stock_ul, volume_ul)
    return Suspension(
        letter="A",
        numbers=(1,),
        bag=True,
        diluent=None,
        lot=None,
        concentration=concentration,
        strength=Fraction(1),
        taken_ul=volume_ul,
        residual_ul=Fraction(0),
        stock_exact_ul=Fraction(stock_ul),
        stock_ul=stock_ul,
        diluent_exact_ul=Fraction(volume_ul - stock_ul),
        diluent_ul=volume_ul - stock_ul,
    )


def _exchange(stock_ul: int, volume_ul: int, kept_ul: int) -> Exchange:
    formulary = clinic()
    return exchange(
        _bag(stock_ul, volume_ul), kept_ul, formulary.bench, formulary.measuring_syringes
    )


def test_where_the_line_keeps_nothing_as_much_is_withdrawn_as_is_added() -> None:
    made = _make(0)

    assert made.exchange == Exchange(ORDERED_UL, made.suspension.stock_ul, 0)
    assert made.volume_ul == ORDERED_UL
    assert made.achieved == made.suspension.achieved


def test_where_the_line_keeps_less_than_the_stock_only_the_difference_is_withdrawn() -> None:
    made = _make(5_000)

    assert made.suspension.stock_ul == 7_400
    assert made.exchange == Exchange(ORDERED_UL, 2_400, 0)
    assert [fill.volume_ul for fill in made.diluent_fills] == [2_400]
    assert made.volume_ul == 55_000


def test_where_the_line_keeps_more_than_the_stock_the_difference_is_added() -> None:
    made = _make(15_000)

    assert made.suspension.stock_ul == 8_800
    assert made.exchange == Exchange(ORDERED_UL, 0, 6_200)
    assert [fill.volume_ul for fill in made.diluent_fills] == [6_200]
    assert made.volume_ul == 65_000


def test_where_the_line_keeps_just_the_stock_nothing_is_withdrawn_or_added() -> None:
    made = _make(7_800)

    assert made.exchange == Exchange(ORDERED_UL, 0, 0)
    assert made.diluent_fills == ()
    assert made.volume_ul == 57_800


def test_what_falls_between_marks_is_measured_to_nearest_and_what_is_achieved_follows() -> None:
    made = _make(5_030)
    stock_ul, strength = made.suspension.stock_ul, made.suspension.strength

    assert made.exchange == Exchange(ORDERED_UL, 2_400, 0)
    assert made.suspension.volume_ul == 55_030
    assert made.volume_ul == 55_000
    assert made.achieved == stock_ul * strength / 55_000
    assert made.error == made.achieved / made.suspension.concentration - 1


def test_an_empty_bag_has_no_fluid_to_exchange() -> None:
    made = _make(5_000, BagFill.EMPTY)

    assert made.exchange is None
    assert made.volume_ul == made.suspension.volume_ul == 55_000
    assert sum(fill.volume_ul for fill in made.diluent_fills) == made.suspension.diluent_ul


@pytest.mark.parametrize(("surplus_ul", "withdrawn_ul"), [(49, 0), (50, 100), (99, 100)])
def test_too_little_to_measure_becomes_the_smallest_volume_or_nothing(
    surplus_ul: int, withdrawn_ul: int
) -> None:
    kept_ul = 10_000 - surplus_ul
    bag_ul = 100_000

    assert _exchange(10_000, bag_ul + kept_ul, kept_ul) == Exchange(bag_ul, withdrawn_ul, 0)
    assert _exchange(10_000, bag_ul + 10_000 + surplus_ul, 10_000 + surplus_ul) == Exchange(
        bag_ul, 0, withdrawn_ul
    )


def test_no_more_is_withdrawn_than_the_bag_holds() -> None:
    assert _exchange(6_300, 6_390, 1_000) == Exchange(5_390, 5_200, 0)


@given(
    bag_ul=st.integers(50_000, 500_000),
    kept_ul=st.integers(0, 30_000),
    stock=st.integers(5, 250),
)
def test_the_bag_is_off_by_half_a_mark_at_most(bag_ul: int, kept_ul: int, stock: int) -> None:
    stock_ul = stock * 200
    done = _exchange(stock_ul, bag_ul + kept_ul, kept_ul)

    assert done.bag_ul == bag_ul
    assert min(done.withdrawn_ul, done.added_ul) == 0
    assert abs(done.fluid_ul + stock_ul - bag_ul - kept_ul) <= 100
