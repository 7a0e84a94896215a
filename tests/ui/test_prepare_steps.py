"""The steps of the day on screen: what is open, what is typed, and what is entered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from spineplanner.domain import edits
from spineplanner.domain.day import StepKind
from spineplanner.domain.edits import VialLabel
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from spineplanner.ui.prepare_row import GLOVE, StepRow
from spineplanner.wording import numbers
from spineplanner.wording.reading import write_volume
from tests.ui.preparing import CHECKER, LEFT_BUTTON, LOT, PREPARER, Day

Key = Qt.Key
POOL = "volume of the pool, mL"


@pytest.fixture
def day(qtbot: QtBot, example: Envelope, formulary: Formulary) -> Day:
    return Day(qtbot, example, formulary)


def rows(day: Day) -> list[StepRow]:
    return sorted(
        (row for row in day.view.findChildren(StepRow) if row.isVisible()), key=lambda row: row.y()
    )


def test_the_day_begins_with_the_vials_and_waits_for_the_scanner(day: Day) -> None:
    assert day.open_kind() is StepKind.TAKE_VIALS
    assert day.focused == "Scan the vial"


def test_what_comes_after_hold_can_not_be_opened_before_the_count(day: Day) -> None:
    waiting = [row for row in rows(day) if not row.isEnabled()]

    assert "HOLD. Enter the count, then print again." in day.words()
    assert len(waiting) == len(rows(day)) - 5
    assert all("Not yet" in row.accessibleName() for row in waiting)

    day.thaw()
    day.count()

    assert "HOLD" not in day.words()
    assert len([row for row in rows(day) if not row.isEnabled()]) < len(waiting)


def test_enter_goes_to_the_next_missing_answer_and_from_the_last_is_done(day: Day) -> None:
    day.thaw()
    day.open(StepKind.COUNT)
    assert day.focused == "million cells per mL"

    day.type_into("million cells per mL", "5,03")
    day.press(Key.Key_Return)
    assert day.focused == "counted"
    day.press(Key.Key_Down)
    day.press(Key.Key_Return)
    assert day.focused == "viability, %"
    day.type_into("viability, %", "85")
    day.press(Key.Key_Return)
    day.type_into(POOL, "22.4")
    day.press(Key.Key_Return)

    [count] = day.record.counts
    assert (count.vials, count.cells_per_ml, count.viability_bp) == (6, 5_030_000, 8500)
    assert (count.pool_ul, count.counted_by, count.lot) == (22_400, PREPARER, LOT)
    assert day.open_kind() is StepKind.MAKE


def test_a_wrong_number_stays_with_its_reason_and_nothing_is_entered(day: Day) -> None:
    day.thaw(pooled=False)
    day.open(StepKind.POOL)

    day.type_into(POOL, "1,500")
    day.press(Key.Key_Return)

    field = day.named(POOL)
    assert isinstance(field, QLineEdit)
    assert field.text() == "1,500"
    assert field.accessibleDescription() != ""
    assert day.record.pooled == ()


@pytest.mark.parametrize(
    ("cells", "pool", "said"),
    [
        ("1000", "22.4", "more than was frozen"),
        ("1", "22.4", "Counted 1 million viable/mL"),
        ("5.03", "224", "6 vials can’t hold more than 36 mL"),
    ],
)
def test_a_count_that_can_not_be_is_said_and_leads_to_nothing(
    day: Day, cells: str, pool: str, said: str
) -> None:
    day.thaw()
    day.open(StepKind.COUNT)
    day.type_into("million cells per mL", cells)
    day.press(Key.Key_Return)
    day.press(Key.Key_Down)
    day.press(Key.Key_Return)
    day.type_into("viability, %", "85")
    day.type_into(POOL, pool)
    day.press(Key.Key_Return)

    assert len(day.record.counts) == 1
    assert said in day.words(day.view.checks)
    assert "■ STOP" in day.words(day.view.checks)
    assert day.open_kind() is StepKind.COUNT


def test_a_thaw_that_ends_before_it_starts_is_refused_with_both_times(day: Day) -> None:
    for number in range(6):
        label = VialLabel(LOT, f"{number}")
        day.workbench.note(edits.take_vial, occasion=day.at_once(), label=label, good=True)
    day.workbench.note(edits.start_thaw, occasion=day.at_once())
    day.open(StepKind.END_THAW)
    day.type_into("When", "07:15")
    day.click("Done")

    said = "The end of the thaw (07:15) can’t be before the start of the thaw (08:00)."
    assert said in day.words(day.view.steps)
    day.type_into("When", "25:00")
    day.click("Done")
    assert said not in day.words(day.view.steps), "what was refused before is not said any more"


def test_done_without_a_number_says_what_is_missing(day: Day) -> None:
    day.thaw(pooled=False)
    day.open(StepKind.POOL)

    day.click("Done")

    assert "This is missing." in day.words()
    assert day.record.pooled == ()


def test_nobody_is_asked_for_by_name(day: Day) -> None:
    day.thaw(pooled=False)
    day.open(StepKind.POOL)
    day.type_into(POOL, "22")
    day.type_into("Who", " ")

    day.click("Done")

    assert "Say who did it." in day.words() or "Write something." in day.words()
    assert day.record.pooled == ()


def test_what_is_typed_is_kept_while_the_clock_ticks_and_another_step_is_open(day: Day) -> None:
    day.thaw()
    day.open(StepKind.COUNT)
    day.type_into("million cells per mL", "4.5")

    day.turn(1)
    assert _text(day, "million cells per mL") == "4.5"
    day.open(StepKind.POOL)
    day.open(StepKind.COUNT)

    assert _text(day, "million cells per mL") == "4.5"
    assert day.record.counts == ()


def test_leaving_a_step_that_only_wants_a_tick_does_not_tick_it(day: Day) -> None:
    day.thaw(pooled=False)
    day.workbench.undo()
    day.open(StepKind.END_THAW)

    day.view.commit()

    assert day.record.thaw_ended_at is None


def test_a_done_step_shows_who_and_when_and_is_corrected(day: Day) -> None:
    day.thaw()
    day.open(StepKind.POOL)
    assert (_text(day, "Who"), _text(day, "When"), _text(day, POOL)) == (PREPARER, "08:10", "22.6")
    day.turn(10)

    day.type_into(POOL, "21.9")
    day.click("Done")

    [pooled] = day.record.pooled
    assert pooled.volume_ul == 21_900
    assert (pooled.measured.by, pooled.measured.at.minute) == (PREPARER, 10)
    assert day.workbench.snapshot.undo_name == "Enter the volume of the pool"


def test_a_refusal_stands_beside_the_step_that_asked(day: Day) -> None:
    day.thaw(pooled=False)
    day.open(StepKind.POOL)
    day.type_into(POOL, "22")
    day.type_into("When", "07:00")

    day.click("Done")

    assert "can’t be before" in day.words(day.view.steps)
    assert day.record.pooled == ()
    assert _text(day, POOL) == "22"


def test_the_count_is_withdrawn_by_a_button_and_hold_is_back(day: Day) -> None:
    day.thaw()
    day.count()
    day.open(StepKind.COUNT)

    day.click("Withdraw the count")

    assert day.record.counts == ()
    assert "HOLD" in day.words()
    assert day.open_kind() is StepKind.COUNT


def prepare_first(day: Day) -> None:
    """Make suspension A and draw the first syringe."""
    day.thaw()
    day.count()
    day.open(StepKind.MAKE)
    suspension = day.workbench.snapshot.preparation.suspensions[0]
    day.type_into("stock, mL", f"{suspension.stock_ul / 1000}")
    day.type_into("diluent, mL", f"{suspension.diluent_ul / 1000}")
    day.press(Key.Key_Return)
    day.open(StepKind.DRAW)
    day.type_into("drawn to, mL", "0.55")
    day.press(Key.Key_Return)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (StepKind.START_THAW, "Withdraw the start of the thaw"),
        (StepKind.END_THAW, "Withdraw the end of the thaw"),
        (StepKind.POOL, "Withdraw the volume of the pool"),
        (StepKind.COUNT, "Withdraw the count"),
    ],
)
def test_a_step_that_is_done_is_taken_back_by_name_and_that_can_be_undone(
    day: Day, kind: StepKind, words: str
) -> None:
    day.thaw()
    day.count()
    before = day.record
    day.open(kind)

    day.click(words)

    assert day.workbench.snapshot.undo_name == words
    assert day.open_kind() is kind
    assert words not in day.words(), "there is nothing left to take back"
    day.workbench.undo()
    assert day.record == before
    day.open(kind)
    assert day.button(words).isEnabled()


def test_a_prefilled_bag_asks_for_what_is_withdrawn_and_keeps_the_fluid_in_it(day: Day) -> None:
    day.thaw()
    day.count()
    makes = [row for row in rows(day) if row.step and row.step.exchange]
    assert len(makes) == 1
    step = makes[0].step
    assert step is not None
    assert step.exchange is not None
    assert step.suspension is not None
    QTest.mouseClick(makes[0], LEFT_BUTTON)
    withdrawn_ul, stock_ul = step.exchange.withdrawn_ul, step.suspension.stock_ul
    assert f"planned {write_volume(withdrawn_ul)}" in day.words(day.view.steps)

    day.type_into("withdrawn from the bag, mL", write_volume(withdrawn_ul))
    day.type_into("stock, mL", write_volume(stock_ul))
    day.press(Key.Key_Return)

    [made] = day.record.made
    assert (made.stock_ul, made.diluent_ul) == (stock_ul, step.exchange.fluid_ul)
    compared = day.words(day.view.compared)
    letter, measured = step.suspension.letter, numbers.ml(withdrawn_ul)
    assert f"{letter}: withdrawn from the bag | {measured} | {measured} | {measured}" in compared


def test_who_drew_a_syringe_is_not_offered_as_its_checker(day: Day) -> None:
    prepare_first(day)
    assert [item.drawn_ul for item in day.record.filled] == [550]
    assert day.open_kind() is StepKind.LABEL
    day.press(Key.Key_Return)
    assert day.open_kind() is StepKind.CHECK
    assert _text(day, "Who") == ""

    day.type_into("Who", PREPARER)
    day.press(Key.Key_Return)
    assert day.record.filled[0].checked is None
    day.type_into("Who", CHECKER)
    day.press(Key.Key_Return)

    checked = day.record.filled[0].checked
    assert checked is not None
    assert checked.by == CHECKER
    assert day.open_kind() is StepKind.DRAW


def test_a_scanner_that_types_at_done_does_not_press_it(day: Day) -> None:
    prepare_first(day)
    assert day.focused.startswith("Done: Label syringe 1")
    done = day.button("Done")

    QTest.keyClicks(done, "(10)EX-1")
    QTest.keyClick(done, Key.Key_Return)
    assert day.record.filled[0].labelled is None

    QTest.keyClick(done, Key.Key_Return)
    assert day.record.filled[0].labelled is not None


def test_the_arrows_go_from_step_to_step_and_enter_opens_one(day: Day) -> None:
    rows(day)[0].setFocus()

    day.press(Key.Key_Down)
    day.press(Key.Key_Down)
    assert day.focused.startswith("End the thaw")
    day.press(Key.Key_Up)
    day.press(Key.Key_Return)

    assert day.open_kind() is StepKind.START_THAW


def test_a_glove_hits_everything_and_all_of_it_has_a_name(day: Day) -> None:
    day.thaw()
    day.count(cells_per_ml=4_000_000)
    for kind in (StepKind.TAKE_VIALS, StepKind.COUNT, StepKind.MAKE):
        day.open(kind)
        parts: list[QWidget] = [
            part
            for part in (
                *day.view.findChildren(QPushButton),
                *day.view.findChildren(QLineEdit),
            )
            if part.isVisible()
        ]
        assert parts
        assert [part for part in parts if part.height() < GLOVE] == []
        assert [part for part in parts if not (part.accessibleName() or _label(part))] == []


def test_undo_opens_the_step_again_that_waits_now(day: Day) -> None:
    day.thaw()
    day.count()
    day.open(StepKind.MAKE)

    day.workbench.undo()

    assert day.open_kind() is StepKind.COUNT


def test_while_somebody_else_has_changed_the_plan_nothing_is_typed(day: Day) -> None:
    theirs = day.workbench.snapshot.envelope.replace(revision=9)

    day.workbench.save_conflicted(theirs)

    assert not day.named("Scan the vial").isEnabled()


def _text(day: Day, name: str) -> str:
    field = day.named(name)
    assert isinstance(field, QLineEdit)
    return field.text()


def _label(part: QWidget) -> str:
    return part.text() if isinstance(part, QPushButton) else ""


def test_nothing_is_cut_at_the_least_width_of_the_page(day: Day) -> None:
    day.view.resize(day.view.minimumSizeHint().width(), 640)
    day.thaw()
    day.count()
    day.turn(0)

    [area] = day.view.steps.findChildren(QScrollArea)
    inside = area.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= area.viewport().width()
    for row in rows(day):
        for label in row.findChildren(QLabel):
            if label.isVisible() and label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_the_thaw_clock_stays_in_sight_while_the_rest_is_scrolled(day: Day) -> None:
    day.thaw()
    day.count(cells_per_ml=4_026_000)
    day.button("Take another vial").setFocus()
    day.turn(0)

    clock, view = day.view.clock, day.view
    shown = view.rect().contains(clock.mapTo(view, clock.rect().bottomLeft()))
    assert shown
    assert clock.visibleRegion().boundingRect() == clock.rect()
