from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from spineplanner.ui.field_entries import LineEntry
from spineplanner.ui.fields import (
    ChoiceField,
    DateField,
    DateTimeField,
    Field,
    LineField,
    ListField,
    NoteField,
    NumberField,
    TickField,
    TypedField,
)
from spineplanner.wording.reading import read_cells, write_cells

LONDON = ZoneInfo("Europe/London")
RLO = "\N{RIGHT-TO-LEFT OVERRIDE}"
Keys = Qt.Key
Stand = Callable[[Field], list[object]]


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    """Shows a field beside another in a window, and collects what it commits."""

    held: list[QWidget] = []

    def put(field: Field) -> list[object]:
        window = QWidget()
        held.append(window)
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        column.addWidget(field)
        beside = LineEntry(window)
        beside.setObjectName("beside")
        column.addWidget(beside)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        committed: list[object] = []
        field.committed.connect(committed.append)
        field.take_focus()
        qtbot.waitUntil(lambda: field.isAncestorOf(QApplication.focusWidget() or window))
        return committed

    return put


def keys(text: str) -> None:
    """Type into whatever has the focus."""
    QTest.keyClicks(focus(), text)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifier)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def roll_wheel(widget: QWidget) -> None:
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's own argument
    )
    QApplication.sendEvent(widget, event)


def cells_field() -> NumberField:
    return NumberField("&Target", read_cells, write_cells, unit="million")


def test_enter_commits_what_was_typed_once(stand: Stand) -> None:
    field = cells_field()
    committed = stand(field)
    keys("1,5")
    press(Keys.Key_Return)
    field.show_value(1_500_000)
    press(Keys.Key_Tab)
    assert committed == [1_500_000]
    assert field.entry.typed() == "1.5"


def test_leaving_commits_what_was_typed(stand: Stand) -> None:
    field = LineField("&Name")
    committed = stand(field)
    keys("EXAMPLE, Patient")
    press(Keys.Key_Tab)
    assert committed == ["EXAMPLE, Patient"]
    assert focus().objectName() == "beside"


def test_leaving_untouched_commits_nothing(stand: Stand) -> None:
    field = cells_field()
    field.show_value(100_000_000)
    committed = stand(field)
    press(Keys.Key_Tab)
    assert committed == []


def test_the_same_value_written_otherwise_is_no_edit(stand: Stand) -> None:
    field = cells_field()
    field.show_value(1_500_000)
    committed = stand(field)
    press(Keys.Key_A, Qt.KeyboardModifier.ControlModifier)
    keys("1,50")
    press(Keys.Key_Return)
    assert committed == []
    assert field.entry.typed() == "1.5"


def test_emptying_a_field_states_nothing(stand: Stand) -> None:
    field = cells_field()
    field.show_value(1_000_000)
    committed = stand(field)
    press(Keys.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Keys.Key_Delete)
    press(Keys.Key_Return)
    assert committed == [None]


def test_escape_shows_again_what_the_plan_holds(stand: Stand) -> None:
    field = cells_field()
    field.show_value(1_000_000)
    committed = stand(field)
    keys("9")
    press(Keys.Key_Escape)
    press(Keys.Key_Tab)
    assert committed == []
    assert field.entry.typed() == "1"


def test_wrong_text_stays_with_its_reason_beside_it_until_it_is_mended(stand: Stand) -> None:
    field = cells_field()
    committed = stand(field)
    keys("1,500")
    press(Keys.Key_Tab)
    why = "“1,500” could be 1.500 or 1500. Write it so."
    assert committed == []
    assert field.entry.typed() == "1,500"
    assert field.reason.isVisible()
    assert field.reason.text() == why
    assert field.entry.property("wrong") == "true"
    assert why in field.entry.accessibleDescription()
    field.take_focus()
    press(Keys.Key_End)
    press(Keys.Key_Backspace)
    press(Keys.Key_Backspace)
    press(Keys.Key_Return)
    assert committed == [1_500_000]
    assert not field.reason.isVisible()
    assert field.entry.property("wrong") == "false"


