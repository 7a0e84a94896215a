"""The start page: finding, opening and beginning plans."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from time import perf_counter
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from spineplanner.domain.envelope import SheetState
from spineplanner.domain.worklist import Listed, Page, Summary
from spineplanner.ui.worklist import Worklist

NOW = datetime(2026, 11, 24, 7, 42, tzinfo=UTC)
HEADINGS = [
    "Procedure",
    "Patient",
    "Record number",
    "Plan",
    "Physician",
    "State",
    "Million cells",
    "Vials",
]


def listed(number: int = 113, **replacements: object) -> Listed:
    copied_from = replacements.pop("copied_from", None)
    fields: dict[str, object] = {
        "number": f"SP-2026-A-{number:04}",
        "name": "EXAMPLE, Patient",
        "record_number": "EX-0001",
        "physician": "Dr EXAMPLE",
        "day": date(2026, 11, 24),
        "clock": time(9, 30),
        "state": SheetState.DRAFT,
        "total_cells": 100_000_000,
        "vials": 6,
        "maths_version": 1,
        "formulary_digest": "0" * 64,
    }
    build: Callable[..., Summary] = Summary
    listing: Callable[..., Listed] = Listed
    return listing(
        id=UUID(int=number),
        version=1,
        updated_at=NOW,
        copied_from=copied_from,
        archived=False,
        summary=build(**(fields | replacements)),
    )


def page_of(*rows: Listed, more: bool = False) -> Page:
    return Page(rows, more=more)


@pytest.fixture
def worklist(qtbot: QtBot) -> Worklist:
    made = Worklist(clock=lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def table_of(worklist: Worklist) -> QTableView:
    return worklist.findChildren(QTableView)[0]


def search_of(worklist: Worklist) -> QLineEdit:
    return worklist.findChildren(QLineEdit)[0]


def cells(worklist: Worklist, row: int) -> list[object]:
    model = table_of(worklist).model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def words(worklist: Worklist) -> list[str]:
    return [label.text() for label in worklist.findChildren(QLabel) if label.isVisible()]


def button(worklist: Worklist, text: str) -> QPushButton:
    [found] = [b for b in worklist.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    return found


def heard(signal: object) -> list[object]:
    said: list[object] = []
    signal.connect(lambda *given: said.append(given[0] if given else None))  # type: ignore[attr-defined]  # a bound signal
    return said


def test_a_row_says_when_whose_where_and_what(worklist: Worklist) -> None:
    worklist.show_page(page_of(listed(day=date(2026, 11, 25))))
    model = table_of(worklist).model()
    across = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert across == HEADINGS
    assert cells(worklist, 0) == [
        "25 Nov 2026, 09:30",
        "EXAMPLE, Patient",
        "EX-0001",
        "SP-2026-A-0113",
        "Dr EXAMPLE",
        "DRAFT",
        "100",
        "6",
    ]


def test_what_is_not_stated_or_not_computable_is_said(worklist: Worklist) -> None:
    empty = listed(
        name=None, record_number=None, physician=None, day=None, clock=None, vials=None,
        total_cells=0, state=SheetState.SAMPLE,
    )  # fmt: skip
    worklist.show_page(page_of(empty, listed(7, name=None, copied_from="SP-2026-A-0001")))
    assert cells(worklist, 0) == [
        "date not stated",
        "not stated",
        "not stated",
        "SP-2026-A-0113",
        "not stated",
        "SAMPLE",
        "0",
        "–",
    ]
    assert cells(worklist, 1)[1] == "not stated, copied from SP-2026-A-0001"


def test_a_plan_of_today_says_so_in_a_word(worklist: Worklist) -> None:
    worklist.show_page(page_of(listed(), listed(2, clock=None)))
    assert cells(worklist, 0)[0] == "24 Nov 2026, 09:30 · today"
    assert cells(worklist, 1)[0] == "24 Nov 2026 · today"


def test_a_name_that_looks_like_markup_is_shown_as_it_is(worklist: Worklist) -> None:
    name = "<b>x</b><img src=x>"
    worklist.show_page(page_of(listed(name=name)))
    assert cells(worklist, 0)[1] == name
    tip = table_of(worklist).model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "<p>&lt;b&gt;x&lt;/b&gt;&lt;img src=x&gt;</p>"
    search_of(worklist).setText(name)
    worklist.show_page(page_of())
    assert f"No plan has “{name}” in its name, numbers or physician." in words(worklist)


def test_a_screen_reader_hears_the_whole_row(worklist: Worklist) -> None:
    worklist.show_page(page_of(listed(), listed(2)))
    table = QAccessible.queryAccessibleInterface(table_of(worklist))
    said = [table.child(place).text(QAccessible.Text.Name) for place in range(table.childCount())]
    assert (
        "24 Nov 2026, 09:30 · today. Patient EXAMPLE, Patient, record number EX-0001. "
        "Plan SP-2026-A-0113, DRAFT. Physician Dr EXAMPLE. 100 million, vials: 6."
    ) in said
    assert "Vials: 6" in said


def test_typing_asks_once_when_it_rests_and_the_last_text_wins(
    worklist: Worklist, qtbot: QtBot
) -> None:
    asked = heard(worklist.query_changed)
    search_of(worklist).setFocus()
    QTest.keyClicks(search_of(worklist), "exam")
    assert asked == []
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["exam"]
    assert worklist.query == "exam"


@pytest.mark.parametrize(("key", "number"), [(Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, 3)])
def test_up_and_down_go_from_the_search_into_the_list_and_enter_opens(
    worklist: Worklist, key: Qt.Key, number: int
) -> None:
    opened = heard(worklist.open_wanted)
    worklist.show_page(page_of(listed(1), listed(2), listed(3)))
    worklist.focus_search()
    QTest.keyClick(search_of(worklist), key)
    assert table_of(worklist).hasFocus()
    QTest.keyClick(table_of(worklist), Qt.Key.Key_Return)
    assert opened == [UUID(int=number)]


def test_up_from_the_first_row_goes_back_to_the_search(worklist: Worklist) -> None:
    worklist.show_page(page_of(listed(1), listed(2)))
    QTest.keyClick(search_of(worklist), Qt.Key.Key_Down)
    QTest.keyClick(table_of(worklist), Qt.Key.Key_Up)
    assert search_of(worklist).hasFocus()


def test_enter_in_the_search_asks_at_once_and_opens_only_what_is_unmistakable(
    worklist: Worklist,
) -> None:
    opened, asked = heard(worklist.open_wanted), heard(worklist.query_changed)
    worklist.query_changed.connect(
        lambda query: worklist.show_page(
            page_of(listed(1)) if query == "one" else page_of(listed(1), listed(2))
        )
    )
    worklist.focus_search()
    QTest.keyClicks(search_of(worklist), "on")
    QTest.keyClick(search_of(worklist), Qt.Key.Key_Return)
    assert (asked, opened) == (["on"], [])
    assert table_of(worklist).hasFocus()
    QTest.keyClick(table_of(worklist), Qt.Key.Key_E)
    assert worklist.query == "one"
    QTest.keyClick(search_of(worklist), Qt.Key.Key_Return)
    assert (asked, opened) == (["on", "one"], [UUID(int=1)])


def test_a_double_click_opens(worklist: Worklist) -> None:
    opened = heard(worklist.open_wanted)
    worklist.show_page(page_of(listed(1), listed(2)))
    table = table_of(worklist)
    place = table.visualRect(table.model().index(1, 3)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == []
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [UUID(int=2)]


def test_ctrl_d_duplicates_the_current_plan(worklist: Worklist) -> None:
    duplicated = heard(worklist.duplicate_wanted)
    worklist.show_page(page_of(listed(1), listed(2)))
    QTest.keyClick(search_of(worklist), Qt.Key.Key_Down)
    QTest.keyClick(table_of(worklist), Qt.Key.Key_Down)
    QTest.keyClick(table_of(worklist), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert duplicated == [UUID(int=2)]


@pytest.mark.parametrize(("entry", "wanted"), [(0, "open_wanted"), (1, "duplicate_wanted")])
def test_the_context_menu_acts_on_the_row_under_the_mouse(
    worklist: Worklist, qtbot: QtBot, entry: int, wanted: str
) -> None:
    acted = heard(getattr(worklist, wanted))
    worklist.show_page(page_of(listed(1), listed(2)))
    table = table_of(worklist)
    place = table.visualRect(table.model().index(1, 1)).center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, table.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(table.viewport(), event)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.mouseClick(
        menu,
        Qt.MouseButton.LeftButton,
        pos=menu.actionGeometry(menu.actions()[entry]).center(),
    )
    assert acted == [UUID(int=2)]


def test_until_the_store_is_open_it_says_that_plans_are_being_opened(worklist: Worklist) -> None:
    assert "Opening the plans …" in words(worklist)
    assert not table_of(worklist).isVisible()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("New plan", "new_wanted"),
        ("Import a plan file…", "import_wanted"),
        ("Worked example", "example_wanted"),
    ],
)
def test_where_there_is_no_plan_three_choices_say_what_to_do(
    worklist: Worklist, text: str, wanted: str
) -> None:
    chosen = heard(getattr(worklist, wanted))
    worklist.show_page(page_of())
    assert "No plans yet. Where do you begin?" in words(worklist)
    buttons = [b for b in worklist.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    for one in buttons:
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    assert len(chosen) == len(buttons) >= 1


def test_where_nothing_matches_it_says_so_and_clears_the_search(
    worklist: Worklist, qtbot: QtBot
) -> None:
    asked = heard(worklist.query_changed)
    QTest.keyClicks(search_of(worklist), "zebra")
    qtbot.waitUntil(lambda: asked == ["zebra"])
    worklist.show_page(page_of())
    assert "No plan has “zebra” in its name, numbers or physician." in words(worklist)
    QTest.mouseClick(button(worklist, "Clear the search"), Qt.MouseButton.LeftButton)
    assert asked == ["zebra", ""]
    assert worklist.query == ""
    assert search_of(worklist).hasFocus()


def test_a_problem_of_the_store_stands_where_the_plans_would_be(worklist: Worklist) -> None:
    worklist.show_page(page_of(listed()))
    worklist.show_problem("The plans can't be read.")
    assert "The plans can't be read." in words(worklist)
    assert not table_of(worklist).isVisible()
    worklist.show_page(page_of(listed()))
    assert table_of(worklist).isVisible()


def test_the_end_of_the_list_asks_for_more_and_stays_where_it_is(worklist: Worklist) -> None:
    rows = tuple(listed(number) for number in range(1, 1001))
    asked = heard(worklist.query_changed)
    first = worklist.most
    worklist.show_page(page_of(*rows[:first], more=True))
    table = table_of(worklist)
    QTest.keyClick(search_of(worklist), Qt.Key.Key_Down)
    assert asked == []
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert asked == [""]
    assert worklist.most > first
    there = table.verticalScrollBar().value()
    worklist.show_page(page_of(*rows[: worklist.most]))
    assert table.model().rowCount() == min(worklist.most, len(rows))
    assert table.verticalScrollBar().value() == there
    assert table.currentIndex().row() == first - 1
    assert asked == [""]


def test_a_new_search_asks_for_few_rows_again_and_begins_at_the_top(
    worklist: Worklist, qtbot: QtBot
) -> None:
    rows = tuple(listed(number) for number in range(1, 301))
    first = worklist.most
    worklist.show_page(page_of(*rows, more=True))
    table = table_of(worklist)
    QTest.keyClick(search_of(worklist), Qt.Key.Key_Up)
    assert worklist.most > first
    QTest.keyClick(table, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: worklist.most == first)
    worklist.show_page(page_of(*rows[:100]))
    assert table.verticalScrollBar().value() == 0


def test_the_current_plan_stays_current_when_the_list_changes_around_it(
    worklist: Worklist,
) -> None:
    worklist.show_page(page_of(listed(1), listed(2)))
    QTest.keyClick(search_of(worklist), Qt.Key.Key_Up)
    worklist.show_page(page_of(listed(9), listed(1), listed(2)))
    table = table_of(worklist)
    assert table.model().index(table.currentIndex().row(), 3).data() == "SP-2026-A-0002"


def test_ten_thousand_plans_are_filled_in_at_once(worklist: Worklist) -> None:
    rows = tuple(listed(number) for number in range(1, 10_001))
    before = perf_counter()
    worklist.show_page(page_of(*rows))
    worklist.repaint()
    assert perf_counter() - before < 0.4
    assert table_of(worklist).model().rowCount() == 10_000
    assert "10,000 plans" in words(worklist)


def test_tab_goes_through_everything_in_reading_order(worklist: Worklist) -> None:
    worklist.show_page(page_of(listed()))
    worklist.focus_search()
    names = []
    for _step in range(5):
        widget = QApplication.focusWidget()
        assert widget is not None
        names.append(widget.accessibleName() or getattr(widget, "text", str)())
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert names == ["Search plans", "Worked example", "Import…", "New plan", "Plans"]


def test_a_click_beside_the_rows_asks_for_nothing(worklist: Worklist) -> None:
    acted = heard(worklist.open_wanted)
    worklist.show_page(page_of(listed()))
    QTest.mouseDClick(table_of(worklist).viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 500))
    assert acted == []
