"""Which lot each suspension comes from."""

from datetime import UTC, datetime
from itertools import product

from hypothesis import HealthCheck, assume, given, settings

from spineplanner.domain.lots import Load, Yield, allot, is_expired, named_lots, usable_lots
from spineplanner.domain.plan import Expiry, Lot, Plan, Procedure, Supply
from spineplanner.domain.prepare import prepare
from spineplanner.domain.refusals import NotEnoughVials
from tests.domain.strategies import Case, cases

PER = Yield(vial_ul=1_000, overhead_ul=300)
AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def lot(number: str, on_hand: int | None = None, expiry: str | None = None) -> Lot:
    return Lot(
        number=number,
        on_hand=on_hand,
        expiry=Expiry.model_validate(expiry) if expiry else None,
    )


def plan(*lots: Lot, mix: bool = False, at: datetime | None = AT) -> Plan:
    return Plan(procedure=Procedure(at=at), supply=Supply(lots=lots, may_mix_lots=mix))


def loads(*volumes: int, named: str | None = None) -> list[Load]:
    return [Load(volume, named) for volume in volumes]


def test_a_vial_that_is_needed_in_part_is_thawed_whole() -> None:
    assert [PER.vials_for(stock) for stock in (0, 700, 701, 1_700)] == [1, 1, 2, 2]


def test_a_plan_without_lots_draws_on_one_that_nobody_has_named() -> None:
    assert allot(loads(500, 500), plan(), PER) == (None, None)


def test_the_first_to_expire_among_those_with_enough_vials_serves() -> None:
    lots = (lot("LATE", 9, "2027-12"), lot("SOON", 1, "2026-12"), lot("NEXT", 2, "2027-01-31"))
    assert allot(loads(700), plan(*lots), PER) == ("SOON",)
    assert allot(loads(701), plan(*lots), PER) == ("NEXT",)
    assert allot(loads(1_701), plan(*lots), PER) == ("LATE",)


def test_a_lot_of_unknown_expiry_comes_last_and_one_of_unknown_vials_has_enough() -> None:
    assert allot(loads(700), plan(lot("A"), lot("B", 9, "2027-01")), PER) == ("B",)
    assert allot(loads(70_000), plan(lot("A"), lot("B", 9, "2027-01")), PER) == ("A",)


def test_a_lot_lasts_to_the_end_of_its_day_or_month() -> None:
    yesterday, today, month = lot("Y", 1, "2026-11-23"), lot("T", 1, "2026-11-24"), lot("M", 1)
    month = lot("M", 1, "2026-11")
    planned = plan(yesterday, today, month)
    assert [item.number for item in usable_lots(planned)] == ["T", "M"]
    assert is_expired(yesterday, planned)
    assert not is_expired(yesterday, plan(yesterday, at=None))


def test_where_every_lot_has_expired_no_lot_is_named() -> None:
    refused = allot(loads(800), plan(lot("A", 9, "2026-10")), PER)
    assert refused == NotEnoughVials(None, 0, 1_100, 2, measured=False)


def test_lots_mix_only_where_the_plan_allows_it() -> None:
    lots = (lot("A", 1, "2026-12"), lot("B", 1, "2027-01"))
    assert allot(loads(600, 600), plan(*lots), PER) == NotEnoughVials(
        "A", 1, 500, 1, measured=False
    )
    assert allot(loads(600, 600), plan(*lots, mix=True), PER) == ("A", "B")


def test_the_largest_suspensions_are_placed_first_where_the_order_of_use_does_not_fit() -> None:
    lots = (lot("A", 2, "2026-12"), lot("B", 1, "2027-01"))
    assert allot(loads(600, 1_700), plan(*lots, mix=True), PER) == ("B", "A")


def test_what_fits_nowhere_is_refused_with_the_fullest_lot() -> None:
    lots = (lot("A", 1, "2026-12"), lot("B", 2, "2027-01"))
    refused = allot(loads(1_700, 1_700), plan(*lots, mix=True), PER)
    assert refused == NotEnoughVials("B", 2, 1_700, 2, measured=False)


