"""Whether the stock is used in time, and whether that can be known at all."""

from dataclasses import replace
from uuid import UUID

import pytest

from spineplanner.domain.anatomy import VEIN
from spineplanner.domain.day import StepKind
from spineplanner.domain.day_steps import day_steps
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.findings import NotStated
from spineplanner.domain.record import Record
from spineplanner.domain.rules import Rule
from spineplanner.domain.thaw_clock import ClockState, thaw_clock
from spineplanner.wording.findings import finding_advice, finding_title
from spineplanner.wording.thaw_clock import clock_sentences, clock_title, clock_word
from tests.domain.cases import Situation, clinic, complete_plan, with_product
from tests.domain.day_cases import at, day_until, made_from
from tests.domain.day_situations import on_the_day, ran_in, thawed_until

LATE = {
    Rule.INFUSION_LATE,
    Rule.INFUSION_WAS_LATE,
    Rule.GIVEN_LATE,
    Rule.USE_BY_PASSED,
}


def said(found: Situation) -> set[Rule]:
    return {f.rule for f in found.look() if f.rule in LATE}


def titles(found: Situation, rule: Rule) -> list[str]:
    return [finding_title(finding) for finding in found.found(rule)]


@pytest.mark.parametrize("last", ["count", "make A", "draw 1", "give 1", "infusion start"])
@pytest.mark.parametrize(
    ("gone", "missing"),
    [
        (["thaw_started_at", "thaw_ended_at"], "start of the thaw, end of the thaw"),
        (["thaw_started_at"], "start of the thaw"),
        (["thaw_ended_at"], "end of the thaw"),
    ],
)
def test_once_stock_is_counted_or_used_it_is_stopped_until_its_thaw_is_entered(
    last: str, gone: list[str], missing: str
) -> None:
    record = day_until(last).replace(**dict.fromkeys(gone))
    found = on_the_day(record).found(Rule.THAW_NOT_STATED)
    assert [finding_title(finding) for finding in found] == [f"Not stated: {missing}."]
    assert found[0].field == f"record.{gone[0]}"
    assert not on_the_day(day_until(last)).found(Rule.THAW_NOT_STATED)


def test_what_is_used_without_a_count_asks_for_the_thaw_as_well() -> None:
    record = day_until("draw 1").replace(
        thaw_started_at=None, thaw_ended_at=None, counts=(), made=()
    )
    fields = ("record.thaw_started_at", "record.thaw_ended_at")
    (finding,) = on_the_day(record).found(Rule.THAW_NOT_STATED)
    assert finding.evidence == NotStated(fields)


@pytest.mark.parametrize("last", ["vial 3", "pool"])
def test_before_stock_is_counted_the_thaw_may_be_entered_later(last: str) -> None:
    record = day_until(last).replace(thaw_started_at=None, thaw_ended_at=None)
    assert not on_the_day(record).found(Rule.THAW_NOT_STATED)


def test_an_infusion_that_begins_too_late_stays_stopped_while_it_runs() -> None:
    # The bag needs 30 minutes: of stock to be used by 09:47 it must begin by 09:17.
    waiting = thawed_until(77, "check 4", minutes=60)
    assert titles(waiting, Rule.INFUSION_LATE) == [
        "The infusion had to begin by 24 Nov 2026, 09:17 to end in time."
    ]
    running = ran_in(started=60, ended=None, use_by=77, minutes=65)
    assert titles(running, Rule.INFUSION_LATE) == [
        "The infusion began at 24 Nov 2026, 09:30, and had to begin by 24 Nov 2026, 09:17: it "
        "runs past the use-by of 24 Nov 2026, 09:47."
    ]
    assert said(ran_in(started=47, ended=None, use_by=77, minutes=66)) == set()


