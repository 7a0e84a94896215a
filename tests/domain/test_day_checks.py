"""What the record of the day has to say, and when it is silent."""

from dataclasses import replace
from fractions import Fraction
from math import ceil

import pytest

from spineplanner.domain import edits
from spineplanner.domain.bench_evidence import MadeOff
from spineplanner.domain.blind_check import Asked, answered, asked, is_outdated, last_check
from spineplanner.domain.findings import (
    CheckDiffers,
    ContainerOfAnother,
    SuspensionOfAnother,
    VialsDisagree,
)
from spineplanner.domain.formulary import LimitName
from spineplanner.domain.plan import Expiry
from spineplanner.domain.record import Record
from spineplanner.domain.rules import Rule
from spineplanner.domain.second_check import Checked, CheckedLine
from tests.domain.cases import (
    LEFT,
    MILLION,
    clinic,
    complete_plan,
    planned_cells_per_ml,
    with_limit,
)
from tests.domain.day_cases import STEPS, at, count, day_until, made_from, on
from tests.domain.day_situations import (
    bad_vial,
    made_with,
    more_cells,
    on_the_day,
    second_check,
)


@pytest.mark.parametrize("last", STEPS)
def test_a_day_without_a_mishap_has_nothing_to_say(last: str) -> None:
    record = day_until(last)
    assert on_the_day(record).look() == ()


def test_a_day_that_is_done_in_time_stays_silent_for_ever() -> None:
    assert on_the_day(day_until("left over"), minutes=99_999).look() == ()


def test_a_vial_is_good_on_its_last_day_and_no_longer() -> None:
    record = day_until("vial 1")
    (taken,) = record.vials

    def with_expiry(expiry: Expiry | None) -> Record:
        return record.replace(vials=(taken.replace(expiry=expiry),))

    today, yesterday = (Expiry(year=2026, month=11, day=day) for day in (24, 23))
    assert not on_the_day(with_expiry(today)).found(Rule.VIAL_EXPIRED)
    assert not on_the_day(with_expiry(None)).found(Rule.VIAL_EXPIRED)
    assert on_the_day(with_expiry(yesterday)).found(Rule.VIAL_EXPIRED)
    plan = complete_plan()
    undated = plan.replace(procedure=plan.procedure.replace(at=None))
    assert not on_the_day(with_expiry(today), plan=undated).found(Rule.VIAL_EXPIRED)
    assert on_the_day(with_expiry(yesterday), plan=undated).found(Rule.VIAL_EXPIRED)


def test_vials_that_were_recorded_are_compared_with_those_in_the_count() -> None:
    (finding,) = on_the_day(count(bad_vial())).found(Rule.VIALS_DISAGREE)
    assert finding.evidence == VialsDisagree(counted=3, good=2)
    assert not on_the_day(count(Record())).found(Rule.VIALS_DISAGREE)
    assert not on_the_day(bad_vial()).found(Rule.VIALS_DISAGREE)


def test_a_suspension_is_judged_as_it_was_really_made() -> None:
    exact = on_the_day(day_until("make A"))
    rules = {Rule.MADE_OFF, Rule.MADE_FAR_OFF}
    assert not [f for f in exact.look() if f.rule in rules]
    (finding,) = made_with(600).found(Rule.MADE_FAR_OFF)
    assert isinstance(finding.evidence, MadeOff)
    # 600 of 1560 uL is stock of 5.921 million/mL, where 2 million/mL are ordered.
    strength = Fraction(planned_cells_per_ml(), 1000)
    assert finding.evidence.error == Fraction(600, 1560) * strength / 2000 - 1
    assert not made_with(600).found(Rule.MADE_OFF)


def test_without_limits_no_suspension_is_off() -> None:
    unset = with_limit(clinic(), LimitName.DOSE_ERROR_HARD, None)
    far = replace(made_with(600), formulary=unset)
    assert far.found(Rule.MADE_OFF)
    unset = with_limit(unset, LimitName.DOSE_ERROR_USUAL, None)
    assert not replace(far, formulary=unset).found(Rule.MADE_OFF)


