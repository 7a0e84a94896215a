"""Vials that are kept apart, by their volumes alone: who is filled from which."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spineplanner.domain.apart import Part, VialUse
from spineplanner.domain.keeping_apart import (
    Wanted,
    fewest_vials,
    larger_than_a_vial,
    open_vials,
    vials_short,
)
from spineplanner.domain.refusals import LargerThanAVial, NotEnoughVials

USABLE = 1_000


def syringes(*stock_ul: int) -> list[Wanted]:
    return [Wanted(number, ul, bag=False) for number, ul in enumerate(stock_ul, start=1)]


def with_bag(stock_ul: int, *syringes_ul: int) -> list[Wanted]:
    return [*syringes(*syringes_ul), Wanted(len(syringes_ul) + 1, stock_ul, bag=True)]


def fills(uses: tuple[VialUse, ...]) -> list[dict[int, int]]:
    """What goes from each vial into which number."""
    return [{part.number: part.stock_ul for part in use.parts} for use in uses]


def test_the_largest_go_first_and_vials_are_numbered_in_the_order_of_use() -> None:
    uses = open_vials(syringes(400, 700, 600, 300), USABLE, lot="EX-1")
    assert fills(uses) == [{1: 400, 3: 600}, {2: 700, 4: 300}]
    assert [(use.lot, use.vial, use.usable_ul) for use in uses] == [
        ("EX-1", 1, USABLE),
        ("EX-1", 2, USABLE),
    ]


def test_nothing_wanted_opens_nothing() -> None:
    assert open_vials([], USABLE) == ()


def test_a_bag_takes_what_is_left_of_the_syringes_vials_before_one_more_is_opened() -> None:
    assert fills(open_vials(with_bag(300, 600), USABLE)) == [{1: 600, 2: 300}]
    assert fills(open_vials(with_bag(2_300, 600), USABLE)) == [
        {1: 600, 2: 300},
        {2: 1_000},
        {2: 1_000},
    ]


def test_a_bag_opens_one_more_where_what_is_left_does_not_do() -> None:
    assert fills(open_vials(with_bag(2_500, 600), USABLE)) == [
        {1: 600},
        {2: 1_000},
        {2: 1_000},
        {2: 500},
    ]


def test_the_fullest_rest_serves_a_bag_first() -> None:
    uses = open_vials(with_bag(450, 900, 600), USABLE)
    assert fills(uses) == [{1: 900, 3: 50}, {2: 600, 3: 400}]


def test_a_bag_alone_takes_full_vials_and_a_rest() -> None:
    uses = open_vials(with_bag(2_100), USABLE)
    assert fills(uses) == [{1: 1_000}, {1: 1_000}, {1: 100}]
    assert [use.syringes for use in uses] == [(), (), ()]


CHOSEN = {1: 1, 2: 1, 3: 2, 4: 2}


def test_vials_are_used_as_somebody_chose_them() -> None:
    uses = open_vials(syringes(400, 500, 600, 300), USABLE, chosen=CHOSEN)
    assert fills(uses) == [{1: 400, 2: 500}, {3: 600, 4: 300}]


def test_chosen_vials_are_numbered_in_the_order_of_use_too() -> None:
    uses = open_vials(syringes(400, 500), USABLE, chosen={1: 7, 2: 7})
    assert [(use.vial, use.syringes) for use in uses] == [(1, (1, 2))]


@pytest.mark.parametrize(
    ("stock_ul", "chosen"),
    [
        ((400, 700, 600, 300), CHOSEN),
        ((400, 500, 600, 300), {1: 1, 2: 1, 3: 2}),
        ((400, 500, 50, 20), {1: 1, 2: 2, 3: 3, 4: 3}),
    ],
    ids=["one is overdrawn", "a syringe is missing", "more vials than needed"],
)
def test_a_choice_that_does_not_serve_is_not_followed(
    stock_ul: tuple[int, ...], chosen: dict[int, int]
) -> None:
    wanted = syringes(*stock_ul)
    assert open_vials(wanted, USABLE, chosen=chosen) == open_vials(wanted, USABLE)


def test_a_syringe_that_no_vial_fills_alone_is_named() -> None:
    wanted = with_bag(5_000, 999, 1_000, 1_001, 1_200)
    assert larger_than_a_vial(wanted, USABLE) == LargerThanAVial((3, 4), 1_200, 1_000)
    assert larger_than_a_vial(with_bag(5_000, 1_000), USABLE) is None


@pytest.mark.parametrize("usable_ul", [0, -50])
def test_where_a_vial_gives_nothing_every_container_is_named(usable_ul: int) -> None:
    assert larger_than_a_vial(with_bag(300, 200), usable_ul) == LargerThanAVial((1, 2), 300, 0)


def test_vials_that_are_missing_are_counted_with_the_stock_they_should_give() -> None:
    uses = open_vials(syringes(600, 700, 800), USABLE)
    assert vials_short(uses, "EX-1", 3, measured=False) is None
    assert vials_short(uses, "EX-1", 1, measured=True) == NotEnoughVials(
        "EX-1", 1, 1_500, 2, measured=True
    )


@pytest.mark.parametrize(
    ("wanted", "fewest"),
    [
        (syringes(400, 400, 400), 2),
        (syringes(600, 600, 600), 3),
        (with_bag(2_500, 600), 4),
        (with_bag(2_400, 600), 3),
        ([], 0),
    ],
)
def test_below_a_number_of_vials_there_is_no_way(wanted: list[Wanted], fewest: int) -> None:
    assert fewest_vials(wanted, USABLE) == fewest


AMOUNTS = st.lists(st.integers(1, USABLE), max_size=38)
BAGS = st.none() | st.integers(1, 20_000)


@given(AMOUNTS, BAGS)
def test_no_syringe_has_two_vials_and_no_vial_is_overdrawn(
    amounts: list[int], bag_ul: int | None
) -> None:
    wanted = syringes(*amounts) if bag_ul is None else with_bag(bag_ul, *amounts)
    uses = open_vials(wanted, USABLE)
    given_to: dict[int, int] = {}
    for use in uses:
        assert 0 < use.stock_ul <= USABLE
        for part in use.parts:
            assert part.stock_ul > 0
            given_to[part.number] = given_to.get(part.number, 0) + part.stock_ul
    assert given_to == {item.number: item.stock_ul for item in wanted}
    drawn = [number for use in uses for number in use.syringes]
    assert sorted(drawn) == list(range(1, len(amounts) + 1))
    assert [use.vial for use in uses] == list(range(1, len(uses) + 1))
    assert fewest_vials(wanted, USABLE) <= len(uses)
    assert len(uses) <= len(amounts) + -(-(bag_ul or 0) // USABLE)


@given(st.lists(st.integers(1, 10), min_size=1, max_size=6), st.integers(0, 25))
def test_the_bound_is_never_above_the_best_of_all_ways(amounts: list[int], bag_ul: int) -> None:
    wanted = with_bag(bag_ul, *amounts) if bag_ul else syringes(*amounts)
    best = min(_vials(ways, amounts, bag_ul) for ways in product(range(6), repeat=len(amounts)))
    assert fewest_vials(wanted, 10) <= best <= len(open_vials(wanted, 10))


def _vials(ways: tuple[int, ...], amounts: list[int], bag_ul: int) -> int:
    """How many vials of 10 one way opens; far too many where it overdraws one."""
    held = [0] * 6
    for vial, amount in zip(ways, amounts, strict=True):
        held[vial] += amount
    if max(held) > 10:
        return 10**6
    rest = sum(10 - amount for amount in held if amount)
    return sum(amount > 0 for amount in held) + max(0, -(-(bag_ul - rest) // 10))


def test_a_vial_says_its_syringes_apart_from_its_bag() -> None:
    use = VialUse("EX-1", 1, (Part(1, 300), Part(9, 200, bag=True)), USABLE)
    assert (use.numbers, use.syringes, use.stock_ul) == ((1, 9), (1,), 500)
