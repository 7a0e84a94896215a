"""Times on the page of the day: those of the procedure's zone, wherever the clock and files are."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from spineplanner.domain import edits
from spineplanner.domain.day import StepKind
from spineplanner.domain.edits import Occasion
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.plan import Plan
from spineplanner.domain.rules import Rule
from spineplanner.wording.findings import finding_title
from tests.ui.preparing import CHECKER, PREPARER, Day

BERLIN, UTC = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")
SPRING = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
"""01:30 in Berlin, half an hour before clocks are put forward from 2 to 3."""
AUTUMN = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""02:30 in Berlin for the first time: at 3 clocks are put back to 2."""

Night = Callable[[datetime], Day]


@pytest.fixture
def night(qtbot: QtBot, example: Envelope, formulary: Formulary) -> Night:
    """The example's day, in Berlin, with a workstation whose clock shows universal time."""

    def begin(at: datetime) -> Day:
        procedure = example.plan.procedure.replace(at=at, zone="Europe/Berlin")
        day = Day(qtbot, example.replace(plan=example.plan.replace(procedure=procedure)), formulary)
        day.now = at
        day.turn(0)
        return day

    return begin


def test_what_is_shown_is_the_procedures_time_and_not_the_workstations(night: Night) -> None:
    day = night(SPRING)
    day.thaw()

    shown = day.words(day.view.steps)
    assert "01:35, N. EXAMPLE" in shown
    assert "00:35" not in shown
    # Five hours after 01:40: clocks skip one of them.
    assert "use by 07:40" in day.words(day.view.clock)


def test_a_typed_time_is_the_procedures(night: Night) -> None:
    day = night(SPRING)
    day.thaw(pooled=False)
    day.turn(30)
    day.open(StepKind.POOL)
    day.type_into("volume of the pool, mL", "22.4")
    day.type_into("When", "03:05")
    day.click("Done")

    [pooled] = day.record.pooled
    assert pooled.measured.at == datetime(2027, 3, 28, 1, 5, tzinfo=UTC)
    assert "03:05, N. EXAMPLE" in day.words(day.view.steps)


def test_an_hour_that_comes_twice_is_told_apart_on_screen(night: Night) -> None:
    day = night(AUTUMN)
    day.thaw(pooled=False)
    day.turn(55)
    day.workbench.note(edits.end_thaw, occasion=day.at_once())

    shown = day.words(day.view.steps)
    assert "02:35 (UTC+02:00), N. EXAMPLE" in shown
    assert "02:35 (UTC+01:00), N. EXAMPLE" in shown
    assert "use by 07:35" in day.words(day.view.clock)


def test_what_was_done_on_another_day_has_its_date(night: Night) -> None:
    day = night(SPRING)
    day.thaw()
    day.turn(24 * 60)

    assert "28 Mar 2027, 01:35, N. EXAMPLE" in day.words(day.view.steps)


def test_findings_speak_in_the_procedures_time(night: Night) -> None:
    day = night(SPRING)
    day.thaw()
    check(day)
    day.turn(60)
    day.count(cells_per_ml=4_800_000)
    day.turn(-90)

    said = {f.rule: finding_title(f) for f in day.workbench.snapshot.findings}
    # 00:40 and 01:40 in universal time; clocks in Berlin went from 2 to 3 in between.
    assert "28 Mar 2027, 01:40" in said[Rule.SECOND_CHECK_OUTDATED]
    assert "28 Mar 2027, 03:40" in said[Rule.CLOCK_SET_BACK]


def check(day: Day) -> None:
    """A second person finds nothing to say."""
    day.workbench.note(
        edits.enter_second_check,
        occasion=Occasion(day.workbench.snapshot.plan, CHECKER, day.now, day.now),
        first=PREPARER,
        revision=1,
        preparation=day.workbench.snapshot.preparation,
        entered={},
    )


def test_a_refusal_speaks_in_the_procedures_time(night: Night) -> None:
    day = night(SPRING)
    day.thaw(pooled=False)
    day.turn(30)
    day.open(StepKind.POOL)
    day.type_into("volume of the pool, mL", "22.4")
    day.type_into("When", "01:32")
    day.click("Done")
    assert "can’t be before the start of the thaw (01:35)" in day.words(day.view.steps)

    day.type_into("When", "05:00")
    day.click("Done")
    assert "28 Mar 2027, 05:00 has not come yet: it is 28 Mar 2027, 03:10" in day.words(
        day.view.steps
    )
    assert day.record.pooled == ()


def test_without_a_zone_of_the_procedure_the_workstations_clock_is_shown(
    qtbot: QtBot, example: Envelope, formulary: Formulary
) -> None:
    procedure = example.plan.procedure.replace(zone=None)
    plan: Plan = example.plan.replace(procedure=procedure)
    day = Day(qtbot, example.replace(plan=plan), formulary)
    day.now = day.now.astimezone(UTC) + timedelta(minutes=1)
    day.thaw()

    assert "08:06, N. EXAMPLE" in day.words(day.view.steps)
