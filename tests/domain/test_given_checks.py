"""What was drawn and given, against what was ordered and what a site may get."""

from dataclasses import replace

import pytest

from spineplanner.domain import edits
from spineplanner.domain.anatomy import VEIN
from spineplanner.domain.bench_evidence import DrawnOff, GivenOff
from spineplanner.domain.edits.refused import EditError
from spineplanner.domain.edits.refused_day import DrawTooMuch, GivenAlready
from spineplanner.domain.formulary import LimitName
from spineplanner.domain.rules import Rule
from spineplanner.wording.findings import finding_advice, finding_title
from spineplanner.wording.refused_day import day_refusal_words
from tests.domain.cases import LEFT, Situation, clinic, complete_plan, limit_of, with_limit
from tests.domain.day_cases import checked, day_until, draw, given
from tests.domain.day_situations import (
    changed_filled,
    changed_made,
    drawn_to,
    given_as,
    on_the_day,
    ran_in,
)

DRAWN = {
    Rule.DRAWN_OFF,
    Rule.DRAWN_FAR_OFF,
    Rule.DRAWN_ABOVE_USUAL,
    Rule.DRAWN_ABOVE_HARD,
}
GIVEN = {
    Rule.GIVEN_OFF,
    Rule.GIVEN_FAR_OFF,
    Rule.GIVEN_ABOVE_USUAL,
    Rule.GIVEN_ABOVE_HARD,
}


def said(found: Situation) -> set[Rule]:
    return {f.rule for f in found.look() if f.rule in DRAWN | GIVEN}


def titles(found: Situation, rule: Rule) -> list[str]:
    return [finding_title(finding) for finding in found.found(rule)]


@pytest.mark.parametrize(
    ("drawn_ul", "rules"),
    [
        (550, set()),
        (559, set()),
        (561, {Rule.DRAWN_OFF}),
        (539, {Rule.DRAWN_OFF}),
        (601, {Rule.DRAWN_FAR_OFF}),
        (30, {Rule.DRAWN_FAR_OFF}),
        (1_050, {Rule.DRAWN_FAR_OFF}),
        (1_051, {Rule.DRAWN_FAR_OFF, Rule.DRAWN_ABOVE_USUAL}),
        (1_551, {Rule.DRAWN_FAR_OFF, Rule.DRAWN_ABOVE_HARD}),
    ],
)
def test_a_syringe_that_waits_is_judged_by_what_it_gives_when_it_is_pushed_to_zero(
    drawn_ul: int, rules: set[Rule]
) -> None:
    assert said(drawn_to(drawn_ul)) == rules


def test_a_syringe_drawn_tenfold_is_said_with_its_numbers_and_what_to_do() -> None:
    (finding,) = drawn_to(5_050).found(Rule.DRAWN_FAR_OFF)
    assert isinstance(finding.evidence, DrawnOff)
    assert finding.source == limit_of(clinic(), LimitName.DOSE_ERROR_HARD).source
    assert finding_title(finding) == (
        "L4–L5 facet LEFT: drawn to 5.05 mL, not to 0.55 mL: pushed to zero, the dose is off by "
        "+900.5 %."
    )
    assert finding_advice(finding).startswith("Do not give it. Draw it again")
    (above,) = drawn_to(5_050).found(Rule.DRAWN_ABOVE_HARD)
    assert above.source == limit_of(clinic(), LimitName.FACET_LUMBAR_VOLUME_HARD).source
    assert finding_title(above) == (
        "L4–L5 facet LEFT: 5 mL is given when it is pushed to zero, above 1.5 mL."
    )


def test_once_it_is_given_what_was_given_is_judged_and_not_what_was_drawn() -> None:
    assert said(given_as(500, drawn_ul=900)) == set()


