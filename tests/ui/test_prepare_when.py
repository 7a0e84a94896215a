"""When something was done: now, or a time that is typed, on nights without one hour too."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from spineplanner.domain.entries import Done, Pooled
from spineplanner.domain.record import Record
from spineplanner.ui.prepare_when import WhenField, moment_now

LONDON = ZoneInfo("Europe/London")
MakeWhen = Callable[[datetime], WhenField]


def london(day: int, hour: int, minute: int, *, month: int = 11, fold: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON, fold=fold)


@pytest.fixture
def make_when(qtbot: QtBot) -> MakeWhen:
    def make(now: datetime) -> WhenField:
        field = WhenField(lambda: now)
        qtbot.addWidget(field)
        field.show()
        return field

    return make


def typed(field: WhenField, text: str) -> list[object]:
    """Type a time; return what is committed by that."""
    heard: list[object] = []
    field.committed.connect(heard.append)
    QTest.keyClicks(field.entry, text)
    QTest.keyClick(field.entry, Qt.Key.Key_Return)
    return heard


def test_a_time_of_today_is_typed_without_its_date(make_when: MakeWhen) -> None:
    assert typed(make_when(london(24, 9, 30)), "0815") == [london(24, 8, 15)]


def test_shortly_after_midnight_a_late_time_is_of_the_evening_before(make_when: MakeWhen) -> None:
    assert typed(make_when(london(25, 0, 10)), "23:50") == [london(24, 23, 50)]


def test_a_time_that_has_not_come_yet_is_not_taken_for_yesterday(make_when: MakeWhen) -> None:
    assert typed(make_when(london(24, 9, 20)), "09:30") == [london(24, 9, 30)]


def test_another_day_is_typed_before_the_time(make_when: MakeWhen) -> None:
    assert typed(make_when(london(25, 9, 0)), "24 Nov 2026, 08:00") == [london(24, 8, 0)]


def test_what_was_done_on_another_day_is_shown_with_it_and_read_back(make_when: MakeWhen) -> None:
    field = make_when(london(25, 9, 0))
    field.show_value(london(24, 8, 0))

    assert field.entry.typed() == "24 Nov 2026, 08:00"


@pytest.mark.parametrize("wrong", ["8", "25:00", "2:30 pm", "yesterday 08:00"])
def test_what_is_no_time_stays_with_a_word(make_when: MakeWhen, wrong: str) -> None:
    field = make_when(london(24, 9, 30))

    assert typed(field, wrong) == []
    assert field.is_refused
    assert field.entry.typed() == wrong


def test_an_hour_that_clocks_skip_is_refused(make_when: MakeWhen) -> None:
    field = make_when(london(29, 9, 0, month=3))

    assert typed(field, "01:30") == []
    assert "does not exist" in field.reason.text()


def test_an_hour_that_comes_twice_is_asked_about(make_when: MakeWhen) -> None:
    field = make_when(london(25, 9, 0, month=10))
    heard = typed(field, "01:30")
    assert heard == []
    assert "comes twice" in field.reason.text()

    shown = [button for button in field.findChildren(QPushButton) if button.isVisible()]
    assert [button.text() for button in shown] == ["UTC+01:00", "UTC+00:00"]
    QTest.mouseClick(shown[1], Qt.MouseButton.LeftButton)

    [meant] = heard
    assert meant == london(25, 1, 30, month=10, fold=1)
    assert isinstance(meant, datetime)
    assert meant.fold == 1
    assert not any(button.isVisible() for button in shown)


def test_only_the_first_of_two_equal_hours_is_meant_while_it_is_not_over(
    make_when: MakeWhen,
) -> None:
    now = london(25, 1, 45, month=10, fold=0)

    [meant] = typed(make_when(now), "01:30")

    assert isinstance(meant, datetime)
    assert meant.fold == 0


def test_now_is_this_minute_but_never_before_what_was_recorded_in_it() -> None:
    now = london(24, 9, 30).replace(second=40)
    earlier, future = now.replace(second=20), now.replace(second=50)

    assert moment_now(lambda: now, Record()) == london(24, 9, 30)
    assert moment_now(lambda: now, _pooled(earlier)) == earlier
    assert moment_now(lambda: now, _pooled(future)) == london(24, 9, 30)


def _pooled(at: datetime) -> Record:
    measured = Done(by="EXAMPLE", at=at)
    return Record(pooled=(Pooled(volume_ul=1_000, measured=measured),))
