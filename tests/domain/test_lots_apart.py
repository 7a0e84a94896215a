"""Which lot each container is filled from where vials are kept apart."""

import pytest

from spineplanner.domain.keeping_apart import Wanted
from spineplanner.domain.lots_apart import LotsChosen, lots_apart
from spineplanner.domain.plan import Lot, Plan, Supply
from spineplanner.domain.refusals import NotEnoughVials
from tests.domain.apart_cases import lot

USABLE = 1_000


def plan(*lots: Lot, mix: bool = False) -> Plan:
    return Plan(supply=Supply(lots=lots, may_mix_lots=mix))


def chosen(
    amounts: tuple[int, ...],
    order: Plan,
    *,
    named: dict[int, str] | None = None,
    bag: bool = False,
    counted: dict[str | None, int] | None = None,
) -> LotsChosen | NotEnoughVials:
    """The lots for so much stock each; the last may be a bag."""
    wanted = [
        Wanted(number, ul, bag=bag and number == len(amounts))
        for number, ul in enumerate(amounts, start=1)
    ]
    by_number = {item.number: (named or {}).get(item.number) for item in wanted}
    return lots_apart(wanted, by_number, order, USABLE, counted or {})


def test_without_a_lot_nothing_is_named() -> None:
    assert chosen((600, 600), plan()) == {1: None, 2: None}


def test_the_first_to_expire_with_vials_enough_for_all_serves() -> None:
    two = plan(lot("LATE", 9, month=9), lot("SOON", 1, month=3))
    assert chosen((600, 400), two) == {1: "SOON", 2: "SOON"}
    assert chosen((600, 500), two) == {1: "LATE", 2: "LATE"}


def test_unknown_vials_on_hand_are_taken_to_be_enough() -> None:
    assert chosen((600, 600, 600), plan(lot("A", None))) == {1: "A", 2: "A", 3: "A"}


def test_a_syringe_larger_than_a_vial_is_taken_to_need_one() -> None:
    assert chosen((1_500,), plan(lot("A", 1))) == {1: "A"}


def test_vials_that_are_missing_are_those_of_the_fullest_lot() -> None:
    two = plan(lot("A", 1, month=3), lot("B", 2, month=9))
    assert chosen((600, 700, 800), two) == NotEnoughVials("B", 2, 800, 1, measured=False)


def test_where_no_lot_is_usable_none_is_named() -> None:
    expired = Plan.model_validate(
        {
            "procedure": {"at": "2027-05-01T09:00:00+00:00"},
            "supply": {"lots": [lot("A", 9, month=3).model_dump(mode="json")]},
        },
        strict=False,
    )
    assert chosen((600, 600), expired) == NotEnoughVials(None, 0, 1_200, 2, measured=False)


def test_lots_are_mixed_only_where_that_is_allowed_and_needed() -> None:
    soon, late = lot("SOON", 1, month=3), lot("LATE", 1, month=9)
    assert isinstance(chosen((600, 600), plan(soon, late)), NotEnoughVials)
    assert chosen((600, 600), plan(soon, late, mix=True)) == {1: "SOON", 2: "LATE"}
    assert chosen((600, 400), plan(soon, late, mix=True)) == {1: "SOON", 2: "SOON"}
    assert isinstance(chosen((600, 600, 600), plan(soon, late, mix=True)), NotEnoughVials)


def test_a_bag_comes_first_for_it_is_made_of_one_lot() -> None:
    soon, late = lot("SOON", 2, month=3), lot("LATE", 3, month=9)
    order = plan(soon, late, mix=True)
    assert chosen((800, 900, 2_500), order, bag=True) == {1: "SOON", 2: "SOON", 3: "LATE"}


def test_a_lot_that_is_named_is_kept_and_must_have_the_vials() -> None:
    two = plan(lot("A", 1, month=3), lot("B", 1, month=9), mix=True)
    assert chosen((600, 300), two, named={1: "B"}) == {1: "B", 2: "B"}
    assert chosen((600, 600), two, named={1: "B"}) == {1: "B", 2: "A"}
    assert chosen((600, 700), two, named={1: "B", 2: "B"}) == NotEnoughVials(
        "B", 1, 700, 1, measured=False
    )
    assert chosen((600, 300), two, named={1: "B", 2: "A"}) == {1: "B", 2: "A"}


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ({"SOON": 1}, {1: "SOON", 2: "SOON"}),
        ({None: 1}, {1: "SOON", 2: "SOON"}),
        ({"LATE": 1}, {1: "LATE", 2: "LATE"}),
    ],
)
def test_a_count_changes_the_lot_only_where_another_was_thawed(
    counted: dict[str | None, int], expected: LotsChosen
) -> None:
    two = plan(lot("SOON", 2, month=3), lot("LATE", 2, month=9))
    assert chosen((600, 400), two, counted=counted) == expected


@pytest.mark.parametrize("counted", ["A", None])
def test_once_counted_what_was_thawed_decides_and_not_what_was_on_hand(
    counted: str | None,
) -> None:
    assert chosen((600, 600), plan(lot("A", 1)), counted={counted: 2}) == {1: "A", 2: "A"}


def test_of_counted_lots_one_that_was_thawed_enough_of_serves() -> None:
    two = plan(lot("SOON", 1, month=3), lot("LATE", 3, month=9), mix=True)
    counted: dict[str | None, int] = {"SOON": 1, "LATE": 3}
    assert chosen((600, 600, 600), two, counted=counted) == {1: "LATE", 2: "LATE", 3: "LATE"}


def test_where_what_was_thawed_is_too_little_the_first_lot_has_to_serve() -> None:
    two = plan(lot("SOON", 1, month=3), lot("LATE", 1, month=9), mix=True)
    counted: dict[str | None, int] = {"SOON": 1, "LATE": 1}
    assert chosen((600, 600, 600), two, counted=counted) == {1: "SOON", 2: "SOON", 3: "SOON"}
