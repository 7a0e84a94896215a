"""The thaw clock, in the real time that passes whatever a clock on the wall shows."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from spineplanner.domain import edits
from spineplanner.domain.chronology import Event, first_disorder, happened, latest
from spineplanner.domain.entries import FromVial
from spineplanner.domain.formulary import LimitName
from spineplanner.domain.moments import between, is_before, later
from spineplanner.domain.plan import Plan
from spineplanner.domain.record import Record
from spineplanner.domain.thaw_clock import ClockState, Since, ThawClock, thaw_clock
from spineplanner.domain.written_order import OrderLine
from spineplanner.wording.thaw_clock import clock_sentences, clock_title, clock_word, time_words
from tests.domain.cases import LEFT, NOW, clinic, complete_plan, with_limit, with_product
from tests.domain.day_cases import STEPS, at, day_until, on
from tests.domain.day_situations import ordered, second_check

THAWED = Record(thaw_started_at=NOW - timedelta(minutes=5), thaw_ended_at=NOW)
BERLIN = ZoneInfo("Europe/Berlin")


def clock(minutes: int, record: Record = THAWED, plan: Plan | None = None) -> ThawClock:
    return thaw_clock(plan or complete_plan(), clinic(), record, NOW + timedelta(minutes=minutes))


def test_before_the_thaw_no_time_runs() -> None:
    found = clock(0, Record())
    assert found == ThawClock(ClockState.NOT_STARTED)
    assert clock_sentences(found) == ["No start of the thaw is entered."]
    assert clock_title(found) == ""


@pytest.mark.parametrize(
    ("minutes", "state"),
    [
        (0, ClockState.RUNNING),
        (239, ClockState.RUNNING),
        (240, ClockState.NEAR),
        (300, ClockState.NEAR),
        (301, ClockState.PASSED),
    ],
)
def test_the_product_may_be_used_for_five_hours_after_the_end(
    minutes: int, state: ClockState
) -> None:
    found = clock(minutes)
    assert (found.state, found.since) == (state, Since.THAW_END)
    assert found.use_by == NOW + timedelta(minutes=300)
    assert found.left == timedelta(minutes=300 - minutes)


def test_while_no_end_is_entered_the_time_counts_from_the_start() -> None:
    found = clock(0, Record(thaw_started_at=NOW - timedelta(minutes=5)))
    assert (found.since, found.left) == (Since.THAW_START, timedelta(minutes=295))
    assert clock_sentences(found)[:2] == [
        "Use by 24 Nov 2026, 14:25, 4 h 55 min left.",
        "It counts from the start of the thaw until the end is entered, to be safe.",
    ]


def test_an_infusion_must_have_run_in_by_the_use_by() -> None:
    assert clock(0).infusion_by == NOW + timedelta(minutes=270)
    assert not clock(270).infusion_late
    late = clock(271)
    assert late.infusion_late
    assert clock_sentences(late) == [
        "NEAR: use by 24 Nov 2026, 14:30, 29 min left.",
        "The infusion had to start by 14:00, 1 min ago.",
    ]
    assert "The infusion must start by 14:00, 4 h 30 min left." in clock_sentences(clock(0))


def test_no_infusion_waits_where_it_has_begun_in_time_or_there_is_none() -> None:
    running = thaw_clock(complete_plan(), clinic(), day_until("infusion start"), at(300))
    assert (running.infusion_by, running.infusion_late) == (None, False)
    plan = complete_plan()
    untimed = plan.replace(infusion=plan.infusion.replace(minutes=None))
    assert clock(0, plan=untimed).infusion_by is None
    assert clock(0, plan=plan.replace(aliquots=plan.aliquots[:3])).infusion_by is None


def test_without_a_stated_stability_nothing_is_assumed() -> None:
    endless = with_product(clinic(), stability_minutes=None)
    found = thaw_clock(complete_plan(), endless, THAWED, NOW)
    assert (found.state, found.use_by) == (ClockState.NOT_STATED, None)
    said = "The product does not say for how long it may be used after the thaw."
    assert clock_sentences(found) == [said]
    plan = complete_plan()
    unknown = plan.replace(supply=plan.supply.replace(product=None))
    assert clock(0, plan=unknown).state is ClockState.NOT_STATED


def test_without_a_warning_time_it_runs_to_the_end() -> None:
    quiet = with_limit(clinic(), LimitName.USE_BY_NEAR, None)
    found = thaw_clock(complete_plan(), quiet, THAWED, NOW + timedelta(minutes=300))
    assert found.state is ClockState.RUNNING


def test_once_all_is_given_in_time_the_clock_rests() -> None:
    end = day_until(list(STEPS)[-1])
    found = thaw_clock(complete_plan(), clinic(), end, at(9_999))
    assert found.state is ClockState.USED
    assert clock_title(found) == ""
    assert clock_sentences(found) == ["All was given before the use-by of 24 Nov 2026, 13:40."]
    almost = thaw_clock(complete_plan(), clinic(), day_until("give 3"), at(9_999))
    assert almost.state is ClockState.PASSED


def test_what_was_given_too_late_stays_passed() -> None:
    end = day_until(list(STEPS)[-1])
    early = end.replace(
        thaw_started_at=at(5) - timedelta(hours=6), thaw_ended_at=at(5) - timedelta(hours=5)
    )
    assert thaw_clock(complete_plan(), clinic(), early, at(101)).state is ClockState.PASSED


@pytest.mark.parametrize(
    ("started", "use_by"),
    [
        # Clocks go back at 3:00 to 2:00, so that the hour from 2 to 3 comes twice.
        (datetime(2026, 10, 25, 1, 0, tzinfo=BERLIN), (2026, 10, 25, 5, 0)),
        (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1), (2026, 10, 25, 7, 30)),
        # Clocks go forward at 2:00 to 3:00, so that this hour is missing.
        (datetime(2026, 3, 29, 1, 0, tzinfo=BERLIN), (2026, 3, 29, 7, 0)),
    ],
)
def test_five_hours_are_five_hours_when_the_clocks_change(
    started: datetime, use_by: tuple[int, int, int, int, int]
) -> None:
    record = Record(thaw_started_at=started, thaw_ended_at=started)
    found = thaw_clock(complete_plan(), clinic(), record, started)
    assert found.use_by is not None
    assert found.use_by.replace(tzinfo=None) == datetime(*use_by)  # noqa: DTZ001 - a wall clock
    assert found.left == timedelta(hours=5)


def test_time_between_two_moments_is_real_time() -> None:
    before, after = (datetime(2026, 10, 25, hour, 30, tzinfo=BERLIN) for hour in (1, 3))
    assert between(before, after) == timedelta(hours=3)
    first, second = (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=fold) for fold in (0, 1))
    assert is_before(first, second)
    assert later(first, minutes=60) == second
    assert later(first, minutes=60).fold == 1


def test_a_thaw_over_the_hour_that_comes_twice_is_in_order() -> None:
    first = datetime(2026, 10, 25, 2, 45, tzinfo=BERLIN, fold=0)
    half_an_hour_later = datetime(2026, 10, 25, 2, 15, tzinfo=BERLIN, fold=1)
    assert first_disorder(Record(thaw_started_at=first, thaw_ended_at=half_an_hour_later)) is None
    with pytest.raises(ValidationError, match="ends before it starts"):
        Record(thaw_started_at=half_an_hour_later, thaw_ended_at=first)


def test_a_clock_that_is_set_back_is_noticed() -> None:
    found = clock(-1)
    assert found.behind == NOW
    said = "The clock shows a time before 24 Nov 2026, 09:30, which is recorded already."
    assert clock_sentences(found)[-1] == said
    assert (found.state, found.left) == (ClockState.DOUBTFUL, timedelta(hours=5)), "no more is left"
    assert clock(0).behind is None
    assert clock(0, Record()).behind is None


def test_a_title_has_the_time_that_is_left_in_words() -> None:
    assert clock_title(clock(0)) == "5 h 00 min left"
    assert clock_title(clock(241)) == "NEAR: 59 min left"
    assert clock_title(clock(400)) == "use-by 14:30 PASSED"
    assert clock_sentences(clock(400))[0] == "PASSED 1 h 40 min ago: use by 24 Nov 2026, 14:30."


def test_less_than_a_minute_is_no_minute() -> None:
    assert time_words(timedelta(seconds=59)) == "0 min"
    assert time_words(timedelta(minutes=65, seconds=59)) == "1 h 05 min"


def test_every_state_has_its_own_word() -> None:
    assert len({clock_word(state) for state in ClockState}) == len(ClockState)


def test_the_last_moment_of_a_record_is_found_across_zones() -> None:
    record = Record(thaw_started_at=NOW, thaw_ended_at=NOW.astimezone(BERLIN))
    assert latest(record) == NOW
    assert [item.event for item in happened(record)] == [Event.THAW_STARTED, Event.THAW_ENDED]
    assert latest(Record()) is None
    assert NOW.tzinfo is UTC


def test_the_papers_of_the_day_have_their_moments_too() -> None:
    record = second_check(ordered(OrderLine(site=LEFT, cells=1)), {})
    record = edits.note_labels(record, occasion=on(51), labels=(1,), revision=1)
    syringes = (FromVial(site=LEFT, lot="EX-1", vial=1),)
    record = edits.choose_vials(record, occasion=on(52), syringes=syringes)
    assert [(item.event, item.at) for item in happened(record)] == [
        (Event.ORDER_TYPED, at(0)),
        (Event.SECOND_CHECK, at(50)),
        (Event.LABELS_PRINTED, at(51)),
        (Event.VIALS_CHOSEN, at(52)),
    ]
