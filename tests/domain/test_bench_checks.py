"""What was made of the stock, against what is taken of it and what there is."""

from dataclasses import replace

import pytest

from spineplanner.domain.bag_filling import Exchange
from spineplanner.domain.bench_evidence import BagOff, LeftOverAbove, StockOverused
from spineplanner.domain.edits import fill_bag
from spineplanner.domain.entries import Done, Made
from spineplanner.domain.plan import BagFill
from spineplanner.domain.prepare import prepare
from spineplanner.domain.record import Record
from spineplanner.domain.rules import Rule, Severity
from spineplanner.wording.findings import finding_advice, finding_title
from tests.domain.apart_cases import apart_clinic, published
from tests.domain.apart_cases import counted as cells_counted
from tests.domain.cases import (
    MILLION,
    Situation,
    complete_plan,
    planned_cells_per_ml,
    situation,
)
from tests.domain.day_cases import at, count, day_until, made_from, on
from tests.domain.day_situations import (
    changed_filled,
    changed_made,
    left_over,
    on_the_day,
    stock_too_freely,
)


def titles(found: Situation, rule: Rule) -> list[str]:
    return [finding_title(finding) for finding in found.found(rule)]


def _made(letter: str, stock_ul: int, diluent_ul: int) -> Record:
    return changed_made(day_until("make C"), letter, stock_ul=stock_ul, diluent_ul=diluent_ul)


def test_a_suspension_that_is_smaller_than_what_is_drawn_from_it_is_stopped() -> None:
    # Two syringes take 0.55 mL and the 0.07 mL below their zero marks: 1.24 mL.
    assert titles(on_the_day(_made("A", 400, 839)), Rule.MADE_SHORT) == [
        "Suspension A was made as 1.239 mL, and 1.24 mL must be drawn from it."
    ]
    assert not on_the_day(_made("A", 400, 840)).found(Rule.MADE_SHORT)


def test_what_was_really_drawn_is_what_a_suspension_must_have_held() -> None:
    record = changed_made(day_until("draw 2"), "A", stock_ul=390, diluent_ul=760)
    assert on_the_day(record).found(Rule.MADE_SHORT)
    record = changed_filled(record, 2, drawn_ul=450)
    assert not on_the_day(record).found(Rule.MADE_SHORT)
    record = changed_filled(record, 1, drawn_ul=900)
    assert titles(on_the_day(record), Rule.MADE_SHORT) == [
        "Suspension A was made as 1.15 mL, and 1.49 mL must be drawn from it."
    ]


def test_a_bag_of_the_right_strength_and_another_volume_is_said() -> None:
    twice = on_the_day(_made("C", 2 * 6_800, 2 * 43_200))
    (finding,) = twice.found(Rule.MADE_FAR_OFF)
    assert finding.evidence == BagOff("C", made_ul=100_000, asked_ul=50_000)
    assert finding_title(finding) == "The bag of suspension C was made to 100 mL, not to 50 mL."
    assert on_the_day(_made("C", 6_940, 44_061)).found(Rule.MADE_OFF)
    assert not on_the_day(_made("C", 6_936, 44_064)).found(Rule.MADE_OFF)


def test_a_prefilled_bag_is_compared_with_what_its_sheet_asks_for() -> None:
    plan = complete_plan()
    infusion = plan.infusion.replace(
        fill=BagFill.PREFILLED, line_flushed=False, line_kept_ul=10_000
    )
    plan = plan.replace(infusion=infusion)
    record = day_until("make B")
    preparation = made_from(record, plan)
    bag = preparation.suspensions[2]
    record = fill_bag(
        record,
        occasion=on(32, plan=plan),
        preparation=preparation,
        suspension=bag,
        stock_ul=bag.stock_ul,
        exchanged=Exchange(50_000, 0, 10_000 - bag.stock_ul),
    )
    assert not on_the_day(record, plan=plan).found(Rule.MADE_OFF)


def test_a_bag_keeps_nothing_back_in_a_tube() -> None:
    assert not on_the_day(_made("C", 680, 4_320)).found(Rule.MADE_SHORT)


