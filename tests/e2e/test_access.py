"""Whoever can't use a mouse or can't see comes everywhere, and hears where that is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from spineplanner.ui.main_window import MainWindow
from tests.e2e.conftest import StartProgram
from tests.e2e.hands import CTRL, Key, buttons, click, patience, press

PLACES = ("worklist", "plan", "form", "prepare", "worksheet")


def go(window: MainWindow, where: str) -> None:
    if where == "worklist":
        press(Key.Key_O, CTRL)
        patience(window.worklist.isVisible)
    elif where == "form":
        press(Key.Key_F4)
    elif where == "prepare":
        press(Key.Key_2, CTRL)
        patience(window.planning.prepare_view.isVisible)
    elif where == "worksheet":
        press(Key.Key_3, CTRL)
        patience(lambda: window.sheet_view.pages is not None)


@pytest.fixture
def window(start_program: StartProgram) -> MainWindow:
    window = start_program()
    click(buttons("Worked example", window)[-1])
    patience(window.plan_page.isVisible)
    return window


def takes_focus(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    itself = widget.focusProxy() is None
    return by_tab and itself and widget.isVisible() and widget.isEnabled()


def spoken(widget: QWidget) -> str:
    """What an assistive program is told of a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def represented(widget: QWidget, visited: set[QWidget]) -> bool:
    """Whether Tab came to a widget, or to one of its group, which arrows move in."""
    if widget in visited:
        return True
    if isinstance(widget, QAbstractButton) and (group := widget.group()) is not None:
        return any(button in visited for button in group.buttons())
    return False


@pytest.mark.parametrize("where", PLACES)
def test_everything_that_takes_the_keyboard_has_a_name(window: MainWindow, where: str) -> None:
    go(window, where)
    unnamed = [w for w in window.findChildren(QWidget) if takes_focus(w) and not spoken(w)]
    assert not unnamed


@pytest.mark.parametrize("where", PLACES)
def test_tab_comes_to_everything_and_round_again(window: MainWindow, where: str) -> None:
    go(window, where)
    start = QApplication.focusWidget()
    assert start is not None
    visited: list[QWidget] = []
    while (widget := QApplication.focusWidget()) not in visited:
        assert widget is not None
        visited.append(widget)
        press(Key.Key_Tab)
    assert widget is visited[0], "a dead end: Tab goes round in a part of the window"
    wanted = [w for w in window.findChildren(QWidget) if takes_focus(w)]
    assert not [w for w in wanted if not represented(w, set(visited))]

    press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is visited[-1], "and back"