def test_what_was_done_for_another_order_is_stopped_piece_by_piece() -> None:
    found = on_the_day(day_until("draw 1"), plan=more_cells()).found(Rule.DONE_FOR_ANOTHER_ORDER)
    assert {f.evidence for f in found} == {
        SuspensionOfAnother("A"),
        SuspensionOfAnother("B"),
        SuspensionOfAnother("C"),
        ContainerOfAnother(1, MILLION, 500),
    }
    assert [f.site for f in found if isinstance(f.evidence, ContainerOfAnother)] == [LEFT]


def test_a_suspension_that_can_not_be_computed_any_more_is_not_called_another_orders() -> None:
    record = count(day_until("make C"), 33, cells_per_ml=1_200_000)
    found = on_the_day(record)
    assert found.found(Rule.REFUSAL)
    assert not found.found(Rule.DONE_FOR_ANOTHER_ORDER)


def test_after_the_count_the_checker_finds_the_vials_that_are_needed_not_those_thawed() -> None:
    record = count(day_until("pool"), vials=6, pool_ul=21_500)
    preparation = made_from(record)
    assert preparation.supply is not None
    assert preparation.supply.vials == 6
    lines = answered(complete_plan(), preparation, {})
    (vials,) = (line for line in lines if line.what is Checked.VIALS)
    (pool,) = preparation.supply.pools
    assert vials.computed == ceil(Fraction(pool.total_ul, pool.vial_ul)) == 3


def test_the_checker_is_asked_without_being_told() -> None:
    preparation = made_from(Record())
    assert asked(complete_plan(), preparation) == (
        Asked(Checked.TOTAL),
        Asked(Checked.VIALS),
        Asked(Checked.STOCK, "A"),
        Asked(Checked.STOCK, "B"),
        Asked(Checked.STOCK, "C"),
        Asked(Checked.DRAW_TO, "1"),
        Asked(Checked.DRAW_TO, "2"),
        Asked(Checked.DRAW_TO, "3"),
    )


def test_each_line_that_differs_is_a_finding_and_is_kept() -> None:
    wrong: dict[Asked, int | None] = {
        Asked(Checked.VIALS): None,
        Asked(Checked.STOCK, "A"): 500,
        Asked(Checked.DRAW_TO, "1"): 551,
    }
    record = second_check(Record(), wrong)
    lines = [
        CheckedLine(what=Checked.VIALS, entered=None, computed=3),
        CheckedLine(what=Checked.STOCK, of="A", entered=500, computed=490),
        CheckedLine(what=Checked.DRAW_TO, of="1", entered=551, computed=550),
    ]
    found = on_the_day(record).found(Rule.SECOND_CHECK_DIFFERS)
    assert [f.evidence for f in found] == [CheckDiffers(line) for line in lines]
    right = second_check(record, {})
    assert not on_the_day(right).found(Rule.SECOND_CHECK_DIFFERS)
    assert list(right.second_checks[0].differences) == lines


def test_a_check_is_outdated_once_the_numbers_are_others() -> None:
    record = second_check(Record(), {})
    check = last_check(record)
    assert check is not None
    assert not is_outdated(check, complete_plan(), made_from(record))
    assert is_outdated(check, more_cells(), made_from(record, more_cells()))


def test_what_can_not_be_computed_is_asked_and_agrees_with_a_blank() -> None:
    plan = complete_plan()
    first, *others = plan.aliquots
    open_plan = plan.replace(aliquots=(first.replace(cells=None), *others))
    preparation = made_from(Record(), open_plan)
    assert Asked(Checked.VIALS) in asked(open_plan, preparation)
    record = edits.enter_second_check(
        Record(),
        occasion=on(0, plan=open_plan),
        first="P. Example",
        revision=1,
        preparation=preparation,
        entered={},
    )
    vials = record.second_checks[0].lines[1]
    assert (vials.computed, vials.agrees) == (None, True)


def test_a_clock_set_back_is_said_once_and_not_anew_with_every_tick() -> None:
    early, earlier = (on_the_day(day_until("count"), minutes=m) for m in (19, 18))
    assert early.found(Rule.CLOCK_SET_BACK) == earlier.found(Rule.CLOCK_SET_BACK) != []
    assert on_the_day(day_until("count"), minutes=20).now == at(20)
    assert not on_the_day(day_until("count"), minutes=20).found(Rule.CLOCK_SET_BACK)
