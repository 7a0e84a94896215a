"""Check a sheet: what a scanner or a person types, and whether the sheet still holds."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from spineplanner.domain import edits
from spineplanner.domain.check_code import check_code
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.saving import FixedRevision
from spineplanner.ui.services import Problem
from spineplanner.ui.sheet_check_window import SheetCheckWindow
from spineplanner.ui.snapshot import Snapshot
from tests.ui.conftest import MakeSnapshot

NOW = datetime(2026, 11, 24, 7, 42, tzinfo=UTC)
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


class Store:
    """The fixed revisions of any plan."""

    def __init__(self) -> None:
        self.answer: tuple[FixedRevision, ...] | Problem = ()

    def __call__(self, plan: UUID) -> tuple[FixedRevision, ...] | Problem:
        del plan
        return self.answer


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def window(qtbot: QtBot, store: Store, snapshot: Snapshot) -> SheetCheckWindow:
    made = SheetCheckWindow(store)
    qtbot.addWidget(made)
    made.show_snapshot(snapshot)
    made.show()
    made.begin()
    return made


def scan(window: SheetCheckWindow, text: str, end: Qt.Key = ENTER) -> str:
    """Type a code into the field that has the keyboard, as a scanner does; give the answer."""
    QTest.keyClicks(window.code, text)
    QTest.keyClick(window.code, end)
    return answer(window)


def answer(window: SheetCheckWindow) -> str:
    if not window.answer.isVisible():
        return ""
    labels = window.answer.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def code_of(snapshot: Snapshot) -> str:
    return check_code(snapshot.plan, snapshot.formulary)


def test_the_sheet_of_the_order_as_it_is_is_current(
    window: SheetCheckWindow, snapshot: Snapshot
) -> None:
    revision = snapshot.envelope.revision
    said = scan(window, f"{snapshot.envelope.number} {revision} {code_of(snapshot)}")

    assert said == f"✓ Current: the sheet is of revision {revision}."
    assert window.answer.accessibleName() == said.removeprefix("✓ ")


def test_a_superseded_sheet_says_what_has_changed_since(
    window: SheetCheckWindow,
    store: Store,
    example: Envelope,
    formulary: Formulary,
    make_snapshot: MakeSnapshot,
) -> None:
    site = example.plan.aliquots[0].site
    plan = edits.set_cells(example.plan, sites=(site,), cells=1_500_000)
    code = check_code(example.plan, formulary)
    store.answer = (FixedRevision(example, code, NOW),)
    window.show_snapshot(make_snapshot(example.replace(plan=plan, revision=example.revision + 1)))

    said = scan(window, code.lower())

    assert said.splitlines()[0] == (
        f"■ Superseded: the sheet is of revision {example.revision}, "
        f"the plan is at {example.revision + 1}."
    )
    assert "L2–L3 facet LEFT" in said
    assert "1.5 million" in said


def test_sheets_of_other_plans_and_unknown_ones_are_not_taken_for_current(
    window: SheetCheckWindow, snapshot: Snapshot
) -> None:
    assert scan(window, f"SP-2025-B-0042 1 {code_of(snapshot)}") == (
        "■ Another plan: the sheet is of SP-2025-B-0042."
    )
    assert scan(window, "7F3A-92CK").startswith("■ Unknown:")


def test_the_next_scan_replaces_the_last_one(window: SheetCheckWindow, snapshot: Snapshot) -> None:
    scan(window, "7F3A-92CK")
    assert scan(window, code_of(snapshot)).startswith("✓ Current")


def test_a_scanner_that_ends_with_tab_is_understood_and_awaited_again(
    window: SheetCheckWindow, snapshot: Snapshot
) -> None:
    assert scan(window, code_of(snapshot), TAB).startswith("✓ Current")
    assert window.code.hasFocus()
    assert scan(window, "7F3A-92CK", TAB).startswith("■ Unknown")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("7F3A", "ends in the middle"),
        ("7F3A92CK7F3A92CK", "more than once"),
        ("7F3A-92CO", "in no check code"),
        ("hello there", "no code of a sheet"),
        ("", "Scan or type the code"),
    ],
)
def test_what_is_no_code_is_refused_with_a_word(
    window: SheetCheckWindow, text: str, why: str
) -> None:
    said = scan(window, text)
    assert said.startswith("▲")
    assert why in said


def test_an_old_answer_does_not_stand_beside_a_new_code(
    window: SheetCheckWindow, snapshot: Snapshot
) -> None:
    scan(window, code_of(snapshot))
    QTest.keyClicks(window.code, "7")
    assert answer(window) == ""


def test_an_answer_changes_with_the_plan(
    window: SheetCheckWindow, snapshot: Snapshot, make_snapshot: MakeSnapshot
) -> None:
    scan(window, code_of(snapshot))
    plan = edits.clear(snapshot.plan)
    window.show_snapshot(make_snapshot(snapshot.envelope.replace(plan=plan)))
    assert answer(window).startswith("■ Unknown")


def test_a_store_that_does_not_answer_is_said(window: SheetCheckWindow, store: Store) -> None:
    store.answer = Problem("The plans can’t be read.")
    assert scan(window, "7F3A-92CK") == "■ The plans can’t be read."


def test_opened_again_it_has_nothing_of_the_last_sheet(
    window: SheetCheckWindow, snapshot: Snapshot
) -> None:
    scan(window, code_of(snapshot))
    window.close()
    window.show()
    window.begin()
    assert answer(window) == ""
    assert window.code.text() == ""
