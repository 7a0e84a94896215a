"""What stands beside the steps: the clock, what the count changes, and the checks of the day."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from spineplanner.domain import edits
from spineplanner.domain.day import StepKind
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.findings import evidence_key, finding_key
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.plan import Reason
from spineplanner.domain.rules import Rule
from spineplanner.domain.thaw_clock import ClockState, ThawClock
from spineplanner.ui.prepare_clock import ClockCard, clock_shape
from spineplanner.wording.findings import finding_title
from tests.ui.preparing import Day

USE_BY = datetime(2026, 11, 24, 12, 40, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def day(qtbot: QtBot, example: Envelope, formulary: Formulary) -> Day:
    return Day(qtbot, example, formulary)


@pytest.fixture
def card(qtbot: QtBot) -> ClockCard:
    made = ClockCard()
    qtbot.addWidget(made)
    made.show()
    return made


def words(card: ClockCard) -> str:
    shown = [label for label in card.findChildren(QLabel) if label.isVisible()]
    return " | ".join(label.text() for label in shown if label.text())


def at(state: ClockState, minutes: int) -> ThawClock:
    return ThawClock(state, use_by=USE_BY, left=timedelta(minutes=minutes))


def test_every_state_of_the_clock_has_a_word_and_its_own_shape_where_time_runs(
    card: ClockCard,
) -> None:
    shown = {}
    for clock in (
        at(ClockState.RUNNING, 65),
        at(ClockState.NEAR, 20),
        at(ClockState.PASSED, -5),
        at(ClockState.USED, 30),
        ThawClock(ClockState.NOT_STARTED),
        ThawClock(ClockState.NOT_STATED),
    ):
        card.show_clock(clock)
        shown[clock.state] = words(card)

    assert "● | 1 h 05 min | In time | use by 12:40" in shown[ClockState.RUNNING]
    assert "▲ | 20 min | NEAR | use by 12:40" in shown[ClockState.NEAR]
    assert "■ | 5 min ago | PASSED | use by 12:40" in shown[ClockState.PASSED]
    assert "✓ | All given in time" in shown[ClockState.USED]
    assert "No start of the thaw is entered." in shown[ClockState.NOT_STARTED]
    assert "does not say for how long" in shown[ClockState.NOT_STATED]
    running = (ClockState.RUNNING, ClockState.NEAR, ClockState.PASSED)
    assert len({clock_shape(state) for state in running}) == len(running)


def test_the_clock_says_by_when_to_begin_the_infusion_and_that_it_is_late(card: ClockCard) -> None:
    by = USE_BY - timedelta(minutes=30)
    clock = replace(at(ClockState.RUNNING, 60), infusion_by=by)

    card.show_clock(replace(clock, infusion_left=timedelta(minutes=30)))
    assert words(card).count("The infusion must start by 12:10, 30 min left.") == 1
    card.show_clock(replace(clock, infusion_left=timedelta(minutes=-4)))
    assert "■ The infusion had to start by 12:10, 4 min ago." in words(card)


def test_a_clock_set_back_is_said_beside_the_infusion(card: ClockCard) -> None:
    clock = replace(
        at(ClockState.RUNNING, 60),
        infusion_by=USE_BY,
        infusion_left=timedelta(minutes=60),
        behind=USE_BY - timedelta(hours=2),
    )

    card.show_clock(clock)

    assert "The clock shows a time before 24 Nov 2026, 10:40" in words(card)
    assert words(card).count("must start") == 1


def test_times_are_shown_on_the_clocks_of_here_whatever_zone_they_were_saved_in(
    day: Day,
) -> None:
    day.now = datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo("Europe/London"))
    record = day.record.replace(
        thaw_started_at=datetime(2026, 7, 1, 7, 30, tzinfo=ZoneInfo("UTC")), thaw_started_by="EX"
    )
    envelope = day.workbench.snapshot.envelope.replace(record=record)
    day.workbench.take_theirs(envelope, revision_fixed=False)

    assert "08:30, EX" in day.words(day.view.steps)
    assert "use by 13:30" in day.words(day.view.clock)


def test_a_low_count_stands_beside_the_plan_and_asks_for_more_vials(day: Day) -> None:
    day.thaw()
    assert "6 vials planned, 6 taken" in day.words(day.view.compared)
    assert "▶" not in day.words(day.view.compared)

    day.count(cells_per_ml=4_026_000)

    shown = day.words(day.view.compared)
    assert "■ Thaw 2 more vials" in shown
    assert "A: stock | 2.1 | ▶ 2.7" in shown
    day.click("Take another vial")
    assert day.open_kind() is StepKind.TAKE_VIALS


def test_more_stock_in_a_tube_than_there_is_to_spare_is_no_green_tick(day: Day) -> None:
    day.thaw()
    day.count()
    assert "✓ The vials suffice." in day.words(day.view.compared)
    day.open(StepKind.MAKE)
    day.type_into("stock, mL", "9")
    day.type_into("diluent, mL", "13.6")
    day.type_into("Who", "EXAMPLE, Nurse")
    day.click("Done")
    shown = day.words(day.view.compared)
    assert "✓ The vials suffice." not in shown
    assert "■ More stock was used than planned: the rest does not suffice." in shown


def test_a_count_as_planned_suffices_and_every_dose_is_shown(day: Day) -> None:
    day.thaw()
    day.count()

    shown = day.words(day.view.compared)
    assert "✓ The vials suffice." in shown
    assert "Take another vial" not in shown
    for container in day.workbench.snapshot.preparation.containers:
        assert f"{container.number}  " in shown


def test_the_checks_of_the_day_lead_to_their_step(day: Day) -> None:
    assert "The checks say nothing of the day so far." in day.words(day.view.checks)
    day.thaw()
    day.count(cells_per_ml=2_000_000)
    shown = day.words(day.view.checks)
    assert "■ STOP" in shown
    leading = day.named("Go there: STOP  Counted 2 million viable/mL, planned 5.03.")

    QTest.mouseClick(leading, Qt.MouseButton.LeftButton)

    assert day.open_kind() is StepKind.COUNT


def test_what_has_a_reason_is_confirmed_and_no_longer_asks(day: Day) -> None:
    day.thaw()
    day.count(cells_per_ml=6_500_000)
    assert "▲ CONFIRM" in day.words(day.view.checks)
    off = next(f for f in day.workbench.snapshot.findings if f.rule is Rule.COUNT_OFF_PLAN)

    reason = Reason(
        rule=off.rule, site=off.site, evidence=evidence_key(off.evidence), text="counted twice"
    )
    day.workbench.apply(edits.give_reasons, reasons=(reason,))

    assert "✓ CONFIRMED" in day.words(day.view.checks)
    assert "▲ CONFIRM  Counted" not in day.words(day.view.checks)


def test_no_finding_about_the_order_alone_is_among_those_of_the_day(day: Day) -> None:
    of_order = {finding_title(finding) for finding in day.workbench.snapshot.findings}
    assert of_order
    assert "The checks say nothing of the day so far." in day.words(day.view.checks)

    day.thaw()
    day.count(cells_per_ml=2_000_000)

    said = day.words(day.view.checks)
    assert "Counted 2 million viable/mL, planned 5.03." in said
    assert not any(title in said for title in of_order)


def test_a_reason_is_typed_on_the_page_of_the_day_and_changes_no_order(day: Day) -> None:
    day.thaw()
    day.count(cells_per_ml=6_500_000)
    order = day.workbench.snapshot.plan
    heading = "CONFIRM  Counted 6.5 million viable/mL, planned 5.03."
    assert f"▲ {heading}" in day.words(day.view.checks)

    day.type_into(f"Reason: {heading}", "counted twice, two chambers")
    day.press(Qt.Key.Key_Return)

    assert [(r.rule, r.text) for r in day.record.reasons] == [
        (Rule.COUNT_OFF_PLAN, "counted twice, two chambers")
    ]
    assert day.workbench.snapshot.plan == order
    assert day.workbench.snapshot.undo_name == "Give a reason"
    shown = day.words(day.view.checks)
    assert "✓ CONFIRMED  Counted 6.5" in shown
    assert "Reason: counted twice, two chambers" in shown

    day.click("Withdraw")
    assert day.record.reasons == ()
    day.workbench.undo()
    assert "✓ CONFIRMED  Counted 6.5" in day.words(day.view.checks)
    day.workbench.undo()
    assert f"▲ {heading}" in day.words(day.view.checks)


def test_what_only_the_count_brings_is_answered_in_the_record_on_both_pages(day: Day) -> None:
    day.thaw()
    day.count(cells_per_ml=6_500_000)
    [off] = [f for f in day.workbench.snapshot.findings if f.rule is Rule.DOSE_OFF]
    order = day.workbench.snapshot.plan
    title = finding_title(off)
    assert f"▲ CONFIRM  {title}" in day.words(day.view.checks)
    rule, site, evidence = finding_key(off)

    day.workbench.apply(
        edits.give_reason, rule=rule, site=site, evidence=evidence, text="small marks"
    )

    assert f"✓ CONFIRMED  {title}" in day.words(day.view.checks)
    assert [reason.text for reason in day.record.reasons] == ["small marks"]
    assert day.workbench.snapshot.plan == order
    day.workbench.apply(edits.withdraw_reason, rule=rule, site=site, evidence=evidence)
    assert day.record.reasons == ()


def test_a_reason_that_is_typed_stays_while_the_clock_goes_on_and_is_gone_for_the_next_patient(
    day: Day, example: Envelope
) -> None:
    day.thaw()
    day.count(cells_per_ml=6_500_000)
    name = "Reason: CONFIRM  Counted 6.5 million viable/mL, planned 5.03."
    day.type_into(name, "not ready")
    day.turn(1)
    field = day.named(name)
    assert isinstance(field, QLineEdit)
    assert field.text() == "not ready"
    day.press(Qt.Key.Key_Return)
    assert [reason.text for reason in day.record.reasons] == ["not ready"]

    other = example.replace(id=UUID(int=99))
    day.view.show_snapshot(replace(day.workbench.snapshot, envelope=other, findings=()))
    assert "The checks say nothing of the day so far." in day.words(day.view.checks)


def test_a_dark_window_shows_the_same_words(day: Day, dark: QApplication) -> None:
    del dark
    day.thaw()
    before = day.words()
    day.turn(0)

    assert day.words() == before
    image = day.view.grab().toImage()
    assert image.pixelColor(2, 2).lightness() < 60


def test_a_field_that_somebody_is_in_never_comes_to_ask_for_another_finding(day: Day) -> None:
    day.thaw()
    day.count(cells_per_ml=6_500_000)
    field = day.named("Reason: CONFIRM  Counted 6.5 million viable/mL, planned 5.03.")
    field.setFocus()

    day.count(cells_per_ml=7_500_000)
    day.count(cells_per_ml=2_000_000)

    asked = field.accessibleName()
    assert "Counted" not in asked, "the card serves another finding by now"
    assert not field.hasFocus()


def test_a_count_that_is_entered_again_stands_in_the_same_fields(day: Day) -> None:
    day.thaw()
    day.count()
    day.open(StepKind.COUNT)
    field = day.named("million cells per mL")
    assert isinstance(field, QLineEdit)
    assert field.text() == "5.03"

    day.count(cells_per_ml=4_800_000)
    assert day.named("million cells per mL") is field
    assert field.text() == "4.8"
    day.workbench.undo()
    assert field.text() == "5.03"
    day.type_into("million cells per mL", "5.1")
    day.turn(1)
    assert field.text() == "5.1"