def test_a_named_lot_is_kept_and_serves_the_others_too() -> None:
    lots = (lot("A", 5, "2026-12"), lot("B", 5, "2027-01"))
    asked = [Load(500, "B"), Load(500, None)]
    assert allot(asked, plan(*lots), PER) == ("B", "B")
    assert allot(asked, plan(*lots, mix=True), PER) == ("B", "B")


def test_a_named_lot_with_too_few_vials_is_refused_by_its_name() -> None:
    lots = (lot("A", 9, "2026-12"), lot("B", 1, "2027-01"))
    refused = allot(loads(1_000, 900, named="B"), plan(*lots), PER)
    assert refused == NotEnoughVials("B", 1, 1_200, 2, measured=False)
    unknown = plan(lot("A"), lot("B", None))
    assert allot(loads(1_000, named="B"), unknown, PER) == ("B",)


def test_nothing_to_place_needs_no_vials() -> None:
    assert allot([], plan(lot("A", 0)), PER) == ()
    lots = (lot("A", 0, "2026-12"), lot("B", 1, "2026-10"))
    assert allot(loads(500, named="B"), plan(*lots, mix=True), PER) == ("B",)


def test_a_count_changes_no_choice_of_lots() -> None:
    lots = (lot("A", 1, "2026-12"), lot("B", 5, "2027-01"))
    assert allot(loads(900), plan(*lots), PER, {None: 10_000}) == ("B",)
    assert allot(loads(900), plan(*lots), PER, {"B": 10_000}) == ("B",)
    assert allot(loads(600, 600), plan(*lots, mix=True), PER, {"B": 10_000}) == ("B", "B")


def test_a_count_of_another_lot_says_what_was_thawed() -> None:
    lots = (lot("A", 1, "2026-12"), lot("B", 5, "2027-01"))
    assert allot(loads(900), plan(*lots), PER, {"A": 10_000}) == ("A",)


def test_a_count_of_a_lot_that_is_not_listed_is_of_none() -> None:
    lots = (lot("A", 1, "2026-12"), lot("B", 5, "2027-01"))
    assert allot(loads(900), plan(*lots), PER, {"Z": 10_000}) == ("B",)


def test_what_was_thawed_all_the_same_is_no_longer_held_against_the_vials_on_hand() -> None:
    assert allot(loads(900), plan(lot("A", 1, "2026-12")), PER, {None: 10_000}) == ("A",)
    none = allot(loads(900), plan(lot("A", 1, "2026-10")), PER, {None: 10_000})
    assert isinstance(none, NotEnoughVials)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(cases())
def test_lots_mix_only_if_no_lot_is_enough_or_the_plan_names_several(case: Case) -> None:
    preparation = prepare(case.plan, case.formulary)
    supply = case.plan.supply
    assume(preparation.supply is not None and supply.lots)
    used = {item.lot for item in preparation.suspensions}
    named = set(named_lots(case.plan).values()) - {None}
    assert used <= {item.number for item in supply.lots}
    assert {aliquot.lot for aliquot in case.plan.aliquots if aliquot.lot} <= used
    if not supply.may_mix_lots:
        assert len(used) <= max(1, len(named))
    for number, item in product(used - named, supply.lots):
        assert number != item.number or not is_expired(item, case.plan)


def test_of_several_counted_lots_the_one_with_enough_measured_stock_serves() -> None:
    """Two of A and five of B were thawed: A was measured to hold 5.4 mL, B 21 mL as planned."""
    lots = (lot("A", 2, "2026-12"), lot("B", 6, "2027-01"))
    counted: dict[str | None, int] = {"A": 5_400, "B": 21_000}
    order = plan(*lots, mix=True)
    assert allot(loads(2_100, 1_200, 17_200), order, PER, counted) == ("B", "B", "B")


def test_of_several_counted_lots_that_hold_too_little_the_first_falls_short() -> None:
    lots = (lot("A", 1, "2026-12"), lot("B", 1, "2027-01"))
    assert allot(loads(900), plan(*lots), PER, {"A": 100, "B": 200}) == ("A",)