def test_a_number_out_of_range_is_not_clamped(stand: Stand) -> None:
    field = cells_field()
    committed = stand(field)
    keys("1000001")
    press(Keys.Key_Return)
    assert committed == []
    assert field.entry.typed() == "1000001"
    assert field.reason.text() == "At most 1,000,000 million."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"EX{RLO}AMPLE", "Character 3 is hidden (U+202E). Delete it."),
        ("a" * 121, "121 characters, and at most 120 fit."),
        ("two\tcells", "Character 4 is hidden (U+0009). Delete it."),
    ],
)
def test_a_line_pasted_with_hidden_or_too_many_characters_is_refused(
    stand: Stand, text: str, why: str
) -> None:
    field = LineField("&Name")
    committed = stand(field)
    QApplication.clipboard().setText(text)
    press(Keys.Key_V, Qt.KeyboardModifier.ControlModifier)
    press(Keys.Key_Return)
    assert committed == []
    assert field.reason.text() == why


def test_markup_in_a_name_is_text(stand: Stand) -> None:
    field = LineField("&Name")
    committed = stand(field)
    keys("<b>x</b>")
    press(Keys.Key_Return)
    assert committed == ["<b>x</b>"]


def test_a_field_is_called_by_its_label_and_described_by_its_unit(stand: Stand) -> None:
    field = cells_field()
    stand(field)
    assert field.entry.accessibleName() == "Target"
    assert field.entry.accessibleDescription() == "million"
    assert field.label.buddy() is field.entry


def test_a_mnemonic_leads_to_the_field(stand: Stand) -> None:
    field = LineField("&Name")
    stand(field)
    press(Keys.Key_Tab)
    press(Keys.Key_N, Qt.KeyboardModifier.AltModifier)
    assert focus() is field.entry


def test_a_value_that_did_not_change_leaves_typing_alone(stand: Stand) -> None:
    field = LineField("&Name")
    field.show_value("EXAMPLE")
    stand(field)
    press(Keys.Key_A, Qt.KeyboardModifier.ControlModifier)
    keys("new")
    field.show_value("EXAMPLE")
    assert field.entry.typed() == "new"


def test_a_value_that_changed_elsewhere_is_shown_even_while_typing(stand: Stand) -> None:
    field = LineField("&Name")
    field.show_value("EXAMPLE")
    stand(field)
    keys("new")
    field.show_value(None)
    assert field.entry.typed() == ""


def test_a_refused_edit_is_asked_again_by_enter_but_not_by_leaving(stand: Stand) -> None:
    field = LineField("&Name")
    committed = stand(field)
    keys("EXAMPLE")
    press(Keys.Key_Return)
    field.refuse("Not now.")
    press(Keys.Key_Tab)
    assert committed == ["EXAMPLE"]
    assert field.reason.text() == "Not now."
    field.take_focus()
    press(Keys.Key_Return)
    assert committed == ["EXAMPLE", "EXAMPLE"]