def test_an_infusion_that_ended_says_what_was_so() -> None:
    in_time = ran_in(started=60, ended=77, use_by=77)
    assert titles(in_time, Rule.INFUSION_WAS_LATE) == [
        "The infusion began at 24 Nov 2026, 09:30, and had to begin by 24 Nov 2026, 09:17; it "
        "ended at 24 Nov 2026, 09:47, before the use-by."
    ]
    assert said(in_time) == {Rule.INFUSION_WAS_LATE}
    late = ran_in(started=60, ended=90, use_by=77)
    (finding,) = late.found(Rule.GIVEN_LATE)
    assert (finding.site, finding.field) == (VEIN, "record.infusion_ended")
    assert finding_title(finding) == (
        "intravenous infusion: given at 24 Nov 2026, 10:00, after the use-by of 24 Nov 2026, 09:47."
    )
    assert "can’t be undone" in finding_advice(finding)
    assert said(late) == {Rule.GIVEN_LATE}, "nothing is left that must not be given"


def test_a_syringe_given_after_the_use_by_is_said_and_what_waits_is_stopped() -> None:
    found = thawed_until(63, "give 3")
    assert [f.site for f in found.found(Rule.GIVEN_LATE)] == [complete_plan().aliquots[2].site]
    assert found.found(Rule.USE_BY_PASSED), "the bag still runs"


def test_without_a_stated_stability_nothing_is_late() -> None:
    endless = with_product(clinic(), stability_minutes=None)
    assert said(replace(ran_in(started=60, ended=90, use_by=77), formulary=endless)) == set()


def test_without_an_infusion_time_no_start_is_late() -> None:
    plan = complete_plan()
    untimed = plan.replace(infusion=plan.infusion.replace(minutes=None))
    running = ran_in(started=60, ended=None, use_by=77, minutes=65)
    assert said(replace(running, plan=untimed)) == set()


def _clock_at(record: Record, minutes: int) -> tuple[str, str, str]:
    clock = thaw_clock(complete_plan(), clinic(), record, at(minutes))
    return clock_word(clock.state), clock_title(clock), " ".join(clock_sentences(clock))


def test_a_clock_that_is_set_back_gives_no_time_that_has_passed() -> None:
    # Until 10:32; the last entry is of 09:34.
    record = thawed_until(122, "give 3").record
    assert _clock_at(record, 64)[:2] == ("NEAR", "NEAR: 58 min left")
    assert _clock_at(record, 64 - 120) == (
        "CLOCK IS BEHIND",
        "CLOCK IS BEHIND: at most 58 min left",
        "The clock is behind: use by 24 Nov 2026, 10:32, at most 58 min left. "
        "The clock shows a time before 24 Nov 2026, 09:34, which is recorded already.",
    )
    behind = on_the_day(record, minutes=64 - 120)
    assert behind.found(Rule.CLOCK_SET_BACK)
    assert behind.found(Rule.USE_BY_NEAR), "it is near, whatever the clock shows"


def test_what_has_passed_by_the_last_entry_has_passed_by_a_clock_that_is_behind() -> None:
    record = thawed_until(49, "check 4").record
    clock = thaw_clock(complete_plan(), clinic(), record, at(-120))
    assert (clock.state, clock.behind) == (ClockState.PASSED, at(50))
    assert clock_title(clock) == "use-by 09:19 PASSED"


def test_what_was_late_stays_late_when_the_clock_is_set_back() -> None:
    record = thawed_until(49, "check 4").record
    plan, preparation = complete_plan(), made_from(record)
    envelope = Envelope(id=UUID(int=7), number="SP-2026-A-0113", plan=plan, record=record)
    found = day_steps(envelope, clinic(), preparation, at(-120))
    assert [step.late for step in found if step.kind is StepKind.GIVE] == [True] * 3


def test_a_waiting_bag_has_at_most_the_time_since_the_last_entry() -> None:
    record = thawed_until(110, "check 4").record
    said_of = _clock_at(record, -60)[2]
    assert "The infusion must start by 09:50, at most 30 min left." in said_of


def test_a_bag_that_began_too_late_is_said_on_the_clock_until_it_has_ended() -> None:
    record = ran_in(started=60, ended=None, use_by=77).record
    assert (
        "The infusion had to start by 09:17: it began 13 min too late."
        in (_clock_at(record, 65)[2])
    )
    ended = ran_in(started=60, ended=77, use_by=77).record
    assert "infusion" not in _clock_at(ended, 101)[2]