def test_what_could_not_come_out_of_a_syringe_was_not_given_whatever_is_entered() -> None:
    # The needle keeps 0.05 mL of the 0.5 mL that were drawn.
    assert titles(given_as(500, drawn_ul=500), Rule.DRAWN_OFF) == [
        "L4–L5 facet LEFT: drawn to 0.5 mL, not to 0.55 mL: pushed to zero, the dose is off by "
        "−10 %."
    ]
    assert said(given_as(500, drawn_ul=490)) == {Rule.DRAWN_FAR_OFF}
    assert said(given_as(500, drawn_ul=541)) == set()


@pytest.mark.parametrize(
    ("given_ul", "rules"),
    [
        (500, set()),
        (509, set()),
        (511, {Rule.GIVEN_OFF}),
        (485, {Rule.GIVEN_OFF}),
        (551, {Rule.GIVEN_FAR_OFF}),
        (0, {Rule.GIVEN_FAR_OFF}),
        (1_000, {Rule.GIVEN_FAR_OFF}),
        (1_001, {Rule.GIVEN_FAR_OFF, Rule.GIVEN_ABOVE_USUAL}),
        (1_500, {Rule.GIVEN_FAR_OFF, Rule.GIVEN_ABOVE_USUAL}),
        (1_501, {Rule.GIVEN_FAR_OFF, Rule.GIVEN_ABOVE_HARD}),
    ],
)
def test_what_was_given_is_compared_with_the_order_and_with_what_the_site_may_get(
    given_ul: int, rules: set[Rule]
) -> None:
    assert said(given_as(given_ul)) == rules


def test_what_was_given_sixfold_can_not_be_undone_and_is_told_the_physician() -> None:
    (off,) = given_as(3_000).found(Rule.GIVEN_FAR_OFF)
    assert isinstance(off.evidence, GivenOff)
    assert off.site == LEFT
    # 0.49 mL of stock in 1.45 mL is a little stronger than ordered.
    assert finding_title(off) == (
        "L4–L5 facet LEFT: 3 mL was given, not 0.5 mL: the dose is off by +500.3 %."
    )
    assert "can’t be undone: tell the physician now" in finding_advice(off)
    (above,) = given_as(3_000).found(Rule.GIVEN_ABOVE_HARD)
    assert finding_title(above) == "L4–L5 facet LEFT: 3 mL was given, above 1.5 mL."
    assert "tell the physician now" in finding_advice(above)
    assert above.source == limit_of(clinic(), LimitName.FACET_LUMBAR_VOLUME_HARD).source


def test_a_stronger_suspension_and_more_of_it_add_up() -> None:
    stronger = changed_made(given_as(530).record, "A", stock_ul=520)
    assert said(on_the_day(stronger)) == {Rule.GIVEN_FAR_OFF}
    less = changed_made(given_as(475).record, "A", stock_ul=520)
    assert said(on_the_day(less)) == set(), "the dose is what was ordered"


def test_of_what_was_made_for_another_order_the_volume_alone_is_judged() -> None:
    made = changed_made(given_as(560).record, "A", cells=2_000_000, stock_ul=9_000)
    (finding,) = on_the_day(made).found(Rule.GIVEN_FAR_OFF)
    assert titles(on_the_day(made), Rule.GIVEN_FAR_OFF) == [
        "L4–L5 facet LEFT: 0.56 mL was given, not 0.5 mL: the dose is off by +12 %."
    ]
    assert finding.field == "record.filled.given"
    gone = on_the_day(given_as(560).record, plan=complete_plan().replace(aliquots=()))
    assert gone.found(Rule.GIVEN_FAR_OFF)


def test_a_bag_that_did_not_run_in_is_said_at_the_vein() -> None:
    short = changed_filled(day_until("infusion end"), 4, given_ul=30_000)
    (finding,) = on_the_day(short).found(Rule.GIVEN_FAR_OFF)
    assert (finding.site, finding.field) == (VEIN, "record.infusion_ended")