def test_stock_that_is_used_too_freely_is_missing_for_the_rest() -> None:
    # 10.7 mL are left after the count, of which 0.2 mL stay in the tube.
    (finding,) = on_the_day(stock_too_freely()).found(Rule.STOCK_OVERUSED)
    assert finding.evidence == StockOverused(used_ul=4_490, rest_ul=6_800, held_ul=10_500)
    assert finding_title(finding) == (
        "4.49 mL of stock is used and 6.8 mL still asked for, and the counted pool gives 10.5 mL."
    )
    assert "thaw another vial" in finding_advice(finding)


def test_all_of_a_pool_may_be_used_and_no_more() -> None:
    def used(stock_ul: int) -> Situation:
        return on_the_day(_made("B", stock_ul, 2_000))

    assert not used(10_700 - 490 - 6_800).found(Rule.STOCK_OVERUSED)
    assert titles(used(10_701 - 490 - 6_800), Rule.STOCK_OVERUSED) == [
        "10.701 mL of stock is used, and the counted pool held 10.7 mL."
    ]


def test_stock_that_was_used_before_a_pool_was_counted_again_is_not_in_it() -> None:
    record = day_until("make C")
    again = count(record, 40, pool_ul=10_700)
    assert not on_the_day(again).found(Rule.STOCK_OVERUSED)
    timeless = tuple(item.replace(counted_at=None) for item in record.counts)
    freely = changed_made(record, "B", stock_ul=9_000).replace(counts=timeless)
    assert on_the_day(freely).found(Rule.STOCK_OVERUSED)


def test_vials_that_are_kept_apart_leave_nothing_in_a_pooling_tube() -> None:
    plan = published()
    counted = cells_counted(planned_cells_per_ml(), vials=8, pool_ul=27_000, of="EX-1")
    preparation = prepare(plan, apart_clinic(), (counted,))
    first = preparation.suspensions[0]
    rest_ul = sum(suspension.stock_ul for suspension in preparation.suspensions[1:])

    def with_stock(stock_ul: int) -> Situation:
        made = Made(
            letter=first.letter,
            sites=(plan.aliquots[0].site,),
            cells=MILLION,
            volume_ul=500,
            stock_ul=stock_ul,
            diluent_ul=500,
            made=Done(by="N. Example", at=at(30)),
        )
        record = Record(counts=(counted,), made=(made,))
        return replace(situation(plan, apart_clinic()), record=record)

    assert not with_stock(27_000 - rest_ul).found(Rule.STOCK_OVERUSED)
    assert with_stock(27_001 - rest_ul).found(Rule.STOCK_OVERUSED)


@pytest.mark.parametrize("last", ["make A", "make C", "draw 1"])
def test_nothing_is_made_without_a_count(last: str) -> None:
    record = day_until(last).replace(counts=())
    said = titles(on_the_day(record), Rule.MADE_UNCOUNTED)
    assert said[0] == "Suspension A was made, and no count of its stock is entered."
    assert len(said) == len(record.made)
    assert not on_the_day(day_until(last)).found(Rule.MADE_UNCOUNTED)


def test_a_suspension_that_can_not_be_computed_any_more_has_the_count_that_there_is() -> None:
    record = count(day_until("make C"), 33, cells_per_ml=1_200_000)
    assert not on_the_day(record).found(Rule.MADE_UNCOUNTED)


def test_no_more_is_left_of_the_stock_than_was_not_used() -> None:
    # 10.7 mL, of which 0.49, 0.77 and 6.8 mL were used.
    assert not on_the_day(left_over(2_640)).found(Rule.LEFT_OVER_ABOVE)
    (finding,) = on_the_day(left_over(2_641)).found(Rule.LEFT_OVER_ABOVE)
    assert (finding.severity, finding.evidence) == (
        Severity.CONFIRM,
        LeftOverAbove(left_ul=2_641, most_ul=2_640),
    )
    assert finding_title(finding) == (
        "2.641 mL is said to be left, and no more than 2.64 mL was counted and not used."
    )
    uncounted = left_over(2_641).replace(counts=())
    assert not on_the_day(uncounted).found(Rule.LEFT_OVER_ABOVE)


def test_a_suspension_of_another_order_has_used_its_stock_all_the_same() -> None:
    record = stock_too_freely()
    other = tuple(m.replace(cells=m.cells + 1) if m.letter == "B" else m for m in record.made)
    (finding,) = on_the_day(record.replace(made=other)).found(Rule.STOCK_OVERUSED)
    assert finding.evidence == StockOverused(used_ul=4_490, rest_ul=7_570, held_ul=10_500)