@pytest.mark.parametrize("make", [lambda: LineField("&Name"), lambda: NoteField("&Notes")])
def test_undo_is_the_texts_while_typing_and_the_windows_otherwise(
    stand: Stand, make: Callable[[], TypedField]
) -> None:
    field = make()
    field.show_value("EXAMPLE")
    stand(field)
    undone: list[str] = []
    undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), field.window())
    undo.activated.connect(lambda: undone.append("plan"))
    press(Keys.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["plan"]
    press(Keys.Key_X)
    assert field.entry.typed() != "EXAMPLE"
    press(Keys.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.entry.typed() == "EXAMPLE"
    assert undone == ["plan"]
    press(Keys.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["plan", "plan"]


def test_after_a_commit_undo_is_the_windows(stand: Stand) -> None:
    field = LineField("&Name")
    stand(field)
    undone: list[str] = []
    undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), field.window())
    undo.activated.connect(lambda: undone.append("plan"))
    keys("EXAMPLE")
    press(Keys.Key_Return)
    field.show_value("EXAMPLE")
    press(Keys.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["plan"]
    assert field.entry.typed() == "EXAMPLE"


def test_escape_reaches_the_window_when_nothing_is_typed(stand: Stand) -> None:
    field = LineField("&Name")
    stand(field)
    let_go: list[str] = []
    shortcut = QShortcut(QKeySequence(Keys.Key_Escape), field.window())
    shortcut.activated.connect(lambda: let_go.append("window"))
    keys("x")
    press(Keys.Key_Escape)
    assert let_go == []
    assert field.entry.typed() == ""
    press(Keys.Key_Escape)
    assert let_go == ["window"]


def test_the_middle_button_and_the_wheel_type_nothing(stand: Stand) -> None:
    field = cells_field()
    field.show_value(1_000_000)
    committed = stand(field)
    QTest.mouseClick(field.entry, Qt.MouseButton.MiddleButton)
    roll_wheel(field.entry)
    press(Keys.Key_Tab)
    assert committed == []
    assert field.entry.typed() == "1"


def test_a_date_is_printed_back_with_its_month_in_words(stand: Stand) -> None:
    field = DateField("&Born")
    committed = stand(field)
    keys("24.11.2026")
    press(Keys.Key_Return)
    field.show_value(date(2026, 11, 24))
    assert committed == [date(2026, 11, 24)]
    assert field.entry.typed() == "24 Nov 2026"


def test_a_date_that_reads_two_ways_is_refused_beside_the_field(stand: Stand) -> None:
    field = DateField("&Born")
    committed = stand(field)
    keys("03/04/2026")
    press(Keys.Key_Tab)
    assert committed == []
    assert "3 Apr 2026 or 4 Mar 2026" in field.reason.text()


def test_a_note_takes_enter_as_a_new_line_and_commits_with_control(stand: Stand) -> None:
    field = NoteField("&Notes")
    committed = stand(field)
    keys("first")
    press(Keys.Key_Return)
    keys("second")
    assert committed == []
    press(Keys.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert committed == ["first\nsecond"]


def test_tab_leaves_a_note_and_commits_it(stand: Stand) -> None:
    field = NoteField("&Notes")
    committed = stand(field)
    keys("first")
    press(Keys.Key_Tab)
    assert committed == ["first"]


def choice() -> ChoiceField:
    return ChoiceField("&Bag", [("prefilled", "prefilled"), ("empty", "empty bag")])


def test_a_choice_begins_with_not_stated(stand: Stand) -> None:
    field = choice()
    committed = stand(field)
    assert [field.entry.itemText(i) for i in range(field.entry.count())] == [
        "not stated",
        "prefilled",
        "empty bag",
    ]
    press(Keys.Key_Tab)
    assert committed == []


def test_arrow_keys_try_choices_and_leaving_commits_the_last(stand: Stand) -> None:
    field = choice()
    committed = stand(field)
    press(Keys.Key_Down)
    press(Keys.Key_Down)
    assert committed == []
    press(Keys.Key_Tab)
    assert committed == ["empty"]


def test_escape_lets_a_tried_choice_go(stand: Stand) -> None:
    field = choice()
    field.show_value("prefilled")
    committed = stand(field)
    press(Keys.Key_Down)
    press(Keys.Key_Escape)
    press(Keys.Key_Tab)
    assert committed == []
    assert field.entry.currentText() == "prefilled"


def test_a_choice_from_the_open_list_is_committed_at_once(stand: Stand, qtbot: QtBot) -> None:
    field = choice()
    committed = stand(field)
    press(Keys.Key_Space)
    view = field.entry.view()
    qtbot.waitUntil(view.isVisible)
    QTest.keyClick(view, Keys.Key_Down)
    QTest.keyClick(view, Keys.Key_Return)
    assert committed == ["prefilled"]


def test_the_wheel_passes_over_a_choice(stand: Stand) -> None:
    field = choice()
    field.show_value("prefilled")
    committed = stand(field)
    roll_wheel(field.entry)
    press(Keys.Key_Tab)
    assert committed == []
    assert field.entry.currentText() == "prefilled"


def test_a_value_that_is_not_offered_any_more_is_still_shown(stand: Stand) -> None:
    field = choice()
    field.show_value("gone")
    committed = stand(field)
    assert field.entry.currentText() == "“gone”, not listed"
    press(Keys.Key_Tab)
    assert committed == []


def test_what_can_not_be_unsaid_offers_not_stated_only_until_it_is_stated(stand: Stand) -> None:
    field = ChoiceField("&Count", [(4, "4"), (5, "5")], can_unsay=False)
    stand(field)
    assert field.entry.itemText(0) == "not stated"
    field.show_value(5)
    assert [field.entry.itemText(i) for i in range(field.entry.count())] == ["4", "5"]


def test_a_tick_is_committed_at_once(stand: Stand) -> None:
    field = TickField("&Confirmed")
    committed = stand(field)
    press(Keys.Key_Space)
    assert committed == [True]


def test_lines_are_added_and_removed_one_by_one(stand: Stand) -> None:
    field = ListField("&Allergies", none_label="none", add_words="add")
    field.show_value(("latex",))
    committed = stand(field)
    keys("DMSO")
    press(Keys.Key_Return)
    assert committed == [("latex", "DMSO")]
    field.show_value(("latex", "DMSO"))
    assert field.entry.typed() == ""
    first = field.entries()[0]
    assert first.accessibleName() == "Remove latex"
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert committed[-1] == ("DMSO",)


def test_the_last_line_removed_leaves_the_list_not_stated(stand: Stand) -> None:
    field = ListField("&Allergies", none_label="none", add_words="add")
    field.show_value(("latex",))
    committed = stand(field)
    QTest.mouseClick(field.entries()[0], Qt.MouseButton.LeftButton)
    assert committed == [None]


def test_none_known_is_a_statement_that_can_be_taken_back(stand: Stand) -> None:
    field = ListField("&Allergies", none_label="none", add_words="add")
    committed = stand(field)
    assert not field.none_known.isChecked()
    press(Keys.Key_Tab)
    press(Keys.Key_Space)
    field.show_value(())
    press(Keys.Key_Space)
    assert committed == [(), None]


def test_a_line_is_not_listed_twice(stand: Stand) -> None:
    field = ListField("&Allergies", none_label="none", add_words="add")
    field.show_value(("Latex",))
    committed = stand(field)
    keys("latex")
    press(Keys.Key_Return)
    assert committed == []
    assert field.reason.text() == "It is listed already."


def moment_field(zone: ZoneInfo = LONDON) -> DateTimeField:
    field = DateTimeField("&When")
    field.show_zone(zone, zone.key)
    return field


def test_date_and_time_are_committed_together_in_their_zone(stand: Stand) -> None:
    field = moment_field()
    committed = stand(field)
    keys("24 Jul 2026")
    press(Keys.Key_Tab)
    assert committed == []
    assert not field.reason.isVisible()
    keys("9:30")
    press(Keys.Key_Return)
    assert committed == [datetime(2026, 7, 24, 8, 30, tzinfo=UTC)]
    assert field.place.text() == "Europe/London"


def test_a_date_left_without_a_time_asks_for_it(stand: Stand) -> None:
    field = moment_field()
    committed = stand(field)
    keys("24 Jul 2026")
    beside = field.window().findChild(LineEntry, "beside")
    assert beside is not None
    beside.setFocus()
    assert committed == []
    assert field.reason.text() == "Write hours and minutes, such as 09:30."
    assert field.day.typed() == "24 Jul 2026"


def test_a_time_that_clocks_jump_over_is_refused(stand: Stand) -> None:
    field = moment_field()
    committed = stand(field)
    keys("29 Mar 2026")
    press(Keys.Key_Tab)
    keys("01:30")
    press(Keys.Key_Return)
    assert committed == []
    assert field.reason.text() == "Clocks are put forward on 29 Mar 2026: 01:30 does not exist."


@pytest.mark.parametrize(("place", "hour"), [(0, 0), (1, 1)])
def test_a_time_that_comes_twice_is_asked_about(stand: Stand, place: int, hour: int) -> None:
    field = moment_field()
    committed = stand(field)
    keys("25 Oct 2026")
    press(Keys.Key_Tab)
    keys("01:30")
    press(Keys.Key_Tab)
    assert committed == []
    assert "comes twice" in field.reason.text()
    assert [button.text() for button in field.choices] == ["UTC+01:00", "UTC+00:00"]
    QTest.mouseClick(field.choices[place], Qt.MouseButton.LeftButton)
    (at,) = committed
    assert isinstance(at, datetime)
    assert at.astimezone(UTC) == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_a_moment_is_shown_as_the_zones_clock_does(stand: Stand) -> None:
    field = moment_field()
    field.show_value(datetime(2026, 7, 24, 8, 30, tzinfo=UTC))
    committed = stand(field)
    assert (field.day.typed(), field.clock.typed()) == ("24 Jul 2026", "09:30")
    press(Keys.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Keys.Key_Delete)
    press(Keys.Key_Tab)
    press(Keys.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Keys.Key_Delete)
    press(Keys.Key_Return)
    assert committed == [None]