def test_where_no_limit_is_set_no_volume_is_above_it() -> None:
    unset = with_limit(clinic(), LimitName.FACET_LUMBAR_VOLUME_HARD, None)
    unset = with_limit(unset, LimitName.FACET_LUMBAR_VOLUME_USUAL, None)
    unset = with_limit(unset, LimitName.DOSE_ERROR_HARD, None)
    unset = with_limit(unset, LimitName.DOSE_ERROR_USUAL, None)
    for found in (given_as(3_000), drawn_to(3_000)):
        assert said(replace(found, formulary=unset)) == set()


def test_what_is_ordered_above_the_usual_volume_is_said_once_by_the_order() -> None:
    lower = with_limit(clinic(), LimitName.FACET_LUMBAR_VOLUME_USUAL, 400)
    for as_ordered in (given_as(500), drawn_to(550)):
        found = replace(as_ordered, formulary=lower)
        assert found.found(Rule.VOLUME_ABOVE_USUAL)
        assert said(found) == set()


def test_no_more_is_given_than_was_in_a_container() -> None:
    assert titles(given_as(500, drawn_ul=499), Rule.GIVEN_ABOVE_HELD) == [
        "L4–L5 facet LEFT: 0.5 mL is said to be given, and only 0.499 mL was in it."
    ]
    bag = changed_filled(day_until("infusion end"), 4, given_ul=50_001)
    assert on_the_day(bag).found(Rule.GIVEN_ABOVE_HELD)
    unmade = edits.unmake_suspension(bag, letter="C")
    assert not on_the_day(unmade).found(Rule.GIVEN_ABOVE_HELD)
    assert on_the_day(unmade).found(Rule.FILLED_UNMADE)


def test_a_syringe_whose_needle_is_not_known_any_more_is_not_judged() -> None:
    plan = complete_plan()
    first, *others = plan.aliquots
    bare = plan.replace(aliquots=(first.replace(needle=None), *others))
    assert not said(on_the_day(drawn_to(900).record, plan=bare))


def test_what_is_in_use_must_have_been_made() -> None:
    record = edits.unmake_suspension(day_until("draw 1"), letter="A")
    assert titles(on_the_day(record), Rule.FILLED_UNMADE) == [
        "L4–L5 facet LEFT: container 1 is in use, and its suspension A is not entered as made."
    ]
    labelled = edits.unmake_suspension(day_until("label 4"), letter="C")
    assert not on_the_day(labelled).found(Rule.FILLED_UNMADE)
    running = edits.unmake_suspension(day_until("infusion start"), letter="C")
    assert [f.site for f in on_the_day(running).found(Rule.FILLED_UNMADE)] == [VEIN]


def test_an_infusion_that_began_unchecked_is_stopped_at_once() -> None:
    running = changed_filled(day_until("infusion start"), 4, checked=None)
    (finding,) = on_the_day(running).found(Rule.GIVEN_UNCHECKED)
    assert (finding.site, finding.field) == (VEIN, "record.filled.checked")
    waiting = changed_filled(day_until("check 4"), 4, checked=None)
    assert not on_the_day(waiting).found(Rule.GIVEN_UNCHECKED)
    assert not ran_in(started=60, ended=90, use_by=300).found(Rule.GIVEN_UNCHECKED)


def test_no_more_is_drawn_than_a_syringe_holds() -> None:
    record = day_until("make C")
    assert draw(record, 2, 43, volume_ul=1_000).filled[0].drawn_ul == 1_000
    with pytest.raises(EditError) as refused:
        draw(record, 2, 43, volume_ul=5_000)
    reason = refused.value.reason
    assert reason == DrawTooMuch(2, 5_000, 1_000)
    assert day_refusal_words(reason) == (
        "5 mL can’t be drawn: syringe 2 holds 1 mL. Read its mark again."
    )


def test_what_was_given_is_not_lost_by_drawing_the_syringe_again() -> None:
    record = given(checked(day_until("draw 1"), 1, 45), 1, 62)
    with pytest.raises(EditError) as refused:
        draw(record, 1, 63)
    assert refused.value.reason == GivenAlready(1)
    assert day_refusal_words(refused.value.reason) == (
        "Syringe 1 was given. Withdraw what was given first, if it was not."
    )
