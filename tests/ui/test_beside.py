"""Windows beside the real program's plan: opened by menu and key, answered off the window."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spineplanner.app.clinic import Clinic
from spineplanner.app.desk import Desk
from spineplanner.domain import edits
from spineplanner.domain.envelope import Envelope
from spineplanner.ui import files
from spineplanner.ui.beside import Beside
from spineplanner.ui.chart import Topic
from spineplanner.ui.extras import Extras
from spineplanner.ui.main_window import MainWindow
from spineplanner.ui.services import Services

NOW = datetime(2026, 11, 24, 7, 42, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path, dressed: QApplication) -> Iterator[Desk]:
    del dressed
    clinic = Clinic(tmp_path / "data", lambda: NOW)
    clinic.open_now()
    made = Desk(clinic)
    yield made
    made.end()
    clinic.end()


@pytest.fixture
def main(desk: Desk, qtbot: QtBot) -> MainWindow:
    def furnish(window: MainWindow) -> tuple[Services, Extras]:
        def printable(_text: str) -> frozenset[str]:
            return frozenset()

        services = cast("Services", desk)
        extras = Extras(services, printable=printable, log_tail=lambda: "", parent=window)
        return services, extras

    window = MainWindow(furnish, clock=lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    window.open_example()
    window.activateWindow()
    return window


@pytest.fixture
def beside(main: MainWindow) -> Beside:
    return main.planning.beside


def test_ctrl_i_opens_the_charts_which_follow_the_plan(
    main: MainWindow, beside: Beside, qtbot: QtBot
) -> None:
    QTest.keyClick(main, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    window = beside.what_if
    assert window is not None
    assert not window.isModal()

    page = window.page
    qtbot.waitUntil(lambda: page.picture is not None, timeout=5_000)
    assert "Today, at 85 %: 6 vials." in page.result.text()
    main.planning.edit(edits.clear, {})
    qtbot.waitUntil(lambda: page.picture is None, timeout=5_000)
    assert "Nothing is ordered yet" in page.absent.text()
    QTest.keyClick(main, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert beside.what_if is window


def test_the_map_of_vials_opens_from_the_menu_and_comes_from_the_worker(
    main: MainWindow, beside: Beside, qtbot: QtBot
) -> None:
    main.actions_["vials-apart"].trigger()
    window = beside.apart
    assert window is not None
    qtbot.waitUntil(lambda: window.rows.rowCount() == 7, timeout=5_000)
    assert "Proved" in window.answer.text()


def test_an_answer_to_a_window_that_is_closed_already_goes_nowhere(
    beside: Beside, qtbot: QtBot
) -> None:
    beside.show_what_if()
    beside.show_apart()
    for window in (beside.what_if, beside.apart):
        assert window is not None
        window.close()
    assert beside.what_if is None
    assert beside.apart is None
    beside.show_what_if()
    again = beside.what_if
    assert again is not None
    qtbot.waitUntil(lambda: again.page.chart is not None, timeout=5_000)


def test_a_file_is_written_and_where_that_fails_the_reason_is_said(
    beside: Beside, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside.show_what_if()
    window = beside.what_if
    assert window is not None
    qtbot.waitUntil(lambda: window.page.chart is not None, timeout=5_000)
    place = tmp_path / "chart.csv"
    choose: Callable[[QWidget, Envelope, str, str], Path] = lambda *_what: place  # noqa: E731
    monkeypatch.setattr(files, "chart_to_write", choose)
    QTest.mouseClick(window.outlets[1], Qt.MouseButton.LeftButton)
    assert "Vials to thaw" in place.read_text("utf-8-sig")
    assert "Written" in window.message.text()
    place = tmp_path / "absent" / "chart.csv"
    QTest.mouseClick(window.outlets[1], Qt.MouseButton.LeftButton)
    assert not place.exists()
    assert "Written" not in window.message.text()
    assert window.message.text()


def test_while_a_second_person_computes_no_number_stands_beside_the_plan(
    main: MainWindow, beside: Beside, qtbot: QtBot
) -> None:
    beside.show_what_if()
    main.planning.paperwork.covered.emit(True)  # noqa: FBT003 - signals take no keywords
    assert beside.what_if is None
    with qtbot.waitSignal(main.planning.said):
        beside.show_what_if()
    beside.show_apart()
    assert beside.what_if is None
    assert beside.apart is None
    main.planning.paperwork.covered.emit(False)  # noqa: FBT003 - signals take no keywords
    beside.show_what_if()
    window = beside.what_if
    assert window is not None
    QTest.mouseClick(window.buttons[Topic.DOSES], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.page.chart is not None, timeout=5_000)
