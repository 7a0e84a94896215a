"""The day of the published case at the bench by a controlled clock, from thaw to what is left."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from spineplanner.domain.day import StepKind, StepState
from spineplanner.domain.drafts import Draft
from spineplanner.domain.record import Record
from spineplanner.store.sqlite import open_store
from spineplanner.ui.help_window import HelpWindow
from spineplanner.ui.main_window import MainWindow
from spineplanner.ui.settings_dialog import OperatorDialog
from spineplanner.wording.reading import write_volume
from tests.e2e.bench import (
    CHECKER,
    PHYSICIAN,
    PREPARER,
    bench,
    enter,
    open_kind,
    press_done,
    said,
    scan_vial,
    sheet_text,
    steps,
    take_vial,
    type_count,
    type_into,
    waiting,
)
from tests.e2e.conftest import Clock, StartProgram
from tests.e2e.hands import CTRL, Key, buttons, click, named, patience, press, type_text, words

MINUTE = timedelta(minutes=1)
POOL = "volume of the pool, mL"


@pytest.fixture
def window(start_program: StartProgram) -> MainWindow:
    """The published case, at the bench."""
    window = start_program()
    click(buttons("Worked example", window)[-1])
    patience(window.plan_page.isVisible)
    name_operator(window)
    click(named("Prepare", window.header))
    return window


def name_operator(window: MainWindow) -> None:
    """Say who uses the program, where the menu asks for it."""
    window.actions_["operator"].trigger()
    [dialog] = window.findChildren(OperatorDialog)
    named("Name", dialog).setFocus()
    QTest.keyClicks(dialog.name.entry, PREPARER)
    click(named("Keep", dialog))
    patience(lambda: window.snapshot is not None and window.snapshot.operator == PREPARER)
    window.activateWindow()


def tick(window: MainWindow) -> None:
    """The timer of the workbench goes off."""
    assert window.workbench is not None
    window.workbench.tick()


def until_count(window: MainWindow, clock: Clock) -> None:
    """Six vials are taken, thawed and pooled."""
    for number in range(1, 7):
        take_vial(window, f"000{number}")
    enter(window, StepKind.START_THAW)
    clock.turn(5 * MINUTE)
    enter(window, StepKind.END_THAW)
    clock.turn(5 * MINUTE)
    enter(window, StepKind.POOL, pool="22.6")
    clock.turn(5 * MINUTE)


def count_low(window: MainWindow) -> None:
    """Four fifths of what was planned: 5.03 million/mL."""
    type_count(window, "4.026", vials="6", pool="22.4")


def test_a_count_below_plan_changes_every_number_at_once_and_asks_for_another_vial(
    window: MainWindow, clock: Clock
) -> None:
    until_count(window, clock)
    revision = window.snapshot.envelope.revision if window.snapshot else None
    order = window.snapshot.plan if window.snapshot else None
    assert "HOLD" in said(bench(window).steps)

    count_low(window)

    compared = said(bench(window).compared)
    assert "Thaw 2 more vials" in compared
    assert "▶" in compared
    assert "■ STOP" in said(bench(window).checks)
    assert "HOLD" not in said(bench(window).steps)
    assert open_kind(window) is StepKind.COUNT, "with too little stock nothing leads on"
    assert window.snapshot is not None
    assert window.snapshot.undo_name == "Enter the count"
    assert (window.snapshot.envelope.revision, window.snapshot.plan) == (revision, order)


def test_another_vial_and_another_count_suffice(window: MainWindow, clock: Clock) -> None:
    until_count(window, clock)
    count_low(window)
    press_done(window, "Take another vial")
    for number in ("0007", "0008"):
        assert open_kind(window) is StepKind.TAKE_VIALS
        take_vial(window, number)
    assert open_kind(window) is StepKind.COUNT

    type_count(window, "4.026", vials="8", pool="29.5")

    assert "✓ The vials suffice." in said(bench(window).compared)
    assert window.snapshot is not None
    assert window.snapshot.preparation.supply is not None
    assert waiting(window) is not None


def test_undoing_the_count_brings_back_hold_and_the_plan(window: MainWindow, clock: Clock) -> None:
    until_count(window, clock)
    planned = said(bench(window).compared)
    count_low(window)
    assert said(bench(window).compared) != planned

    press(Key.Key_Z, CTRL)

    assert said(bench(window).compared) == planned
    assert "HOLD" in said(bench(window).steps)
    assert open_kind(window) is StepKind.COUNT


def make_everything(window: MainWindow, clock: Clock) -> None:
    while (step := waiting(window)) and step.kind is StepKind.MAKE and step.suspension:
        clock.turn(MINUTE)
        planned = {
            f.name.removesuffix("-ul"): write_volume(int(f.planned or 0)) for f in step.figures
        }
        enter(window, StepKind.MAKE, **planned)


def do_every_container(window: MainWindow, clock: Clock) -> None:
    """Draw, label and check each, then give each, as the steps ask for it."""
    while (step := waiting(window)) and step.container is not None:
        clock.turn(MINUTE)
        volume_ul = int(step.figures[0].planned or 0) if step.figures else 0
        match step.kind:
            case StepKind.DRAW:
                enter(window, step.kind, mark=write_volume(volume_ul))
            case StepKind.LABEL:
                enter(window, step.kind)
            case StepKind.CHECK:
                enter(window, step.kind, CHECKER)
            case StepKind.GIVE | StepKind.END_INFUSION:
                enter(window, step.kind, PHYSICIAN, given=write_volume(volume_ul))
            case _:
                enter(window, step.kind, PHYSICIAN)


def test_the_day_goes_from_the_first_vial_to_what_is_left(window: MainWindow, clock: Clock) -> None:
    until_count(window, clock)
    type_count(window, "5.03", vials="6", pool="22.4")
    make_everything(window, clock)
    do_every_container(window, clock)
    type_into(window, "left over, mL", "1.1")
    choice = named("what became of it", bench(window))
    choice.setFocus()
    press(Key.Key_D)
    press(Key.Key_Return)

    record = window.snapshot.envelope.record if window.snapshot else None
    assert record is not None
    assert record.left_over is not None
    assert {item.given.by for item in record.filled if item.given} == {PHYSICIAN}
    assert {item.checked.by for item in record.filled if item.checked} == {CHECKER}
    assert all(step.state is StepState.DONE for step in steps(window))
    assert waiting(window) is None
    assert "All given in time" in said(bench(window).clock)
    assert "49 of 49 done" in said(bench(window).steps)


def test_the_sheet_holds_before_the_count_and_rests_on_it_afterwards(
    window: MainWindow, clock: Clock
) -> None:
    until_count(window, clock)
    held = sheet_text(window)
    click(named("Prepare", window.header))
    type_count(window, "5.03", vials="6", pool="22.4")

    counted = sheet_text(window)

    assert "HOLD" in held
    assert "HOLD. Enter the count" not in counted
    assert PREPARER in counted
    assert "5.03" in counted


def test_a_vial_of_another_lot_is_refused_with_a_word_and_nothing_is_entered(
    window: MainWindow,
) -> None:
    scan_vial(window, "0001", lot="9999-01")

    assert "and the plan uses 2291-04" in said(bench(window).steps)
    assert window.snapshot is not None
    assert window.snapshot.envelope.record.vials == ()


def test_the_same_vial_twice_is_refused_beside_the_step(window: MainWindow) -> None:
    take_vial(window, "0001")
    take_vial(window, "0001")

    assert window.snapshot is not None
    assert len(window.snapshot.envelope.record.vials) == 1
    assert "0001" in said(bench(window).steps)


def test_the_title_tells_the_time_left(window: MainWindow, clock: Clock) -> None:
    for number in range(1, 7):
        take_vial(window, f"000{number}")
    enter(window, StepKind.START_THAW)
    assert "5 h 00 min left" in window.windowTitle()

    clock.turn(timedelta(hours=4, minutes=40))
    tick(window)
    assert "NEAR: 20 min left" in window.windowTitle()
    assert "▲" in said(bench(window).clock)

    clock.turn(timedelta(minutes=21))
    tick(window)
    assert "PASSED" in window.windowTitle()
    assert "■" in said(bench(window).clock)


def test_a_clock_that_is_set_back_is_said(window: MainWindow, clock: Clock) -> None:
    for number in range(1, 7):
        take_vial(window, f"000{number}")
    enter(window, StepKind.START_THAW)

    clock.turn(-timedelta(hours=1))
    tick(window)

    assert "The clock shows a time before 24 Nov 2026, 07:42" in said(bench(window).clock)


def test_in_the_night_when_clocks_go_back_the_time_left_is_real_time(
    window: MainWindow, clock: Clock
) -> None:
    for number in range(1, 7):
        take_vial(window, f"000{number}")
    enter(window, StepKind.START_THAW)
    clock.now = datetime(2027, 10, 31, 0, 30, tzinfo=ZoneInfo("Europe/London"))
    tick(window)
    bench(window).steps.open(StepKind.START_THAW)
    type_into(window, "When", "31 Oct 2027 00:30")
    press_done(window)

    shown = said(bench(window).clock)
    assert "use by 04:30" in shown
    assert "5 h 00 min" in shown


def test_a_time_that_clocks_show_twice_is_asked_about(window: MainWindow, clock: Clock) -> None:
    for number in range(1, 7):
        take_vial(window, f"000{number}")
    clock.now = datetime(2027, 10, 31, 3, 0, tzinfo=ZoneInfo("Europe/London"))
    tick(window)
    type_into(window, "When", "01:15")
    assert "comes twice" in said(bench(window).steps)

    press_done(window, "UTC+00:00")
    press_done(window)

    record = window.snapshot.envelope.record if window.snapshot else None
    assert record is not None
    assert record.thaw_started_at == datetime(
        2027, 10, 31, 1, 15, fold=1, tzinfo=ZoneInfo("Europe/London")
    )


def test_a_window_closed_in_the_middle_of_a_step_comes_back_there(
    window: MainWindow, clock: Clock, start_program: StartProgram
) -> None:
    for number in range(1, 7):
        take_vial(window, f"000{number}")
    enter(window, StepKind.START_THAW)
    clock.turn(5 * MINUTE)
    enter(window, StepKind.END_THAW)
    clock.turn(5 * MINUTE)
    named(POOL, bench(window)).setFocus()
    press(Key.Key_2)
    window.close()

    again = reopened(start_program)

    assert bench(again).isVisible()
    assert open_kind(again) is StepKind.POOL
    assert record_of(again).pooled == (), "nobody has said that it is done"
    assert "Typed, not entered yet" in said(bench(again).steps)
    assert focused_text() == "2"
    press(Key.Key_End)
    press(Key.Key_2)
    press_done(again)
    assert [item.volume_ul for item in record_of(again).pooled] == [22_000]
    assert record_of(again).drafts == ()


def test_a_half_typed_mark_is_signed_by_nobody_whatever_is_gone_to(
    window: MainWindow, clock: Clock
) -> None:
    until_count(window, clock)
    type_count(window, "5.03", vials="6", pool="22.4")
    make_everything(window, clock)
    assert open_kind(window) is StepKind.DRAW
    mark = named("drawn to, mL", bench(window))
    mark.setFocus()
    QTest.keyClicks(mark, "0.5")

    click(named("Plan", window.header))
    click(named("Prepare", window.header))
    bench(window).steps.open(StepKind.COUNT)
    bench(window).steps.open(StepKind.DRAW)

    assert record_of(window).filled == ()
    assert focused_text() == "0.5"


def test_the_typed_part_of_a_count_comes_back_after_the_window_was_closed(
    window: MainWindow, clock: Clock, start_program: StartProgram
) -> None:
    until_count(window, clock)
    type_into(window, "million cells per mL", "4.026")
    choice = named("counted", bench(window))
    choice.setFocus(Qt.FocusReason.MouseFocusReason)
    type_text("t")
    press(Key.Key_Return)
    type_into(window, "When", "07:50")
    window.close()

    clock.turn(timedelta(days=1))
    again = reopened(start_program)

    assert open_kind(again) is StepKind.COUNT
    assert shown_in(again, "million cells per mL") == "4.026"
    assert shown_in(again, "counted") == "total cells"
    assert shown_in(again, "When") == "24 Nov 2026, 07:50", "and not of today"
    assert record_of(again).counts == ()


def test_what_is_typed_is_saved_while_the_window_is_open(window: MainWindow, home: Path) -> None:
    lot = named("lot", bench(window))
    lot.setFocus()
    QTest.keyClicks(lot, "2291")

    assert window.snapshot is not None
    plan, revision = window.snapshot.envelope.id, window.snapshot.envelope.revision
    undo = window.snapshot.undo_name

    def drafts() -> tuple[Draft, ...]:
        with open_store(home / "data" / "plans.db") as store:
            return store.load(plan).envelope.record.drafts

    patience(lambda: [draft.words for draft in drafts()] == ["2291"])
    assert window.snapshot.envelope.revision == revision
    assert window.snapshot.undo_name == undo


def test_what_is_typed_for_one_plan_is_there_when_it_is_opened_again(window: MainWindow) -> None:
    lot = named("lot", bench(window))
    lot.setFocus()
    QTest.keyClicks(lot, "22")
    press(Key.Key_N, CTRL)
    patience(lambda: window.plan_page.isVisible() and not window.plan_page.form.isHidden())
    click(named("Prepare", window.header))
    assert record_of(window).drafts == ()

    press(Key.Key_O, CTRL)
    patience(window.worklist.isVisible)
    patience(lambda: "2 plans" in words(window.worklist))
    press(Key.Key_Down)
    press(Key.Key_Down)
    press(Key.Key_Return)
    patience(bench(window).isVisible)

    assert shown_in(window, "lot") == "22"


def test_the_manual_opens_at_the_section_about_the_day(window: MainWindow) -> None:
    press(Key.Key_F1)
    [manual] = window.findChildren(HelpWindow)

    top = QPoint(30, 4)
    patience(lambda: "The day of the" in manual.pages.cursorForPosition(top).block().text())
    manual.close()


def reopened(start_program: StartProgram) -> MainWindow:
    """The program begun anew, with the first plan of its list."""
    again = start_program()
    press(Key.Key_Down)
    press(Key.Key_Return)
    patience(lambda: again.snapshot is not None)
    return again


def record_of(window: MainWindow) -> Record:
    assert window.snapshot is not None
    return window.snapshot.envelope.record


def focused_text() -> str:
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    return focus.text()


def shown_in(window: MainWindow, name: str) -> str:
    field = named(name, bench(window))
    assert isinstance(field, QLineEdit | QComboBox)
    return field.text() if isinstance(field, QLineEdit) else field.currentText()
