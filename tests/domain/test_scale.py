"""Which syringe a volume is read in, and which mark."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spineplanner.domain.scale import (
    fills,
    mark_at_or_above,
    mark_at_or_below,
    nearest_mark,
    next_mark,
    smallest_holding,
)
from tests.domain.strategies import CLINIC

MEASURING = CLINIC.measuring_syringes

ratios = st.tuples(st.integers(1, 10_000_000), st.integers(1, 1_000))


@pytest.mark.parametrize(
    ("volume_ul", "up", "nearest", "below"),
    [
        (1, 10, 0, 0),
        (5, 10, 10, 0),
        (994, 1_000, 990, 990),
        (1_000, 1_000, 1_000, 1_000),
        (1_001, 1_100, 1_000, 1_000),
        (1_050, 1_100, 1_100, 1_000),
        (3_000, 3_000, 3_000, 3_000),
        (3_001, 3_200, 3_000, 3_000),
        (3_100, 3_200, 3_200, 3_000),
        (5_001, 5_200, 5_000, 5_000),
        (9_901, 10_000, 10_000, 9_800),
        (10_001, 10_200, 10_000, 10_000),
        (17_286, 17_400, 17_200, 17_200),
        (17_300, 17_400, 17_400, 17_200),
    ],
)
def test_a_volume_is_read_on_the_smallest_syringe_that_holds_it(
    volume_ul: int, up: int, nearest: int, below: int
) -> None:
    assert mark_at_or_above(volume_ul, 1, MEASURING) == up
    assert nearest_mark(volume_ul, 1, MEASURING) == nearest
    assert mark_at_or_below(volume_ul, 1, MEASURING) == below


@given(ratios)
def test_marks_above_and_below_enclose_a_volume_and_the_nearest_is_one_of_them(
    ratio: tuple[int, int],
) -> None:
    volume = Fraction(*ratio)
    up, below = mark_at_or_above(*ratio, MEASURING), mark_at_or_below(*ratio, MEASURING)
    nearest = nearest_mark(*ratio, MEASURING)
    assert below <= volume <= up
    assert nearest == (up if up - volume <= volume - below else below)
    syringe = smallest_holding(*ratio, MEASURING)
    assert up - below in {0, (syringe or MEASURING[-1]).graduation_ul}


@given(st.integers(0, 100_000))
def test_the_next_mark_is_higher_and_none_lies_between(volume_ul: int) -> None:
    following = next_mark(volume_ul, MEASURING)
    assert following > volume_ul
    assert mark_at_or_below(following - 1, 1, MEASURING) <= volume_ul


@given(st.integers(0, 100_000))
def test_the_fills_add_up_and_only_the_last_is_not_full(volume_ul: int) -> None:
    parts = fills(volume_ul, MEASURING)
    assert sum(part.volume_ul for part in parts) == volume_ul
    assert all(0 < part.volume_ul <= part.syringe.capacity_ul for part in parts)
    assert all(part.volume_ul == part.syringe.capacity_ul for part in parts[:-1])


def test_a_rest_above_full_syringes_is_read_on_that_same_syringe() -> None:
    assert [(part.volume_ul, part.syringe.capacity_ul) for part in fills(10_400, MEASURING)] == [
        (10_000, 10_000),
        (400, 10_000),
    ]
    assert [part.volume_ul for part in fills(20_000, MEASURING)] == [10_000, 10_000]
    assert fills(0, MEASURING) == ()


def test_nothing_holds_more_than_the_largest_syringe() -> None:
    assert smallest_holding(10_001, 1, MEASURING) is None
    assert smallest_holding(60_000, 1, CLINIC.syringes) == CLINIC.syringes[-1]
