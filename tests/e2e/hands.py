"""What a person has: eyes that read the window, a mouse, and a keyboard."""

import time
from collections.abc import Callable, Iterator
from typing import TypeVar, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QMenu,
    QScrollArea,
    QWidget,
)

from spineplanner.domain.anatomy import Site
from spineplanner.ui.main_window import MainWindow

MOST_PATIENCE_S = 20.0

Key = Qt.Key
NOTHING = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Kind = TypeVar("Kind", bound=QWidget)


def patience(until: Callable[[], object]) -> None:
    """Let the program work until something is so."""
    end = time.monotonic() + MOST_PATIENCE_S
    while not until():
        assert time.monotonic() < end, "it never came"
        QTest.qWait(5)


def shown_windows() -> list[MainWindow]:
    """The program's windows that can be seen."""
    windows = QApplication.topLevelWidgets()
    return [each for each in windows if isinstance(each, MainWindow) and each.isVisible()]


# Eyes


def words(within: QWidget) -> list[str]:
    """All that can be read of labels and buttons."""
    shown = within.findChildren(QWidget)
    read = [each for each in shown if isinstance(each, QLabel | QAbstractButton)]
    return [each.text() for each in read if each.isVisible() and each.text()]


def totals(window: MainWindow) -> list[str]:
    """The figures at the foot, each with what it is of."""
    read = [label.text() for label in window.plan_page.totals.findChildren(QLabel) if label.text()]
    return [f"{value} {of}" for value, of in zip(read[::2], read[1::2], strict=True)]


def named(name: str, within: QWidget) -> QWidget:
    """The one widget in sight that is spoken of by this name."""
    found = [w for w in within.findChildren(QWidget) if _is_called(w, name) and w.isVisible()]
    takes_keys = [w for w in found if w.focusPolicy() is not Qt.FocusPolicy.NoFocus]
    assert len(takes_keys) == 1, f"{len(takes_keys)} widgets are called {name!r}"
    return takes_keys[0]


def _is_called(widget: QWidget, name: str) -> bool:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return name in (widget.accessibleName(), text.replace("&", ""))


def buttons(text: str, within: QWidget) -> list[QAbstractButton]:
    """The buttons in sight with these words."""
    return [
        each
        for each in within.findChildren(QAbstractButton)
        if each.isVisible() and each.text().replace("&", "") == text
    ]


# Mouse


def click(widget: QWidget) -> None:
    """Click a widget where it is seen: whatever lies there gets the click."""
    _bring_into_sight(widget)
    place = widget.rect().center()
    if isinstance(widget, QCheckBox):
        place.setX(10)
    click_on_screen(widget.window(), widget.mapToGlobal(place))


def click_on_screen(
    window: QWidget,
    at: QPoint,
    *,
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    modifier: Qt.KeyboardModifier = NOTHING,
) -> None:
    """Click a point of the screen, in a window."""
    QTest.mouseClick(_handle(window), button, modifier, window.mapFromGlobal(at))
    QApplication.processEvents()


def click_site(
    window: MainWindow,
    site: Site,
    *,
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    modifier: Qt.KeyboardModifier = NOTHING,
) -> None:
    """Click a site of the spine."""
    at = window.plan_page.spine.screen_rect(site).center()
    click_on_screen(window, at, button=button, modifier=modifier)


def pick(combo: QWidget, text: str) -> None:
    """Open a list with the mouse, and click one of its lines."""
    assert isinstance(combo, QComboBox)
    click(combo)
    view = combo.view()
    patience(view.isVisible)
    index = combo.model().index(combo.findText(text), combo.modelColumn())
    assert index.isValid(), f"{text!r} is not offered"
    view.scrollTo(index)
    click_on_screen(view.window(), view.viewport().mapToGlobal(view.visualRect(index).center()))
    patience(lambda: not view.isVisible())


def menu_in_sight() -> QMenu:
    """The menu that is open."""
    patience(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    return cast("QMenu", QApplication.activePopupWidget())


def click_action(menu: QMenu, text: str) -> None:
    """Click a line of a menu that is open."""
    action = action_of(menu, text)
    click_on_screen(menu, menu.mapToGlobal(menu.actionGeometry(action).center()))


def action_of(menu: QMenu, text: str) -> QAction:
    """The line of a menu that begins with these words."""
    return next(a for a in menu.actions() if a.text().replace("&", "").startswith(text))


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll to it, as the wheel does."""
    QApplication.processEvents()
    for parent in _ancestors(widget):
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
    QApplication.processEvents()


def _ancestors(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


# Keyboard


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NOTHING, *, times: int = 1) -> None:
    """Press a key: the window that has the keyboard gets it."""
    for _time in range(times):
        QTest.keyClick(_typed_into(), key, modifier)
    QApplication.processEvents()


def type_text(text: str) -> None:
    """Type a text wherever the keyboard is."""
    for character in text:
        # PySide's stub knows no characters for a window, only keys.
        QTest.keyClick(_typed_into(), character)  # type: ignore[call-overload]  # see above
    QApplication.processEvents()


def _typed_into() -> QWindow:
    """The window that the keyboard is in."""
    active = QApplication.activePopupWidget() or QApplication.activeWindow()
    assert active is not None, "no window has the keyboard"
    return _handle(active)


def _handle(window: QWidget) -> QWindow:
    handle = window.windowHandle()
    assert handle is not None
    return handle


def focused_name() -> str:
    """What is spoken of the place where the keyboard is."""
    widget = QApplication.focusWidget()
    if widget is None:
        return ""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text.replace("&", "")


def tab_to(name: str, *, most: int = 200) -> None:
    """Press Tab until the keyboard is where this is spoken."""
    passed = []
    for _step in range(most):
        if focused_name() == name:
            return
        passed.append(focused_name())
        press(Key.Key_Tab)
    raise AssertionError(f"Tab never came to {name!r}, but to {passed}")
