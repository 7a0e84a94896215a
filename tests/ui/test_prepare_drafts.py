"""What is typed on the day and not entered: kept with the plan, and signed by nobody."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from spineplanner.domain import edits
from spineplanner.domain.day import StepKind
from spineplanner.domain.drafts import Draft, DraftStep
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from spineplanner.ui.prepare_row import StepRow
from tests.ui.preparing import LEFT_BUTTON, LOT, Day

Key = Qt.Key
POOL, STRENGTH = "volume of the pool, mL", "million cells per mL"
NOT_ENTERED = "Typed, not entered yet"


@pytest.fixture
def day(qtbot: QtBot, example: Envelope, formulary: Formulary) -> Day:
    return Day(qtbot, example, formulary)


def typed(day: Day) -> dict[str, str]:
    return {draft.ask: draft.words for draft in day.record.drafts}


def text(day: Day, name: str) -> str:
    field = day.named(name)
    assert isinstance(field, QLineEdit | QComboBox)
    return field.text() if isinstance(field, QLineEdit) else field.currentText()


def at_pool(day: Day) -> None:
    day.thaw(pooled=False)
    day.open(StepKind.POOL)


@pytest.mark.parametrize("leave", ["the page", "the card"])
def test_leaving_a_step_enters_nothing_and_keeps_what_is_typed(day: Day, leave: str) -> None:
    at_pool(day)
    day.type_into(POOL, "22")

    if leave == "the page":
        day.view.commit()
    else:
        day.open(StepKind.END_THAW)

    assert day.record.pooled == ()
    assert typed(day) == {"volume_ul": "22"}
    assert NOT_ENTERED in day.words(day.view.steps)


def test_what_is_typed_is_kept_once_the_keyboard_rests(day: Day, qtbot: QtBot) -> None:
    at_pool(day)
    day.type_into(POOL, "22,")

    qtbot.waitUntil(lambda: typed(day) == {"volume_ul": "22,"}, timeout=1_000)

    assert text(day, POOL) == "22,", "the field is left alone"
    assert day.focused == POOL


def test_text_that_can_not_be_read_is_kept_with_its_reason(day: Day) -> None:
    at_pool(day)
    day.type_into(POOL, "22 or 23")
    day.open(StepKind.END_THAW)
    day.open(StepKind.POOL)

    assert text(day, POOL) == "22 or 23"
    assert day.named(POOL).accessibleDescription() != ""
    assert day.record.pooled == ()


def test_text_that_no_field_may_hold_is_not_kept(day: Day) -> None:
    at_pool(day)
    day.named(POOL).setFocus()
    for hostile in ("2" * 121, "2\u202e2"):
        field = day.named(POOL)
        assert isinstance(field, QLineEdit)
        field.setText(hostile)
        day.view.commit()

    assert typed(day) == {}


def test_done_enters_and_forgets_what_was_typed(day: Day) -> None:
    at_pool(day)
    day.type_into(POOL, "22")
    day.view.commit()
    day.click("Done")

    assert [item.volume_ul for item in day.record.pooled] == [22_000]
    assert day.record.drafts == ()
    assert NOT_ENTERED not in day.words(day.view.steps)


def test_taking_a_step_back_forgets_what_was_typed_in_it(day: Day) -> None:
    day.thaw()
    day.open(StepKind.POOL)
    day.type_into(POOL, "21.9")
    day.view.commit()
    day.click("Withdraw the volume of the pool")

    assert day.record.drafts == ()
    assert text(day, POOL) == ""


def test_a_refused_entry_leaves_what_is_typed(day: Day) -> None:
    at_pool(day)
    day.type_into(POOL, "22")
    day.type_into("When", "07:00")
    day.click("Done")
    day.view.commit()

    assert day.record.pooled == ()
    assert typed(day) == {"volume_ul": "22", "when": "24 Nov 2026, 07:00"}


def test_what_is_typed_is_forgotten_by_wiping_it_or_by_a_button(day: Day) -> None:
    at_pool(day)
    day.type_into(POOL, "22")
    day.view.commit()
    day.type_into(POOL, "2")
    day.press(Key.Key_Backspace)
    day.view.commit()
    assert typed(day) == {}
    assert "Forget what is typed" not in day.words()

    day.type_into(POOL, "22")
    day.type_into("When", "08:02")
    day.view.commit()
    day.click("Forget what is typed")
    day.view.commit()

    assert (typed(day), text(day, POOL), text(day, "When")) == ({}, "", "")


def test_what_came_back_is_not_one_enter_away_from_being_signed(day: Day) -> None:
    at_pool(day)
    day.type_into(POOL, "2")
    day.open(StepKind.END_THAW)
    day.open(StepKind.POOL)

    assert day.focused == POOL
    day.press(Key.Key_2)

    assert text(day, POOL) == "22"
    assert day.record.pooled == ()


def test_every_kind_of_answer_comes_back(
    day: Day, qtbot: QtBot, example: Envelope, formulary: Formulary
) -> None:
    day.thaw()
    day.open(StepKind.COUNT)
    day.type_into("vials in the count", "5")
    day.type_into(STRENGTH, "4.026")
    day.named("counted").setFocus()
    day.press(Key.Key_Down)
    day.type_into("Who", "C. EXAMPLE")
    day.type_into("When", "08:05")
    day.view.commit()

    again = Day(qtbot, day.workbench.snapshot.envelope, formulary)

    assert example.record.drafts == ()
    assert again.open_kind() is StepKind.COUNT
    assert again.record.counts == ()
    shown = [text(again, name) for name in ("vials in the count", STRENGTH, "counted", "Who")]
    assert shown == ["5", "4.026", "viable cells", "C. EXAMPLE"]
    again.turn(24 * 60)
    assert "24 Nov" in typed(again)["when"]
    assert NOT_ENTERED in again.words(again.view.steps)


def test_a_plan_is_opened_at_the_step_in_whose_middle_it_was_left(
    day: Day, qtbot: QtBot, formulary: Formulary
) -> None:
    day.thaw()
    day.count()
    rows = [row for row in day.view.findChildren(StepRow) if row.isVisible() and row.step]
    later = next(
        row
        for row in rows
        if row.step and row.step.suspension and "B" in row.step.suspension.letter
    )
    QTest.mouseClick(later, LEFT_BUTTON)
    day.type_into("stock, mL", "0.")
    day.view.commit()
    left = day.view.steps.open_step

    again = Day(qtbot, day.workbench.snapshot.envelope, formulary)

    assert again.view.steps.open_step == left
    assert text(again, "stock, mL") == "0."
    assert again.focused == "stock, mL"


def test_undo_takes_back_the_entry_before_and_not_what_is_typed(day: Day) -> None:
    at_pool(day)
    day.type_into(POOL, "22")
    day.view.commit()
    assert day.workbench.snapshot.undo_name == "End the thaw"

    day.workbench.undo()

    assert day.record.thaw_ended_at is None
    assert typed(day) == {"volume_ul": "22"}
    day.open(StepKind.POOL)
    assert text(day, POOL) == "22"


def test_what_is_typed_stays_when_the_step_is_otherwise_planned(day: Day) -> None:
    at_pool(day)
    day.type_into(POOL, "22")
    site = day.workbench.snapshot.plan.aliquots[0].site

    day.workbench.apply(edits.remove, sites=(site,))

    assert text(day, POOL) == "22"


def test_what_another_window_typed_is_shown_where_nothing_is_typed_here(day: Day) -> None:
    at_pool(day)
    step = DraftStep(kind=StepKind.POOL, lot=LOT)
    day.workbench.note(edits.keep_typed, step=step, typed={"volume_ul": "21"})
    assert text(day, POOL) == "21"

    day.type_into(POOL, "22")
    day.workbench.note(edits.keep_typed, step=step, typed={"volume_ul": "20"})

    assert text(day, POOL) == "22"


def test_a_vial_that_is_put_back_leaves_the_one_that_is_typed(day: Day) -> None:
    day.type_into("lot", LOT)
    day.type_into("vial number", "1")
    day.click("Looks good: take it")
    day.type_into("lot", LOT)
    day.type_into("vial number", "2")
    day.click("Put back")

    assert day.record.vials == ()
    assert text(day, "vial number") == "2"


def test_a_draft_of_a_syringe_stays_with_its_site_when_numbers_change(day: Day) -> None:
    day.thaw()
    day.count()
    first, second, *_others = day.workbench.snapshot.preparation.containers
    step = DraftStep(kind=StepKind.DRAW, sites=(second.site,))
    draft = Draft(step=step, ask="volume_ul", words="0.5")
    day.workbench.note(edits.keep_typed, step=step, typed={"volume_ul": "0.5"})
    assert _typed_rows(day) == ["Draw syringe 2"]

    day.workbench.apply(edits.remove, sites=(first.site,))

    assert day.record.drafts == (draft,)
    assert _typed_rows(day) == ["Draw syringe 1"]


def _typed_rows(day: Day) -> list[str]:
    said = [row.accessibleName() for row in day.view.findChildren(StepRow) if row.isVisible()]
    return [
        words.split(",")[0].split(":")[0].split(".")[0] for words in said if NOT_ENTERED in words
    ]
